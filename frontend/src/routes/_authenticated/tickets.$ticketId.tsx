import { createFileRoute, notFound } from '@tanstack/react-router';

import { ticketQuery } from '@/features/tickets/api';
import { TicketPage } from '@/features/tickets/pages/ticket-page';
import { inBackground } from '@/lib/query-client';

export const Route = createFileRoute('/_authenticated/tickets/$ticketId')({
  params: {
    parse: ({ ticketId }) => ({ ticketId: Number(ticketId) }),
    stringify: ({ ticketId }) => ({ ticketId: String(ticketId) }),
  },
  loader: ({ context, params: { ticketId } }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to say 404
    if (!Number.isSafeInteger(ticketId) || ticketId < 1) throw notFound();
    inBackground(context.queryClient.query(ticketQuery(ticketId)));
  },
  component: TicketRoute,
});

function TicketRoute() {
  const { ticketId } = Route.useParams();
  return <TicketPage key={ticketId} ticketId={ticketId} />;
}
