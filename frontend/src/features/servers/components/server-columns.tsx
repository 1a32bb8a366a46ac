import type { Column } from '@/components/table/column';
import { RelativeTime } from '@/components/ui/relative-time';
import { CopyableValue } from '@/features/servers/components/copyable-value';
import { ServerStatusMark } from '@/features/servers/components/server-status';
import { planSummary } from '@/features/servers/plan-words';
import { UNKNOWN } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Server } from '@/lib/models';

/** The columns of every table of servers; phones keep the name and the state. */
export const serverColumns: readonly Column<Server>[] = [
  {
    id: 'name',
    header: t('servers.name'),
    sort: 'name',
    cell: (server) => server.name,
    skeleton: 'w-28',
  },
  {
    id: 'status',
    header: t('servers.status'),
    sort: 'status',
    cell: (server) => <ServerStatusMark server={server} />,
    skeleton: 'w-20',
  },
  {
    id: 'address',
    header: t('servers.address'),
    from: 'tablet',
    cell: (server) => (
      <span className="whitespace-nowrap">
        <CopyableValue value={server.address} />
      </span>
    ),
    skeleton: 'w-32',
  },
  {
    id: 'location',
    header: t('servers.location'),
    from: 'desktop',
    cell: (server) => server.location?.name ?? UNKNOWN,
  },
  {
    id: 'plan',
    header: t('servers.plan'),
    from: 'laptop',
    cell: (server) => (
      <span className="whitespace-nowrap text-ink-2">{planSummary(server.plan)}</span>
    ),
    skeleton: 'w-36',
  },
];

/** For the full list: also how old each server's state is. */
export const serverListColumns: readonly Column<Server>[] = [
  ...serverColumns,
  {
    id: 'refreshed',
    header: t('servers.refreshed'),
    from: 'desktop',
    align: 'end',
    cell: (server) => (
      <span className="text-ink-3">
        <RelativeTime at={server.refreshedAt} />
      </span>
    ),
  },
];
