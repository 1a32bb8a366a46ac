import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Age } from '@/components/ui/age';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton, SkeletonCard } from '@/components/ui/skeleton';
import { overviewQuery } from '@/features/overview/api';
import { Attention } from '@/features/overview/components/attention';
import { FirstSteps } from '@/features/overview/components/first-steps';
import {
  type DescribeActivity,
  OverviewActivity,
} from '@/features/overview/components/overview-activity';
import { OverviewStats } from '@/features/overview/components/overview-stats';
import { hourOfDay } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Account, Overview, Server } from '@/lib/models';
import { useFromNow } from '@/lib/now';
import { paths } from '@/lib/paths';
import { isStaff } from '@/lib/permissions';
import { LIVE_VALUES_MS, useFallbackInterval } from '@/lib/use-fallback-interval';

function useGreeting(name: string, timeZone: string): string {
  const hour = useFromNow((now) => hourOfDay(now, timeZone));
  if (hour >= 5 && hour < 12) return t('overview.morning', { name });
  return hour >= 18 || hour < 5 ? t('overview.evening', { name }) : t('overview.day', { name });
}

function summary({ serverCounts, virtfusion }: Overview, isOwner: boolean): string {
  return [
    serverCounts.total === 0 ? t('overview.noServers') : t('overview.running', serverCounts),
    virtfusion.isReachable ? t('overview.reachable') : t('overview.unreachable'),
  ]
    .slice(isOwner ? 0 : 1)
    .join(' · ');
}

/**
 * The first page after sign-in, from one request (and what `forStaff` asks). `renderServers` and `describeActivity` come
 * from the servers, which are another feature's business.
 */
export function DashboardPage({
  account,
  banner,
  forStaff,
  renderServers,
  describeActivity,
}: {
  account: Account;
  banner?: ReactNode;
  /** What staff look at first; nothing for customers. */
  forStaff?: ReactNode;
  describeActivity: DescribeActivity;
  renderServers: (servers: readonly Server[]) => ReactNode;
}) {
  const greeting = useGreeting(account.username, account.timezone);
  const query = useQuery({
    ...overviewQuery,
    refetchInterval: useFallbackInterval(
      (overview) => overview?.servers.some((server) => server.task !== null) ?? false,
      LIVE_VALUES_MS,
    ),
  });
  const overview = query.data;
  // Staff without servers of their own are no newcomers.
  const isOwner = !isStaff(account) || (overview?.serverCounts.total ?? 0) > 0;
  return (
    <>
      <PageHeader
        title={greeting}
        documentTitle={t('overview.title')}
        description={
          overview === undefined ? (
            <Skeleton className="h-5 w-56" />
          ) : (
            <span className="inline-block first-letter:uppercase">
              {summary(overview, isOwner)}
            </span>
          )
        }
        {...(isOwner
          ? {
              actions: (
                <Button
                  asChild
                  variant={overview?.serverCounts.total === 0 ? 'secondary' : 'primary'}
                >
                  <Link to={paths.newTicket()}>{t('overview.newTicket')}</Link>
                </Button>
              ),
            }
          : {})}
      />
      {banner}
      <div className="mb-4 empty:hidden">{forStaff}</div>
      {overview !== undefined ? (
        <Loaded
          overview={overview}
          account={account}
          isOwner={isOwner}
          updatedAt={query.dataUpdatedAt}
          renderServers={renderServers}
          describeActivity={describeActivity}
        />
      ) : query.isError ? (
        <Card isFlush>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      ) : (
        <DashboardSkeleton />
      )}
    </>
  );
}

function Loaded({
  overview,
  account,
  isOwner,
  updatedAt,
  renderServers,
  describeActivity,
}: {
  overview: Overview;
  account: Account;
  isOwner: boolean;
  updatedAt: number;
  describeActivity: DescribeActivity;
  renderServers: (servers: readonly Server[]) => ReactNode;
}) {
  const { serverCounts } = overview;
  if (!isOwner) return <Attention overview={overview} />;
  return (
    <>
      <Attention overview={overview} />
      <div className="flex flex-col gap-4">
        {serverCounts.total === 0 ? (
          <FirstSteps email={account.email} timeZone={account.timezone} />
        ) : (
          <>
            <OverviewStats overview={overview} />
            <Card title={t('overview.servers')} aside={<Age at={updatedAt} />} isFlush>
              {renderServers(overview.servers)}
              {serverCounts.total > overview.servers.length ? (
                <p className="border-t border-line px-4 py-2.5">
                  <Link
                    to={paths.servers()}
                    className="font-medium text-accent-text hover:underline"
                  >
                    {t('servers.moreOf', serverCounts)}
                  </Link>
                </p>
              ) : null}
            </Card>
          </>
        )}
        <OverviewActivity entries={overview.activity} describe={describeActivity} />
      </div>
    </>
  );
}

function DashboardSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-19 w-full rounded-xl" />
      <SkeletonCard lines={8} />
      <SkeletonCard lines={4} />
    </div>
  );
}
