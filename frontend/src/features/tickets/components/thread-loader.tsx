import { Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { Skeleton, SkeletonCard } from '@/components/ui/skeleton';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';

/** A thread before it is there: its shape, its absence, or its failure. */
export function ThreadLoader<Thread>({
  query,
  back,
  children,
}: {
  query: { data: Thread | undefined; error: unknown; isError: boolean; refetch: () => unknown };
  back: { label: string; to: string };
  children: (thread: Thread) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) {
    return (
      <>
        <Skeleton className="mb-2 h-5 w-32" />
        <Skeleton className="mb-5 h-8 w-80 max-w-full" />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <SkeletonCard lines={5} />
          <SkeletonCard lines={4} />
        </div>
      </>
    );
  }
  if (asApiError(query.error).status !== 404) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      <PageHeader
        title={t('errors.thingNotFoundTitle')}
        crumbs={[back, { label: t('errors.thingNotFoundTitle') }]}
      />
      <Card isFlush>
        <EmptyState
          icon={SearchX}
          title={t('tickets.notFoundText')}
          action={
            <Button asChild>
              <Link to={back.to}>{t('tickets.back')}</Link>
            </Button>
          }
        />
      </Card>
    </>
  );
}
