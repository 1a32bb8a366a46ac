import { createFileRoute } from '@tanstack/react-router';

import { useAccount } from '@/app/use-account';
import { JobsPage } from '@/features/jobs/admin/jobs-page';
import { jobSearchSchema } from '@/features/jobs/search';
import { can } from '@/lib/permissions';

export const Route = createFileRoute('/_authenticated/_staff/staff/jobs')({
  validateSearch: jobSearchSchema,
  component: Jobs,
});

function Jobs() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <JobsPage
      search={search}
      mayRetry={can(useAccount(), 'jobs.retry')}
      onSearch={(next, options) => {
        void navigate({ search: next, ...options });
      }}
    />
  );
}
