import { createFileRoute } from '@tanstack/react-router';

import { useAccount } from '@/app/use-account';
import { tableSearchSchema, wordFilter } from '@/components/table/table-search';
import { JobsPage } from '@/features/jobs/admin/jobs-page';
import { JOB_STATES } from '@/features/jobs/job-states';
import { can } from '@/lib/permissions';

const jobSearch = tableSearchSchema({ sorts: ['id'], filters: { state: wordFilter(JOB_STATES) } });

export const Route = createFileRoute('/_authenticated/_staff/staff/jobs')({
  validateSearch: jobSearch,
  component: Jobs,
});

function Jobs() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <JobsPage
      search={search}
      mayRetry={can(useAccount(), 'jobs.retry')}
      onSearch={(next) => {
        void navigate({ search: next, replace: true });
      }}
    />
  );
}
