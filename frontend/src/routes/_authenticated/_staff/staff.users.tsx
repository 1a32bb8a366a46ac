import { createFileRoute } from '@tanstack/react-router';

import { tableSearchSchema } from '@/components/table/table-search';
import { PeoplePage } from '@/features/accounts/admin/people-page';

const peopleSearch = tableSearchSchema({ sorts: ['username', 'email', 'createdAt'], filters: {} });

export const Route = createFileRoute('/_authenticated/_staff/staff/users')({
  validateSearch: peopleSearch,
  component: People,
});

function People() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <PeoplePage
      search={search}
      onSearch={(next) => {
        void navigate({ search: next, replace: true });
      }}
    />
  );
}
