import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';

import { type Column, FROM_WIDTH } from '@/components/table/column';
import { nextSort } from '@/components/table/table-search';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

/** One heading; sortable ones are buttons and say their order to readers. */
export function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string | undefined;
  onSort: ((sort: string | undefined) => void) | undefined;
}) {
  const key = column.sort;
  const direction =
    key === undefined
      ? null
      : sort === key
        ? 'ascending'
        : sort === `-${key}`
          ? 'descending'
          : 'none';
  const Icon =
    direction === 'ascending' ? ArrowUp : direction === 'descending' ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      {...(direction === null || direction === 'none' ? {} : { 'aria-sort': direction })}
      className={cn(
        'px-3 py-2 text-sm font-normal whitespace-nowrap text-ink-3 first:ps-4 last:pe-4',
        column.align === 'end' ? 'text-end' : 'text-start',
        FROM_WIDTH[column.from ?? 'phone'],
      )}
    >
      {key === undefined || onSort === undefined ? (
        column.header
      ) : (
        <button
          type="button"
          title={t('table.sortBy', { column: column.header })}
          className={cn(
            'group/sort -mx-1 inline-flex items-center gap-1 rounded-sm px-1 align-top hover:text-ink',
            direction !== 'none' && 'text-ink',
            // The mark stands on the inner side, so that the words are flush with the values.
            column.align === 'end' && 'flex-row-reverse',
          )}
          onClick={() => {
            onSort(nextSort(sort, key));
          }}
        >
          {column.header}
          <Icon
            className={cn(
              'size-3.5',
              direction === 'none' &&
                'opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100',
            )}
            aria-hidden
          />
        </button>
      )}
    </th>
  );
}
