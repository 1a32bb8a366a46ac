import { z } from 'zod';

export const PAGE_SIZES = [20, 50, 100] as const;
export const DEFAULT_PAGE_SIZE = 20;

/** What every table keeps in the URL. Absent means the default, so that plain addresses stay short. */
export interface TableSearch {
  page?: number | undefined;
  perPage?: number | undefined;
  q?: string | undefined;
  sort?: string | undefined;
}

/**
 * The schema of a table's URL: page, perPage, q, sort over `sorts`, and the table's own filters.
 * A value that makes no sense is dropped and never breaks the page.
 */
export function tableSearchSchema<
  const Sort extends string,
  Filters extends z.ZodRawShape,
>(options: {
  /** Empty when the API knows no other order than its own. */
  sorts: readonly Sort[];
  filters: Filters;
}) {
  const sorts = options.sorts.flatMap((sort): (Sort | `-${Sort}`)[] => [sort, `-${sort}`]);
  return z.object({
    page: z.coerce.number().int().min(2).max(100_000).optional().catch(undefined),
    perPage: z.coerce
      .number()
      .refine((size) => (PAGE_SIZES as readonly number[]).includes(size))
      .optional()
      .catch(undefined),
    q: z.string().trim().min(1).max(100).optional().catch(undefined),
    sort: z.enum(sorts).optional().catch(undefined),
    ...options.filters,
  });
}

/** An optional filter out of a fixed set of words. */
export function wordFilter<const Word extends string>(words: readonly [Word, ...Word[]]) {
  return z.enum(words).optional().catch(undefined);
}

/** An optional filter by another thing's id. */
export function idFilter() {
  return z.coerce.number().int().positive().optional().catch(undefined);
}

/** The next URL state. Any change but a turned page begins at page one again; empty values disappear. */
export function changeSearch<Search extends TableSearch>(
  search: Search,
  patch: Partial<Search>,
): Search {
  const isOnlyPage = Object.keys(patch).every((key) => key === 'page');
  const merged: Search = { ...search, ...(isOnlyPage ? {} : { page: undefined }), ...patch };
  if (merged.page === 1) delete merged.page;
  return Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''),
  ) as Search;
}

/** Up, down, and back to the default order. */
export function nextSort(current: string | undefined, column: string): string | undefined {
  if (current === column) return `-${column}`;
  if (current === `-${column}`) return undefined;
  return column;
}

/** Whether anything but page, size and order narrows the list. */
export function isFiltered(search: TableSearch): boolean {
  return Object.entries(search).some(
    ([key, value]) => !['page', 'perPage', 'sort'].includes(key) && value !== undefined,
  );
}
