import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';

import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Feed, type FeedTone } from '@/components/ui/feed';
import { LoadingNote, Skeleton } from '@/components/ui/skeleton';
import { serverActivityQuery } from '@/features/servers/api';
import { formatPercent } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { ServerOperation } from '@/lib/models';
import { useFallbackInterval } from '@/lib/use-fallback-interval';

const TONES: Record<ServerOperation['state'], FeedTone> = {
  requested: 'accent',
  running: 'accent',
  succeeded: 'success',
  failed: 'danger',
  unknown: 'neutral',
};

const isOpen = (operation: ServerOperation) =>
  operation.state === 'requested' || operation.state === 'running';

/** What was done to a server, by whom, and how it ended. */
export function ActivityList({ serverId, limit }: { serverId: number; limit?: number }) {
  const activity = useQuery({
    ...serverActivityQuery(serverId),
    refetchInterval: useFallbackInterval((operations) => operations?.some(isOpen) ?? false),
  });
  if (activity.data === undefined) {
    return activity.isError ? (
      <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />
    ) : (
      <div className="space-y-4 p-4">
        <LoadingNote />
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    );
  }
  if (activity.data.length === 0) {
    return (
      <EmptyState icon={History} title={t('servers.activityEmpty')}>
        {t('servers.activityEmptyText')}
      </EmptyState>
    );
  }
  return (
    <Feed
      entries={activity.data.slice(0, limit).map((operation) => ({
        id: String(operation.id),
        tone: TONES[operation.state],
        text: <OperationLine operation={operation} />,
        at: operation.createdAt,
        ...(operation.reason === null ? {} : { detail: operation.reason }),
      }))}
    />
  );
}

function OperationLine({ operation }: { operation: ServerOperation }) {
  const isRunning = operation.state === 'running' && operation.progress !== null;
  return (
    <>
      <span className="font-medium">{t(`servers.operation.${operation.action}`)}</span>{' '}
      {t(`servers.operationState.${operation.state}`)}
      {isRunning ? ` · ${formatPercent((operation.progress ?? 0) / 100)}` : ''}
      <span className="text-ink-2"> · {t(`servers.actor.${operation.actor}`)}</span>
    </>
  );
}
