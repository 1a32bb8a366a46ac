import type { z } from 'zod/mini';

import { tableSearchSchema, wordFilter } from '@/components/table/table-search';
import { JOB_STATES } from '@/features/jobs/job-states';

/** What the list of jobs keeps in the URL; without a state it shows the dead ones. */
export const jobSearchSchema = tableSearchSchema({
  sorts: [],
  filters: { state: wordFilter(JOB_STATES) },
});

export type JobSearch = z.infer<typeof jobSearchSchema>;
