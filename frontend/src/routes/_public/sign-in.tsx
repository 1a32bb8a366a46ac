import { createFileRoute, redirect, useRouter } from '@tanstack/react-router';

import { accountQuery } from '@/features/accounts/api';
import { SignInPage } from '@/features/accounts/pages/sign-in-page';
import { localPath, paths } from '@/lib/paths';
import { wasSignedIn } from '@/lib/session-hint';

interface SignInSearch {
  /** Where to go afterwards; anything but a path of this panel is dropped. */
  next?: string;
  /** Whether one comes here because a session ended. */
  ended?: boolean;
}

export const Route = createFileRoute('/_public/sign-in')({
  validateSearch: (search: Record<string, unknown>): SignInSearch => {
    const next = localPath(search.next);
    return {
      ...(next === null ? {} : { next }),
      ...(search.ended === true ? { ended: true } : {}),
    };
  },
  beforeLoad: async ({ context, search }) => {
    if (search.ended === true || !wasSignedIn()) return;
    const account = await context.queryClient
      .query({ ...accountQuery, staleTime: 'static' })
      .catch(() => null);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
    if (account !== null) throw redirect({ href: search.next ?? paths.dashboard(), replace: true });
  },
  component: SignIn,
});

function SignIn() {
  const { next, ended } = Route.useSearch();
  const router = useRouter();
  return (
    <SignInPage
      hasEnded={ended === true}
      onSignedIn={() => router.navigate({ href: next ?? paths.dashboard() })}
    />
  );
}
