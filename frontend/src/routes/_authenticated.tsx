import { createFileRoute, redirect } from '@tanstack/react-router';

import { FramedCrashPage } from '@/app/framed-pages';
import { PendingPage } from '@/app/pending-page';
import { AppShell } from '@/app/shell/app-shell';
import { accountQuery } from '@/features/accounts/api';
import { ApiError } from '@/lib/api-error';
import { paths } from '@/lib/paths';

/** Everything below is for signed-in people; others sign in first and come back. */
export const Route = createFileRoute('/_authenticated')({
  beforeLoad: async ({ context, location }) => {
    try {
      const account = await context.queryClient.query({ ...accountQuery, staleTime: 'static' });
      return { account };
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
        throw redirect({ to: paths.signIn(), search: { next: location.href } });
      }
      throw error;
    }
  },
  pendingComponent: PendingPage,
  component: AppShell,
  errorComponent: FramedCrashPage,
});
