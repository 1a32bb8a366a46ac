import { createFileRoute, redirect, useRouter } from '@tanstack/react-router';
import { z } from 'zod';

import { accountQuery } from '@/features/accounts/api';
import { SignInPage } from '@/features/accounts/pages/sign-in-page';
import { localPath, paths } from '@/lib/paths';
import { wasSignedIn } from '@/lib/session-hint';

const signInSearch = z.object({
  /** Where to go afterwards; anything but a path of this panel is dropped. */
  next: z.string().transform(localPath).nullish().catch(null),
  ended: z.boolean().optional().catch(undefined),
});

export const Route = createFileRoute('/_public/sign-in')({
  validateSearch: (search: Record<string, unknown>): { next?: string; ended?: boolean } => {
    const { next, ended } = signInSearch.parse(search);
    return { ...(next == null ? {} : { next }), ...(ended === undefined ? {} : { ended }) };
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
      onSignedIn={() => {
        router.history.push(next ?? paths.dashboard());
      }}
    />
  );
}
