import { ChevronLeft, ChevronRight } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Pagination as PaginationData } from '@/lib/models';

/** Where the server stops counting what everybody has together. */
const STOPS_COUNTING_AT = 10_000;

/** Which part of a list is shown, and the way to the next. Nothing to turn on a single page. */
export function Pagination({
  pagination,
  onPage,
}: {
  pagination: PaginationData;
  onPage: (page: number) => void;
}) {
  const { currentPage, totalPages, totalItems, itemsPerPage } = pagination;
  if (totalItems === 0) return null;
  const from = (currentPage - 1) * itemsPerPage + 1;
  const to = Math.min(currentPage * itemsPerPage, totalItems);
  const turn = (page: number) => () => {
    onPage(page);
  };
  return (
    <nav
      data-slot="pagination"
      aria-label={t('table.pagination')}
      className="flex items-center justify-between gap-4 px-4 py-2.5"
    >
      <p className="tabular text-sm text-ink-3">
        {t('table.range', {
          from: formatCount(from),
          to: formatCount(to),
          total:
            totalItems < STOPS_COUNTING_AT
              ? formatCount(totalItems)
              : t('table.atLeast', { total: formatCount(totalItems) }),
        })}
      </p>
      {totalPages <= 1 ? null : (
        <div className="flex items-center gap-2">
          <span className="tabular hidden text-sm text-ink-2 sm:inline">
            {t('table.page', { page: currentPage, pages: totalPages })}
          </span>
          <Button
            size="icon-sm"
            aria-label={t('table.previous')}
            isHeld={currentPage <= 1}
            onClick={turn(currentPage - 1)}
          >
            <ChevronLeft className="rtl:-scale-x-100" aria-hidden />
          </Button>
          <Button
            size="icon-sm"
            aria-label={t('table.next')}
            isHeld={currentPage >= totalPages}
            onClick={turn(currentPage + 1)}
          >
            <ChevronRight className="rtl:-scale-x-100" aria-hidden />
          </Button>
        </div>
      )}
    </nav>
  );
}
