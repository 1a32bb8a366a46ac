import { CrashPage } from '@/app/crash-page';
import { NotFoundPage } from '@/app/not-found-page';
import { PublicFrame } from '@/app/shell/public-shell';

/** For addresses that belong to no shell. */
export function FramedNotFoundPage() {
  return (
    <PublicFrame>
      <NotFoundPage />
    </PublicFrame>
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
