import { describe, expect, it } from 'vitest';

import {
  changeSearch,
  idFilter,
  isFiltered,
  nextSort,
  type TableSearch,
  tableSearchSchema,
  wordFilter,
} from '@/components/table/table-search';

const schema = tableSearchSchema({
  sorts: ['name', 'createdAt'],
  filters: { status: wordFilter(['running', 'off']), departmentId: idFilter() },
});

describe("a table's URL", () => {
  it('is understood as the table means it', () => {
    expect(
      schema.parse({
        page: '3',
        perPage: '50',
        q: 'web',
        sort: '-createdAt',
        status: 'off',
        departmentId: '4',
      }),
    ).toEqual({
      page: 3,
      perPage: 50,
      q: 'web',
      sort: '-createdAt',
      status: 'off',
      departmentId: 4,
    });
  });

  it.each([
    [{ page: '0' }],
    [{ page: 'many' }],
    [{ page: '-2' }],
    [{ perPage: '7' }],
    [{ perPage: '100000' }],
    [{ sort: 'password' }],
    [{ status: 'exploded' }],
    [{ departmentId: '-1' }],
    [{ q: 'x'.repeat(101) }],
  ])('drops %j instead of breaking the page', (search) => {
    expect(
      Object.values<unknown>(schema.parse(search)).filter((value) => value !== undefined),
    ).toEqual([]);
  });

  it('ignores what it does not know', () => {
    expect(schema.parse({ admin: 'true' })).not.toHaveProperty('admin');
  });
});

describe('a change of the table', () => {
  it('goes back to the first page when a filter changes', () => {
    expect(changeSearch({ page: 4, q: 'web' }, { q: 'db' })).toEqual({ q: 'db' });
  });

  it('keeps everything else when a page is turned', () => {
    expect(changeSearch<TableSearch>({ q: 'web', sort: 'name' }, { page: 2 })).toEqual({
      q: 'web',
      sort: 'name',
      page: 2,
    });
  });

  it('writes nothing for a default, so that plain addresses stay short', () => {
    expect(changeSearch({ page: 2, q: 'web' }, { page: 1 })).toEqual({ q: 'web' });
    expect(changeSearch({ q: 'web' }, { q: undefined })).toEqual({});
  });

  it('sorts up, then down, then as the API does', () => {
    expect(nextSort(undefined, 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBeUndefined();
    expect(nextSort('name', 'status')).toBe('status');
  });

  it('counts only what narrows the list as a filter', () => {
    expect(isFiltered({ page: 2, perPage: 50, sort: 'name' })).toBe(false);
    expect(isFiltered({ q: 'web' })).toBe(true);
  });
});
