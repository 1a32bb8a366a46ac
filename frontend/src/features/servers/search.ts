import type { z } from 'zod/mini';

import { tableSearchSchema, wordFilter } from '@/components/table/table-search';
import { SERVER_STATUSES } from '@/features/servers/server-states';

/** What the list of servers keeps in the URL. */
export const serverSearchSchema = tableSearchSchema({
  sorts: ['name', 'status', 'createdAt'],
  filters: { status: wordFilter(SERVER_STATUSES) },
});

export type ServerSearch = z.infer<typeof serverSearchSchema>;
