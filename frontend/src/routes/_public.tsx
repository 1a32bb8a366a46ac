import { createFileRoute } from '@tanstack/react-router';

import { PendingPublicPage } from '@/app/pending-public-page';
import { PublicShell } from '@/app/shell/public-shell';

export const Route = createFileRoute('/_public')({
  pendingComponent: PendingPublicPage,
  component: PublicShell,
});
