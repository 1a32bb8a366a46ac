import { createFileRoute } from '@tanstack/react-router';

import { ControlBanner } from '@/features/overview/components/attention';
import { serverListQuery } from '@/features/servers/api';
import { ServersPage } from '@/features/servers/pages/servers-page';
import { serverSearchSchema } from '@/features/servers/search';
import { inBackground } from '@/lib/query-client';

export const Route = createFileRoute('/_authenticated/servers/')({
  validateSearch: serverSearchSchema,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    inBackground(context.queryClient.query(serverListQuery(deps)));
  },
  component: Servers,
});

function Servers() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ServersPage
      banner={<ControlBanner />}
      search={search}
      onSearch={(next, options) => {
        void navigate({ search: next, ...options });
      }}
    />
  );
}
