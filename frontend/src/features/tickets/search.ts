import type { z } from 'zod/mini';

import { idFilter, tableSearchSchema, wordFilter } from '@/components/table/table-search';
import { TICKET_STATUSES } from '@/features/tickets/ticket-states';

/** What both lists of tickets keep in the URL. */
export const ticketSearchSchema = tableSearchSchema({
  sorts: ['lastMessageAt'],
  filters: { status: wordFilter(TICKET_STATUSES), departmentId: idFilter() },
});

export type TicketSearch = z.infer<typeof ticketSearchSchema>;
