import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';

import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { Feed } from '@/components/ui/feed';
import { LoadingNote, Skeleton } from '@/components/ui/skeleton';
import { serverActivityQuery } from '@/features/servers/api';
import { describeOperation } from '@/features/servers/operation-words';
import { t } from '@/lib/i18n';
import type { ServerOperation } from '@/lib/models';
import { useFallbackInterval } from '@/lib/use-fallback-interval';

const isOpen = (operation: ServerOperation) =>
  operation.state === 'requested' || operation.state === 'running';

/** What was done to a server, by whom, and how it ended. */
export function ActivityList({ serverId, limit }: { serverId: number; limit?: number }) {
  const activity = useQuery({
    ...serverActivityQuery(serverId),
    refetchInterval: useFallbackInterval((page) => page?.items.some(isOpen) ?? false),
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
  if (activity.data.items.length === 0) {
    return (
      <EmptyState icon={History} title={t('servers.activityEmpty')}>
        {t('servers.activityEmptyText')}
      </EmptyState>
    );
  }
  return (
    <Feed
      entries={activity.data.items.slice(0, limit).map((operation) => {
        const { tone, words } = describeOperation(operation, false);
        return {
          id: String(operation.id),
          tone,
          text: <span className="inline-block first-letter:uppercase">{words}</span>,
          detail: operation.reason ?? undefined,
          at: operation.createdAt,
        };
      })}
    />
  );
}
