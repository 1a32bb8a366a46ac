import { DataTable } from '@/components/table/data-table';
import { RowPower } from '@/features/servers/components/power-buttons';
import { serverColumns } from '@/features/servers/components/server-columns';
import { t } from '@/lib/i18n';
import type { Server } from '@/lib/models';
import { paths } from '@/lib/paths';

const pathOf = (server: Server) => paths.server(server.id);
// Within another page the order is that page's; sorting belongs to the full list.
const columns = serverColumns.map(({ sort: _sort, ...column }) => column);

/** Servers as rows within another page, with live state and inline power. */
export function ServerRows({ servers }: { servers: readonly Server[] | undefined }) {
  return (
    <DataTable
      label={t('servers.title')}
      columns={columns}
      rows={servers}
      nameOf={(server) => server.name}
      pathOf={pathOf}
      rowActions={(server) => <RowPower server={server} />}
      isHeaderSticky={false}
      skeletonRows={5}
      empty={null}
    />
  );
}
