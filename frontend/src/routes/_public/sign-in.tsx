import { createFileRoute, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

import { goOnIfSignedIn } from '@/app/signed-in';
import { SignInPage } from '@/features/accounts/pages/sign-in-page';
import { localPath, paths } from '@/lib/paths';
import { wasSignedIn, watchSessionHint } from '@/lib/session-hint';

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
  beforeLoad: ({ context, search }) => goOnIfSignedIn(context.queryClient, search.next),
  component: SignIn,
});

function SignIn() {
  const { next, ended } = Route.useSearch();
  const router = useRouter();
  useEffect(
    () =>
      watchSessionHint(() => {
        // Done in another tab: the guard is asked again and goes on.
        if (wasSignedIn()) void router.invalidate();
      }),
    [router],
  );
  return (
    <SignInPage
      hasEnded={ended === true}
      onSignedIn={() => router.navigate({ href: next ?? paths.dashboard() })}
    />
  );
}
