import { SearchX } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

import { BulkBar } from '@/components/table/bulk-bar';
import type { Column } from '@/components/table/column';
import { DataTable, type DataTableProps } from '@/components/table/data-table';
import {
  changeSearch,
  type ChangeSearch,
  DEFAULT_PAGE_SIZE,
  IN_PLACE,
  isFiltered,
  type TableSearch,
} from '@/components/table/table-search';
import { SearchBox, TableToolbar, ViewMenu } from '@/components/table/table-toolbar';
import { useTablePreferences } from '@/components/table/use-table-preferences';
import { Age } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Pagination } from '@/components/ui/pagination';
import { t } from '@/lib/i18n';
import type { Page } from '@/lib/models';

interface ListResult<Row> {
  data: Page<Row> | undefined;
  error: unknown;
  dataUpdatedAt: number;
  /** What is there is of another page or filter; what was asked for is on its way. */
  isPlaceholderData: boolean;
  refetch: () => unknown;
}

interface TablePageProps<Row extends { id: number }, Search extends TableSearch> extends Pick<
  DataTableProps<Row>,
  'label' | 'nameOf' | 'pathOf' | 'selection' | 'rowActions'
> {
  /** Names this table's preferences on the device. */
  id: string;
  columns: readonly Column<Row>[];
  list: ListResult<Row>;
  search: Search;
  onSearch: ChangeSearch<Search>;
  searchLabel?: string;
  filters?: ReactNode;
  /** The first step, shown when there is nothing at all. */
  empty: ReactNode;
  bulkActions?: ReactNode;
  /** For a list that is always filtered: what is empty under one value may be full under another. */
  isAlwaysFiltered?: boolean;
}

/** A whole list screen below its header: toolbar, table, pages, bulk bar, and every state between. */
export function TablePage<Row extends { id: number }, Search extends TableSearch>(
  props: TablePageProps<Row, Search>,
) {
  const { list, search, onSearch, selection } = props;
  const { preferences, change } = useTablePreferences(props.id);
  const patch = (part: Partial<TableSearch>, options?: typeof IN_PLACE) => {
    onSearch(changeSearch<TableSearch>(search, part) as Search, options);
  };
  const isNarrowed = isFiltered(search) && props.isAlwaysFiltered !== true;
  const hasNothing =
    props.isAlwaysFiltered !== true && list.data?.pagination.totalItems === 0 && !isNarrowed;
  const lastPage = list.data?.pagination.totalPages ?? 1;
  const isPastTheEnd =
    list.data?.items.length === 0 &&
    list.data.pagination.totalItems > 0 &&
    (search.page ?? 1) > lastPage;
  useEffect(() => {
    // An old address, or a list that has shrunk.
    if (isPastTheEnd)
      onSearch(changeSearch<TableSearch>(search, { page: lastPage }) as Search, IN_PLACE);
  }, [isPastTheEnd, lastPage, onSearch, search]);
  // What is chosen on another page, or filtered away, is not acted on.
  const chosen = list.data?.items.filter(({ id }) => selection?.ids.has(id)) ?? [];
  const cannotShow = list.data === undefined && list.error !== null;

  return (
    <>
      {hasNothing ? null : (
        <TableToolbar>
          {props.searchLabel === undefined ? null : (
            <SearchBox
              label={props.searchLabel}
              value={search.q ?? ''}
              onChange={(q) => {
                patch({ q: q === '' ? undefined : q }, IN_PLACE);
              }}
            />
          )}
          {props.filters}
          <span className="ms-auto flex items-center gap-3 max-sm:min-h-4">
            <Age at={list.dataUpdatedAt} />
            <ViewMenu
              columns={props.columns.slice(1)}
              hidden={preferences.hidden}
              onHidden={(hidden) => {
                change({ hidden });
              }}
              density={preferences.density}
              onDensity={(density) => {
                change({ density });
              }}
              perPage={search.perPage ?? DEFAULT_PAGE_SIZE}
              onPerPage={(perPage) => {
                patch({ perPage: perPage === DEFAULT_PAGE_SIZE ? undefined : perPage });
              }}
            />
          </span>
        </TableToolbar>
      )}
      <Card isFlush>
        {cannotShow ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <DataTable
            label={props.label}
            columns={props.columns}
            isWaiting={list.isPlaceholderData}
            rows={isPastTheEnd ? undefined : list.data?.items}
            nameOf={props.nameOf}
            sort={search.sort}
            onSort={(sort) => {
              patch({ sort });
            }}
            density={preferences.density}
            hidden={preferences.hidden}
            empty={
              isNarrowed ? (
                <NoMatch
                  onClear={() => {
                    onSearch({} as Search);
                  }}
                />
              ) : (
                props.empty
              )
            }
            {...(props.pathOf === undefined ? {} : { pathOf: props.pathOf })}
            {...(selection === undefined ? {} : { selection })}
            {...(props.rowActions === undefined ? {} : { rowActions: props.rowActions })}
          />
        )}
        {list.data === undefined || list.data.pagination.totalPages < 2 ? null : (
          <div className="border-t border-line">
            <Pagination
              pagination={
                list.isPlaceholderData
                  ? { ...list.data.pagination, currentPage: Math.min(search.page ?? 1, lastPage) }
                  : list.data.pagination
              }
              onPage={(page) => {
                patch({ page });
              }}
            />
          </div>
        )}
      </Card>
      {selection === undefined ? null : (
        <BulkBar count={chosen.length} onClear={selection.clear}>
          {props.bulkActions}
        </BulkBar>
      )}
    </>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title={t('table.noMatchTitle')}
      action={<Button onClick={onClear}>{t('table.clearFilters')}</Button>}
    >
      {t('table.noMatchText')}
    </EmptyState>
  );
}
