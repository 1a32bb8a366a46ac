import type { z } from 'zod/mini';

import { tableSearchSchema } from '@/components/table/table-search';

/** What the staff's list of people keeps in the URL. */
export const peopleSearchSchema = tableSearchSchema({ sorts: [], filters: {} });

export type PeopleSearch = z.infer<typeof peopleSearchSchema>;
