import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod/mini';

import { useAccount } from '@/app/use-account';
import { idFilter } from '@/components/table/table-search';
import { useServerChoices } from '@/features/servers/use-server-choices';
import { NewTicketPage } from '@/features/tickets/pages/new-ticket-page';
import { paths } from '@/lib/paths';

export const Route = createFileRoute('/_authenticated/tickets/new')({
  validateSearch: z.object({ serverId: idFilter() }),
  component: NewTicket,
});

function NewTicket() {
  const { serverId } = Route.useSearch();
  const account = useAccount();
  const navigate = Route.useNavigate();
  const { servers, note, search } = useServerChoices(serverId);
  return (
    <NewTicketPage
      servers={servers}
      serversNote={note}
      serverSearch={search}
      serverId={serverId}
      draftName={`new-ticket-${String(account.id)}`}
      onOpened={(ticketId) => navigate({ to: paths.ticket(ticketId), replace: true })}
    />
  );
}
