import { createFileRoute } from '@tanstack/react-router';

import { idFilter, tableSearchSchema, wordFilter } from '@/components/table/table-search';
import { StaffTicketsPage } from '@/features/tickets/admin/staff-tickets-page';
import { TICKET_STATUSES } from '@/features/tickets/ticket-states';

const staffTicketSearch = tableSearchSchema({
  sorts: ['subject', 'status', 'priority', 'lastMessageAt'],
  filters: { status: wordFilter(TICKET_STATUSES), departmentId: idFilter() },
});

export const Route = createFileRoute('/_authenticated/_staff/staff/tickets/')({
  validateSearch: staffTicketSearch,
  component: StaffTickets,
});

function StaffTickets() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <StaffTicketsPage
      search={search}
      onSearch={(next) => {
        void navigate({ search: next, replace: true });
      }}
    />
  );
}
