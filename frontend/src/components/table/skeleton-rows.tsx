import { type Column, FROM_WIDTH } from '@/components/table/column';
import type { Density } from '@/components/table/use-table-preferences';
import { Skeleton } from '@/components/ui/skeleton';
import { cn } from '@/lib/cn';

/** Grey rows as high as the real ones, so that nothing jumps when they arrive. */
export function SkeletonRows<Row>({
  columns,
  count,
  hasSelection,
  hasActions,
  density,
}: {
  columns: readonly Column<Row>[];
  count: number;
  hasSelection: boolean;
  hasActions: boolean;
  density: Density;
}) {
  return Array.from({ length: count }, (_, index) => (
    <tr key={index} aria-hidden>
      {hasSelection ? (
        <td className="ps-4 pe-1 max-sm:hidden">
          <Skeleton className="size-4" />
        </td>
      ) : null}
      {columns.map((column) => (
        <td
          key={column.id}
          className={cn(
            'px-3 first:ps-4 last:pe-4',
            density === 'compact' ? 'h-9' : 'h-11',
            FROM_WIDTH[column.from ?? 'phone'],
          )}
        >
          <Skeleton
            className={cn('h-4', column.skeleton ?? 'w-24', column.align === 'end' && 'ms-auto')}
          />
        </td>
      ))}
      {hasActions ? <td /> : null}
    </tr>
  ));
}
