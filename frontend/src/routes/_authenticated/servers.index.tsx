import { createFileRoute } from '@tanstack/react-router';

import { tableSearchSchema, wordFilter } from '@/components/table/table-search';
import { serverListQuery } from '@/features/servers/api';
import { ServersPage } from '@/features/servers/pages/servers-page';
import { SERVER_STATUSES } from '@/features/servers/server-states';

const serverSearch = tableSearchSchema({
  sorts: ['name', 'status'],
  filters: { status: wordFilter(SERVER_STATUSES) },
});

export const Route = createFileRoute('/_authenticated/servers/')({
  validateSearch: serverSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(serverListQuery(deps));
  },
  component: Servers,
});

function Servers() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ServersPage
      search={search}
      onSearch={(next) => {
        void navigate({ search: next, replace: true });
      }}
    />
  );
}
