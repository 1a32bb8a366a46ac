import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useRef } from 'react';

import { type Column, FROM_WIDTH } from '@/components/table/column';
import { SkeletonRows } from '@/components/table/skeleton-rows';
import { HeadCell } from '@/components/table/table-head';
import type { Selection } from '@/components/table/use-selection';
import type { Density } from '@/components/table/use-table-preferences';
import { useRowKeys } from '@/components/table/use-row-keys';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

export interface DataTableProps<Row extends { id: number }> {
  /** What the rows are, for readers: "Servers". */
  label: string;
  columns: readonly Column<Row>[];
  /** Undefined while nothing has arrived yet. */
  rows: readonly Row[] | undefined;
  /** Other rows are on their way. */
  isWaiting?: boolean;
  nameOf: (row: Row) => string;
  /** Where a row leads; its first column becomes the link. */
  pathOf?: (row: Row) => string;
  sort?: string | undefined;
  onSort?: (sort: string | undefined) => void;
  density?: Density;
  hidden?: readonly string[];
  selection?: Selection;
  rowActions?: (row: Row) => ReactNode;
  /** Stands in place of the rows when there are none. */
  empty: ReactNode;
  skeletonRows?: number;
  /** The header stays at the window's top while the page scrolls. */
  isHeaderSticky?: boolean;
}

/** Rows of one kind: sorted, selected and opened by mouse, touch and keyboard (j, k, Enter, x). */
export function DataTable<Row extends { id: number }>(props: DataTableProps<Row>) {
  const {
    columns,
    rows,
    hidden = [],
    selection,
    rowActions,
    isHeaderSticky = true,
    isWaiting = false,
    pathOf,
  } = props;
  const shown = columns.filter((column, index) => index === 0 || !hidden.includes(column.id));
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const navigate = useNavigate();

  const open = useCallback(
    (id: string) => {
      const row = rows?.find((each) => String(each.id) === id);
      if (row !== undefined && pathOf !== undefined) void navigate({ to: pathOf(row) });
    },
    [rows, pathOf, navigate],
  );
  const toggleSelection = selection?.toggle;
  const toggle = useCallback(
    (id: string) => {
      toggleSelection?.(Number(id));
    },
    [toggleSelection],
  );
  useRowKeys(bodyRef, { open, toggle });

  if (rows?.length === 0) return props.empty;
  const pageIds = rows?.map((row) => row.id) ?? [];
  const chosen = pageIds.filter((id) => selection?.ids.has(id));
  const isAllChosen = chosen.length > 0 && chosen.length === pageIds.length;

  return (
    <table
      data-slot="data-table"
      className="w-full border-separate border-spacing-0"
      aria-busy={rows === undefined || isWaiting}
    >
      <caption className="sr-only">{props.label}</caption>
      <thead
        className={cn(
          '[&_th]:border-b [&_th]:border-line [&_th]:bg-surface',
          isHeaderSticky && '[&_th]:sticky [&_th]:top-13.5 [&_th]:z-10',
        )}
      >
        <tr>
          {selection === undefined ? null : (
            <th scope="col" className="w-10 py-2 ps-4 pe-1 text-start max-sm:hidden print:hidden">
              <Checkbox
                aria-label={t('table.selectAll')}
                checked={isAllChosen ? true : chosen.length > 0 ? 'indeterminate' : false}
                onCheckedChange={() => {
                  selection.togglePage(pageIds);
                }}
              />
            </th>
          )}
          {shown.map((column) => (
            <HeadCell key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
          {rowActions === undefined ? null : (
            <th scope="col" className="w-12">
              <span className="sr-only">{t('actions.more')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody
        ref={bodyRef}
        className={cn(
          'transition-opacity [&>tr:not(:last-child)>td]:border-b [&>tr:not(:last-child)>td]:border-line',
          // Not for an answer that comes at once.
          isWaiting && 'opacity-60 delay-200',
        )}
      >
        {rows === undefined ? (
          <SkeletonRows
            columns={shown}
            count={props.skeletonRows ?? 6}
            hasSelection={selection !== undefined}
            hasActions={rowActions !== undefined}
            density={props.density ?? 'comfortable'}
          />
        ) : (
          rows.map((row) => <DataRow key={row.id} row={row} shown={shown} {...props} />)
        )}
      </tbody>
    </table>
  );
}

function DataRow<Row extends { id: number }>({
  row,
  shown,
  nameOf,
  pathOf,
  selection,
  rowActions,
  density = 'comfortable',
}: DataTableProps<Row> & { row: Row; shown: readonly Column<Row>[] }) {
  const isChosen = selection?.ids.has(row.id) ?? false;
  return (
    <tr
      data-row={row.id}
      tabIndex={-1}
      {...(selection === undefined ? {} : { 'aria-selected': isChosen })}
      className={cn(
        'group/row transition-colors focus-visible:outline-offset-[-2px]',
        isChosen ? 'bg-accent-soft' : 'hover:bg-sunken focus-visible:bg-sunken',
        pathOf !== undefined && 'cursor-pointer',
      )}
    >
      {selection === undefined ? null : (
        <td className="ps-4 pe-1 max-sm:hidden print:hidden">
          <Checkbox
            aria-label={t('table.select', { name: nameOf(row) })}
            checked={isChosen}
            onCheckedChange={() => {
              selection.toggle(row.id);
            }}
          />
        </td>
      )}
      {shown.map((column, index) => (
        <td
          key={column.id}
          className={cn(
            'px-3 first:ps-4 last:pe-4',
            density === 'compact' ? 'h-9 py-1' : 'h-11 py-2',
            column.align === 'end' && 'tabular text-end',
            FROM_WIDTH[column.from ?? 'phone'],
          )}
        >
          {index === 0 && pathOf !== undefined ? (
            <Link to={pathOf(row)} className="rounded-sm font-medium hover:underline">
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
      {rowActions === undefined ? null : <td className="pe-3 text-end">{rowActions(row)}</td>}
    </tr>
  );
}
