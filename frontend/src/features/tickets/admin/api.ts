import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import type { ThreadActions } from '@/features/tickets/api';
import type { TicketSearch } from '@/features/tickets/search';
import { api, unwrap, unwrapNothing, unwrapPage } from '@/lib/api';
import { roots } from '@/lib/query-keys';

export function staffTicketListQuery(search: TicketSearch) {
  return queryOptions({
    queryKey: [...roots.staffTickets, 'list', search],
    queryFn: () => unwrapPage(api.GET('/api/v1/admin/tickets', { params: { query: search } })),
    placeholderData: keepPreviousData,
  });
}

export function staffTicketQuery(ticketId: number) {
  return queryOptions({
    queryKey: [...roots.staffTickets, 'detail', ticketId],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/admin/tickets/{ticket_id}', { params: { path: { ticket_id: ticketId } } }),
      ),
  });
}

export function staffActions(ticketId: number): ThreadActions {
  const path = { ticket_id: ticketId };
  return {
    reply: (message, key) =>
      unwrapNothing(
        api.POST('/api/v1/admin/tickets/{ticket_id}/messages', {
          params: { path, header: { 'Idempotency-Key': key } },
          body: { message },
        }),
      ),
    close: () =>
      unwrapNothing(api.POST('/api/v1/admin/tickets/{ticket_id}/close', { params: { path } })),
    reopen: () =>
      unwrapNothing(api.POST('/api/v1/admin/tickets/{ticket_id}/reopen', { params: { path } })),
  };
}
