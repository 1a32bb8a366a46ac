import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import type { TicketSearch } from '@/features/tickets/search';
import { api, unwrap, unwrapNothing, unwrapPage } from '@/lib/api';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import type { Ticket } from '@/lib/models';
import { roots } from '@/lib/query-keys';
import { showToast } from '@/lib/toast';

export interface NewTicket {
  subject: string;
  message: string;
  departmentId: number;
  priority: Ticket['priority'];
  serverId?: number;
}

export function ticketListQuery(search: TicketSearch) {
  return queryOptions({
    queryKey: [...roots.tickets, 'list', search],
    queryFn: () => unwrapPage(api.GET('/api/v1/tickets', { params: { query: search } })),
    placeholderData: keepPreviousData,
  });
}

export function ticketQuery(ticketId: number) {
  return queryOptions({
    queryKey: [...roots.tickets, 'detail', ticketId],
    queryFn: () =>
      unwrap(api.GET('/api/v1/tickets/{ticket_id}', { params: { path: { ticket_id: ticketId } } })),
  });
}

export const departmentsQuery = queryOptions({
  queryKey: ['ticket-departments'],
  queryFn: () => unwrap(api.GET('/api/v1/ticket-departments')),
  staleTime: 10 * 60_000,
});

/** `key` makes repeating one and the same ticket harmless. */
export function openTicket(body: NewTicket, key: string): Promise<Ticket> {
  return unwrap(
    api.POST('/api/v1/tickets', { body, params: { header: { 'Idempotency-Key': key } } }),
  );
}

/** How a thread is written to; customers and staff have different doors. */
export interface ThreadActions {
  /** `key` makes repeating one and the same reply harmless. */
  reply: (message: string, key: string) => Promise<void>;
  close: () => Promise<void>;
  reopen: () => Promise<void>;
}

export function customerActions(ticketId: number): ThreadActions {
  const path = { ticket_id: ticketId };
  return {
    reply: (message, key) =>
      unwrapNothing(
        api.POST('/api/v1/tickets/{ticket_id}/messages', {
          params: { path, header: { 'Idempotency-Key': key } },
          body: { message },
        }),
      ),
    close: () => unwrapNothing(api.POST('/api/v1/tickets/{ticket_id}/close', { params: { path } })),
    reopen: () =>
      unwrapNothing(api.POST('/api/v1/tickets/{ticket_id}/reopen', { params: { path } })),
  };
}

/** Everything that a change of a ticket makes stale, for both sides. */
export function useTicketsChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all(
      [roots.tickets, roots.staffTickets, roots.overview].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  };
}

/** Closes or reopens, says so, and refreshes. */
export function useTicketState(ticketId: number, actions: ThreadActions) {
  const changed = useTicketsChanged();
  return useMutation({
    mutationFn: (act: 'close' | 'reopen') => actions[act](),
    onSuccess: async (_, act) => {
      await changed();
      const key = act === 'close' ? 'tickets.closed' : 'tickets.reopened';
      showToast({ tone: 'success', title: t(key, { id: ticketId }) });
    },
    onError: (error) => {
      showToast({
        tone: 'danger',
        title: t('tickets.actFailed', { id: ticketId }),
        text: asApiError(error).message,
      });
    },
  });
}
