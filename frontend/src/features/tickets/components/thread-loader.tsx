import { Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { PageHeader } from '@/components/ui/page-header';
import { SkeletonCard } from '@/components/ui/skeleton';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';

/** A thread before it is there: its shape, its absence, or its failure. */
export function ThreadLoader<Thread>({
  ticketId,
  query,
  back,
  children,
}: {
  ticketId: number;
  query: { data: Thread | undefined; error: unknown; isError: boolean; refetch: () => unknown };
  back: { label: string; to: string };
  children: (thread: Thread) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  const number = t('tickets.number', { id: ticketId });
  const header = <PageHeader title={number} crumbs={[back, { label: number }]} />;
  if (!query.isError) {
    return (
      <>
        {header}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <SkeletonCard lines={5} />
          <SkeletonCard lines={4} />
        </div>
      </>
    );
  }
  if (asApiError(query.error).status !== 404) {
    return (
      <>
        {header}
        <Card isFlush>
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        </Card>
      </>
    );
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
