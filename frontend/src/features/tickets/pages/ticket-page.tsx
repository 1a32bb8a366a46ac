import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { customerActions, ticketQuery } from '@/features/tickets/api';
import { ThreadLoader } from '@/features/tickets/components/thread-loader';
import { TicketThread } from '@/features/tickets/components/ticket-thread';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useFallbackInterval } from '@/lib/use-fallback-interval';

/** A customer's own ticket. */
export function TicketPage({ ticketId }: { ticketId: number }) {
  const query = useQuery({ ...ticketQuery(ticketId), refetchInterval: useFallbackInterval() });
  const back = { label: t('tickets.title'), to: paths.tickets() };
  return (
    <ThreadLoader ticketId={ticketId} query={query} back={back}>
      {(ticket) => (
        <TicketThread
          ticket={ticket}
          audience="customer"
          actions={customerActions(ticket.id)}
          crumb={back}
          facts={
            ticket.server === null
              ? []
              : [
                  {
                    term: t('tickets.server'),
                    value: (
                      <Link
                        to={paths.server(ticket.server.id)}
                        className="font-medium text-accent-text hover:underline"
                      >
                        {ticket.server.name}
                      </Link>
                    ),
                  },
                ]
          }
        />
      )}
    </ThreadLoader>
  );
}
