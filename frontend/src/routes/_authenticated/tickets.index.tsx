import { createFileRoute } from '@tanstack/react-router';

import { ticketListQuery } from '@/features/tickets/api';
import { TicketsPage } from '@/features/tickets/pages/tickets-page';
import { ticketSearchSchema } from '@/features/tickets/search';
import { inBackground } from '@/lib/query-client';

export const Route = createFileRoute('/_authenticated/tickets/')({
  validateSearch: ticketSearchSchema,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    inBackground(context.queryClient.query(ticketListQuery(deps)));
  },
  component: Tickets,
});

function Tickets() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <TicketsPage
      search={search}
      onSearch={(next, options) => {
        void navigate({ search: next, ...options });
      }}
    />
  );
}
