import { createFileRoute } from '@tanstack/react-router';

import { useAccount } from '@/app/use-account';
import { StaffTicketPage } from '@/features/tickets/admin/staff-ticket-page';
import { can } from '@/lib/permissions';

export const Route = createFileRoute('/_authenticated/_staff/staff/tickets/$ticketId')({
  params: {
    parse: ({ ticketId }) => ({ ticketId: Number(ticketId) }),
    stringify: ({ ticketId }) => ({ ticketId: String(ticketId) }),
  },
  component: StaffTicket,
});

function StaffTicket() {
  const { ticketId } = Route.useParams();
  const canAnswer = can(useAccount(), 'tickets.answer');
  return <StaffTicketPage key={ticketId} ticketId={ticketId} canAnswer={canAnswer} />;
}
