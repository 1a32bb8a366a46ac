import { createFileRoute } from '@tanstack/react-router';

import { StaffTicketsPage } from '@/features/tickets/admin/staff-tickets-page';
import { ticketSearchSchema } from '@/features/tickets/search';

export const Route = createFileRoute('/_authenticated/_staff/staff/tickets/')({
  validateSearch: ticketSearchSchema,
  component: StaffTickets,
});

function StaffTickets() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <StaffTicketsPage
      search={search}
      onSearch={(next, options) => {
        void navigate({ search: next, ...options });
      }}
    />
  );
}
