import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { LoadingNote, Skeleton } from '@/components/ui/skeleton';
import { staffTicketListQuery } from '@/features/tickets/admin/api';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useFallbackInterval } from '@/lib/use-fallback-interval';

const LONGEST_WAITING = { status: 'open', sort: 'lastMessageAt', perPage: 5 } as const;

/** The customers who have waited longest for a word of support; for the staff's dashboard. */
export function WaitingTickets() {
  const list = useQuery({
    ...staffTicketListQuery(LONGEST_WAITING),
    refetchInterval: useFallbackInterval(),
  });
  const total = list.data?.pagination.totalItems ?? 0;
  const hasMore = total > LONGEST_WAITING.perPage;
  return (
    <Card
      title={t('staff.waitingTitle')}
      aside={
        <Link
          to={paths.staffTickets()}
          search={hasMore ? { status: 'open' } : {}}
          className="font-medium text-accent-text hover:underline"
        >
          {hasMore ? t('staff.waitingAll', { total }) : t('tickets.back')}
        </Link>
      }
      isFlush
    >
      {list.data === undefined ? (
        list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <div className="space-y-4 p-4">
            <LoadingNote />
            <Skeleton className="h-4 w-2/3" />
            <Skeleton className="h-4 w-1/2" />
          </div>
        )
      ) : list.data.items.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-2">{t('staff.waitingNone')}</p>
      ) : (
        <ul aria-label={t('staff.waitingTitle')} className="divide-y divide-line px-4 py-1">
          {list.data.items.map((ticket) => (
            <li key={ticket.id} className="flex items-baseline gap-4 py-2.5">
              <div className="min-w-0 flex-1">
                <Link
                  to={paths.staffTicket(ticket.id)}
                  className="line-clamp-2 rounded-sm font-medium wrap-anywhere hover:underline"
                >
                  <span className="tabular font-normal text-ink-3">#{ticket.id}</span>{' '}
                  {ticket.subject}
                </Link>
                <p className="truncate text-sm text-ink-3">{ticket.customer.username}</p>
              </div>
              <span className="text-sm text-ink-3">
                <RelativeTime at={ticket.lastMessageAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
