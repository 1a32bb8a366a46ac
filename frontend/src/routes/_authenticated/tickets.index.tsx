import { createFileRoute } from '@tanstack/react-router';

import { idFilter, tableSearchSchema, wordFilter } from '@/components/table/table-search';
import { ticketListQuery } from '@/features/tickets/api';
import { TicketsPage } from '@/features/tickets/pages/tickets-page';
import { TICKET_STATUSES } from '@/features/tickets/ticket-states';

const ticketSearch = tableSearchSchema({
  sorts: ['subject', 'status', 'priority', 'lastMessageAt'],
  filters: { status: wordFilter(TICKET_STATUSES), departmentId: idFilter() },
});

export const Route = createFileRoute('/_authenticated/tickets/')({
  validateSearch: ticketSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(ticketListQuery(deps));
  },
  component: Tickets,
});

function Tickets() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TicketsPage
      search={search}
      onSearch={(next) => {
        void navigate({ search: next, replace: true });
      }}
    />
  );
}
