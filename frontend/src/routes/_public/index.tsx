import { createFileRoute } from '@tanstack/react-router';

import { LandingPage } from '@/features/accounts/pages/landing-page';
import { wasSignedIn } from '@/lib/session-hint';

export const Route = createFileRoute('/_public/')({ component: Landing });

function Landing() {
  return <LandingPage isSignedIn={wasSignedIn()} />;
}
