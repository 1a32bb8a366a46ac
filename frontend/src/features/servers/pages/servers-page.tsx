import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Server as ServerIcon } from 'lucide-react';
import type { ReactNode } from 'react';

import { FilterChip } from '@/components/table/filter-chip';
import { TablePage } from '@/components/table/table-page';
import { changeSearch, type ChangeSearch } from '@/components/table/table-search';
import { useSelection } from '@/components/table/use-selection';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { serverListQuery } from '@/features/servers/api';
import { BulkPower } from '@/features/servers/components/bulk-power';
import { RowPower } from '@/features/servers/components/power-buttons';
import { serverListColumns } from '@/features/servers/components/server-columns';
import type { ServerSearch } from '@/features/servers/search';
import { isBusy, SERVER_STATUSES } from '@/features/servers/server-states';
import { t } from '@/lib/i18n';
import type { Server } from '@/lib/models';
import { paths } from '@/lib/paths';
import { LIVE_VALUES_MS, useFallbackInterval } from '@/lib/use-fallback-interval';

const pathOf = (server: Server) => paths.server(server.id);

export function ServersPage({
  banner,
  search,
  onSearch,
}: {
  banner?: ReactNode;
  search: ServerSearch;
  onSearch: ChangeSearch<ServerSearch>;
}) {
  const selection = useSelection();
  const list = useQuery({
    ...serverListQuery(search),
    refetchInterval: useFallbackInterval(
      (page) => page?.items.some(isBusy) ?? false,
      LIVE_VALUES_MS,
    ),
  });
  const chosen = list.data?.items.filter((server) => selection.ids.has(server.id)) ?? [];

  return (
    <>
      <PageHeader title={t('servers.title')} />
      {banner}
      <TablePage
        id="servers"
        label={t('servers.title')}
        columns={serverListColumns}
        list={list}
        nameOf={(server) => server.name}
        pathOf={pathOf}
        search={search}
        onSearch={onSearch}
        searchLabel={t('servers.search')}
        selection={selection}
        bulkActions={<BulkPower servers={chosen} onDone={selection.clear} />}
        rowActions={(server) => <RowPower server={server} />}
        filters={
          <FilterChip
            label={t('servers.status')}
            value={search.status}
            options={SERVER_STATUSES.map((value) => ({
              value,
              label: t(`servers.state.${value}`),
            }))}
            onChange={(value) => {
              const status = SERVER_STATUSES.find((each) => each === value);
              onSearch(changeSearch(search, { status }));
            }}
          />
        }
        empty={
          <EmptyState
            icon={ServerIcon}
            title={t('servers.emptyTitle')}
            action={
              <Button asChild variant="primary">
                <Link to={paths.newTicket()}>{t('servers.emptyAction')}</Link>
              </Button>
            }
          >
            {t('servers.emptyText')}
          </EmptyState>
        }
      />
    </>
  );
}
