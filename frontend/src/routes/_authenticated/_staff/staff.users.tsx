import { createFileRoute } from '@tanstack/react-router';

import { PeoplePage } from '@/features/accounts/admin/people-page';
import { peopleSearchSchema } from '@/features/accounts/search';

export const Route = createFileRoute('/_authenticated/_staff/staff/users')({
  validateSearch: peopleSearchSchema,
  component: People,
});

function People() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <PeoplePage
      search={search}
      onSearch={(next, options) => {
        void navigate({ search: next, ...options });
      }}
    />
  );
}
