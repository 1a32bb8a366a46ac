import { useQuery } from '@tanstack/react-query';
import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod/mini';

import { useAccount } from '@/app/use-account';
import { idFilter } from '@/components/table/table-search';
import { serverListQuery } from '@/features/servers/api';
import { NewTicketPage } from '@/features/tickets/pages/new-ticket-page';
import { paths } from '@/lib/paths';

const ALL_SERVERS = { perPage: 100 } as const;

export const Route = createFileRoute('/_authenticated/tickets/new')({
  validateSearch: z.object({ serverId: idFilter() }),
  component: NewTicket,
});

function NewTicket() {
  const { serverId } = Route.useSearch();
  const account = useAccount();
  const navigate = Route.useNavigate();
  const servers = useQuery(serverListQuery(ALL_SERVERS)).data?.items ?? [];
  return (
    <NewTicketPage
      servers={servers}
      serverId={serverId}
      draftName={`new-ticket-${String(account.id)}`}
      onOpened={(ticketId) => navigate({ to: paths.ticket(ticketId), replace: true })}
    />
  );
}
