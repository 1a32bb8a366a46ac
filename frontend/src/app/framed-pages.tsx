import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';

import { CrashPage } from '@/app/crash-page';
import { NotFoundPage } from '@/app/not-found-page';
import { PublicFrame } from '@/app/shell/public-shell';
import { accountQuery } from '@/features/accounts/api';
import { wasSignedIn } from '@/lib/session-hint';

const AppFrame = lazy(async () => ({ default: (await import('@/app/shell/app-shell')).AppFrame }));

/** For addresses that belong to no shell: whoever is signed in keeps the way around. */
export function FramedNotFoundPage() {
  const { data: account, isLoading } = useQuery({ ...accountQuery, enabled: wasSignedIn() });
  if (isLoading) return null;
  if (account === undefined) {
    return (
      <PublicFrame>
        <NotFoundPage />
      </PublicFrame>
    );
  }
  return (
    <Suspense fallback={null}>
      <AppFrame account={account}>
        <NotFoundPage />
      </AppFrame>
    </Suspense>
  );
}

/** For failures before a shell could be drawn. */
export function FramedCrashPage({ error }: { error: unknown }) {
  return (
    <PublicFrame>
      <CrashPage error={error} />
    </PublicFrame>
  );
}
