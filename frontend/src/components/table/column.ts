import type { ReactNode } from 'react';

export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The word the API sorts by; without it the column cannot be sorted. */
  sort?: string;
  align?: 'start' | 'end';
  /** The narrowest screen that shows it. Phones keep two or three columns that matter most. */
  from?: 'phone' | 'tablet' | 'laptop' | 'desktop';
  /** Width of the grey shape while loading. */
  skeleton?: string;
}

/** Literal class names, since the style sheet is made from the text of the sources. */
export const FROM_WIDTH: Record<NonNullable<Column<unknown>['from']>, string> = {
  phone: '',
  tablet: 'hidden md:table-cell print:table-cell',
  laptop: 'hidden lg:table-cell print:table-cell',
  desktop: 'hidden xl:table-cell print:table-cell',
};
