import { createFileRoute, notFound } from '@tanstack/react-router';

import { NotFoundPage } from '@/app/not-found-page';
import { useAccount } from '@/app/use-account';
import { staffTicketQuery } from '@/features/tickets/admin/api';
import { StaffTicketPage } from '@/features/tickets/admin/staff-ticket-page';
import { can } from '@/lib/permissions';
import { inBackground } from '@/lib/query-client';

export const Route = createFileRoute('/_authenticated/_staff/staff/tickets/$ticketId')({
  params: {
    parse: ({ ticketId }) => ({ ticketId: Number(ticketId) }),
    stringify: ({ ticketId }) => ({ ticketId: String(ticketId) }),
  },
  loader: ({ context, params: { ticketId } }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to say 404
    if (!Number.isSafeInteger(ticketId) || ticketId < 1) throw notFound();
    inBackground(context.queryClient.query(staffTicketQuery(ticketId)));
  },
  notFoundComponent: NotFoundPage,
  component: StaffTicket,
});

function StaffTicket() {
  const { ticketId } = Route.useParams();
  const canAnswer = can(useAccount(), 'tickets.answer');
  return <StaffTicketPage key={ticketId} ticketId={ticketId} canAnswer={canAnswer} />;
}
