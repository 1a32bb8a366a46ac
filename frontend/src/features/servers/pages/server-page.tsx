import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LifeBuoy, SearchX } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';

import { Age } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton, SkeletonCard } from '@/components/ui/skeleton';
import { Tabs } from '@/components/ui/tabs';
import { serverActivityQuery, serverQuery } from '@/features/servers/api';
import { AccessCard } from '@/features/servers/components/access-card';
import { ActivityList } from '@/features/servers/components/activity-list';
import { FactsCard } from '@/features/servers/components/facts-card';
import { NetworkTab } from '@/features/servers/components/network-tab';
import { PowerSplitButton } from '@/features/servers/components/power-buttons';
import { ServerBanners } from '@/features/servers/components/server-banners';
import { ServerStatusMark } from '@/features/servers/components/server-status';
import { TrafficCard } from '@/features/servers/components/traffic-card';
import { planInFull } from '@/features/servers/plan-words';
import { isBusy } from '@/features/servers/server-states';
import type { ServerTab } from '@/features/servers/server-tabs';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import type { ServerDetail } from '@/lib/models';
import { paths } from '@/lib/paths';
import { LIVE_VALUES_MS, useFallbackInterval } from '@/lib/use-fallback-interval';

/** On the overview; the rest is one tab away. */
const ACTS_SHOWN = 6;

interface ServerPageProps {
  serverId: number;
  tab: ServerTab;
  banner?: ReactNode;
  onTab: (tab: ServerTab) => void;
}

export function ServerPage({ serverId, ...shown }: ServerPageProps) {
  const query = useQuery({
    ...serverQuery(serverId),
    refetchInterval: useFallbackInterval(
      (server) => server !== undefined && isBusy(server),
      LIVE_VALUES_MS,
    ),
  });
  if (query.data !== undefined) return <LoadedServer server={query.data} {...shown} />;
  if (!query.isError) return <ServerSkeleton />;
  if (asApiError(query.error).status === 404) return <NoSuchServer />;
  return (
    <>
      <NamelessHeader title={t('servers.one')} />
      <Card isFlush>
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      </Card>
    </>
  );
}

function LoadedServer({
  server,
  tab,
  banner,
  onTab,
}: { server: ServerDetail } & Omit<ServerPageProps, 'serverId'>) {
  const facts = [server.location?.name, server.template, planInFull(server.plan)].filter(Boolean);
  return (
    <>
      <PageHeader
        title={server.name}
        crumbs={[{ label: t('servers.title'), to: paths.servers() }, { label: server.name }]}
        beside={
          <>
            <ServerStatusMark server={server} />
            <Age at={server.refreshedAt} />
          </>
        }
        description={facts.map((fact, index) => (
          // Kept whole: no number is parted from its unit.
          <Fragment key={fact}>
            {index === 0 ? null : ' · '}
            <span className="inline-block">{fact}</span>
          </Fragment>
        ))}
        actions={
          <>
            <PowerSplitButton server={server} />
            <Button asChild>
              <Link to={paths.newTicket()} search={{ serverId: server.id }}>
                <LifeBuoy aria-hidden />
                {t('servers.askSupport')}
              </Link>
            </Button>
          </>
        }
      />
      {banner}
      <ServerBanners server={server} />
      <Tabs<ServerTab>
        label={t('servers.tabs.label')}
        value={tab}
        onChange={onTab}
        tabs={[
          {
            value: 'overview',
            label: t('servers.tabs.overview'),
            content: <OverviewTab server={server} onTab={onTab} />,
          },
          {
            value: 'network',
            label: t('servers.tabs.network'),
            content: <NetworkTab interfaces={server.interfaces} />,
          },
          {
            value: 'activity',
            label: t('servers.tabs.activity'),
            content: (
              <Card isFlush>
                <ActivityList serverId={server.id} />
              </Card>
            ),
          },
        ]}
      />
    </>
  );
}

function OverviewTab({ server, onTab }: { server: ServerDetail; onTab: (tab: ServerTab) => void }) {
  const acts = useQuery(serverActivityQuery(server.id)).data?.items.length ?? 0;
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-4 max-lg:order-2">
        <Card
          title={t('servers.tabs.activity')}
          isFlush
          {...(acts <= ACTS_SHOWN
            ? {}
            : {
                aside: (
                  <button
                    type="button"
                    className="rounded-sm font-medium text-accent-text hover:underline"
                    onClick={() => {
                      onTab('activity');
                    }}
                  >
                    {t('servers.allActivity')}
                  </button>
                ),
              })}
        >
          <ActivityList serverId={server.id} limit={ACTS_SHOWN} />
        </Card>
        <FactsCard server={server} />
      </div>
      <div className="flex flex-col gap-4">
        <AccessCard server={server} />
        <TrafficCard traffic={server.traffic} />
      </div>
    </div>
  );
}

/** The head of the page while there is no server to name it after. */
function NamelessHeader({ title, description }: { title: string; description?: ReactNode }) {
  return (
    <PageHeader
      title={title}
      description={description}
      crumbs={[{ label: t('servers.title'), to: paths.servers() }, { label: title }]}
    />
  );
}

function ServerSkeleton() {
  return (
    <>
      <NamelessHeader
        title={t('servers.one')}
        description={<Skeleton className="h-5 w-80 max-w-full" />}
      />
      {/* As high as the tabs. */}
      <div className="mb-5 flex h-11 items-center gap-5 border-b border-line">
        <Skeleton className="h-4 w-16" />
        <Skeleton className="h-4 w-16" />
        <Skeleton className="h-4 w-16" />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <SkeletonCard lines={6} />
        <SkeletonCard lines={4} />
      </div>
    </>
  );
}

function NoSuchServer() {
  return (
    <>
      <NamelessHeader title={t('errors.thingNotFoundTitle')} />
      <Card isFlush>
        <EmptyState
          icon={SearchX}
          title={t('servers.notFoundText')}
          action={
            <Button asChild>
              <Link to={paths.servers()}>{t('servers.back')}</Link>
            </Button>
          }
        />
      </Card>
    </>
  );
}
