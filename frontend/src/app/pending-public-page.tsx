import { PublicFrame } from '@/app/shell/public-shell';
import { LoadingNote } from '@/components/ui/skeleton';

/** Stands where the first public page will be. */
export function PendingPublicPage() {
  return (
    <PublicFrame>
      <LoadingNote />
    </PublicFrame>
  );
}
