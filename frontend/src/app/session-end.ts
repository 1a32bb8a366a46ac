import type { QueryClient } from '@tanstack/react-query';

import type { AppRouter } from '@/app/router';
import { accountQuery, forgetAccount, isForgetting } from '@/features/accounts/api';
import { paths } from '@/lib/paths';
import { wasSignedIn } from '@/lib/session-hint';

/**
 * The server says that the session is gone: forget the person and show the sign-in page, which
 * leads back here. Public pages stay as they are.
 */
export function endSessionHere(router: AppRouter, queryClient: QueryClient): void {
  // The browser's own note may be gone already: another tab was told first.
  const hadSession = wasSignedIn() || queryClient.getQueryData(accountQuery.queryKey) !== undefined;
  const isInside = router.state.matches.some((match) => match.routeId === '/_authenticated');
  if (!isInside || isForgetting()) return;
  const { href } = router.state.location;
  void forgetAccount(queryClient, () =>
    router.navigate({
      to: paths.signIn(),
      search: { next: href, ...(hadSession ? { ended: true } : {}) },
      replace: true,
      // Nobody can stay: asking whether to leave would hide why.
      ignoreBlocker: true,
    }),
  );
}
