import { z } from 'zod/mini';

export const PAGE_SIZES = [20, 50, 100] as const;
export const DEFAULT_PAGE_SIZE = 20;
export const LONGEST_QUERY = 100;

/** What every table keeps in the URL. Absent means the default, so that plain addresses stay short. */
export interface TableSearch {
  page?: number | undefined;
  perPage?: number | undefined;
  q?: string | undefined;
  sort?: string | undefined;
}

/**
 * Asks for another state of the list. Each is a step of the way back, unless it takes the place of
 * the one before, as typing does.
 */
export type ChangeSearch<Search> = (next: Search, options?: { replace: true }) => void;

/** For what nobody wants to come back to: half a word, a page past the end. */
export const IN_PLACE = { replace: true } as const;

/** An optional value of the URL: one that makes no sense is dropped and never breaks the page. */
function forgiving<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.catch(z.optional(schema), undefined);
}

/** The schema of a table's URL: page, perPage, q, sort over `sorts`, and the table's own filters. */
export function tableSearchSchema<
  const Sort extends string,
  Filters extends Record<string, z.ZodMiniType>,
>(options: {
  /** Empty when the API knows no other order than its own. */
  sorts: readonly Sort[];
  filters: Filters;
}) {
  const sorts = options.sorts.flatMap((sort): (Sort | `-${Sort}`)[] => [sort, `-${sort}`]);
  return z.object({
    page: forgiving(z.coerce.number().check(z.int(), z.minimum(2), z.maximum(10_000))),
    perPage: forgiving(
      z.coerce.number().check(z.refine((size) => (PAGE_SIZES as readonly number[]).includes(size))),
    ),
    q: forgiving(z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST_QUERY))),
    sort: forgiving(z.enum(sorts)),
    ...options.filters,
  });
}

/** An optional filter out of a fixed set of words. */
export function wordFilter<const Word extends string>(words: readonly [Word, ...Word[]]) {
  return forgiving(z.enum(words));
}

/** An optional filter by another thing's id. */
export function idFilter() {
  return forgiving(z.coerce.number().check(z.int(), z.positive()));
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
