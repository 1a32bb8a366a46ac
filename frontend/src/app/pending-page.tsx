import { PendingPublicPage } from '@/app/pending-public-page';
import { PendingFrame } from '@/app/shell/pending-frame';
import { wasSignedIn } from '@/lib/session-hint';

/** Stands where the first page will be: in the frame that this browser most likely gets. */
export function PendingPage() {
  return wasSignedIn() ? <PendingFrame /> : <PendingPublicPage />;
}
