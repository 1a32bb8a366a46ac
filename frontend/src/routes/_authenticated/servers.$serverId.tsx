import { createFileRoute, notFound } from '@tanstack/react-router';
import { z } from 'zod/mini';

import { ControlBanner } from '@/features/overview/components/attention';
import { serverActivityQuery, serverQuery } from '@/features/servers/api';
import { ServerPage } from '@/features/servers/pages/server-page';
import { SERVER_TABS } from '@/features/servers/server-tabs';
import { inBackground } from '@/lib/query-client';

const serverSearch = z.object({ tab: z.catch(z.optional(z.enum(SERVER_TABS)), undefined) });

export const Route = createFileRoute('/_authenticated/servers/$serverId')({
  params: {
    parse: ({ serverId }) => ({ serverId: Number(serverId) }),
    stringify: ({ serverId }) => ({ serverId: String(serverId) }),
  },
  validateSearch: serverSearch,
  loader: ({ context, params: { serverId } }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to say 404
    if (!Number.isSafeInteger(serverId) || serverId < 1) throw notFound();
    inBackground(context.queryClient.query(serverQuery(serverId)));
    inBackground(context.queryClient.query(serverActivityQuery(serverId)));
  },
  component: ServerRoute,
});

function ServerRoute() {
  const { serverId } = Route.useParams();
  const { tab } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <ServerPage
      key={serverId}
      serverId={serverId}
      tab={tab ?? 'overview'}
      banner={<ControlBanner />}
      onTab={(next) => {
        void navigate({ search: next === 'overview' ? {} : { tab: next }, resetScroll: false });
      }}
    />
  );
}
