import { useQuery } from '@tanstack/react-query';

import { staffActions, staffTicketQuery } from '@/features/tickets/admin/api';
import { ThreadLoader } from '@/features/tickets/components/thread-loader';
import { TicketThread } from '@/features/tickets/components/ticket-thread';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useFallbackInterval } from '@/lib/use-fallback-interval';

/** Any customer's ticket, from the side of support. */
export function StaffTicketPage({ ticketId, canAnswer }: { ticketId: number; canAnswer: boolean }) {
  const query = useQuery({
    ...staffTicketQuery(ticketId),
    refetchInterval: useFallbackInterval(),
  });
  const back = { label: t('staff.ticketsTitle'), to: paths.staffTickets() };
  return (
    <ThreadLoader ticketId={ticketId} query={query} back={back}>
      {(ticket) => (
        <TicketThread
          ticket={ticket}
          audience="staff"
          actions={staffActions(ticket.id)}
          canAnswer={canAnswer}
          crumb={back}
          facts={[
            { term: t('staff.customer'), value: ticket.customer.username },
            { term: t('staff.email'), value: ticket.customer.email },
            ...(ticket.server === null
              ? []
              : [{ term: t('tickets.server'), value: ticket.server.name }]),
          ]}
        />
      )}
    </ThreadLoader>
  );
}
