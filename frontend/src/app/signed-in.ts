import type { QueryClient } from '@tanstack/react-query';
import { redirect } from '@tanstack/react-router';

import { accountQuery } from '@/features/accounts/api';
import type { Account } from '@/lib/models';
import { localPath, paths } from '@/lib/paths';
import { wasSignedIn } from '@/lib/session-hint';

/** Who is signed in in this browser as the server knows it now, or null; for pages outside of the guard. */
export async function findAccount(queryClient: QueryClient): Promise<Account | null> {
  if (!wasSignedIn()) return null;
  return queryClient.query({ ...accountQuery, staleTime: 0, retry: false }).catch(() => null);
}

/**
 * For the ways in: whoever is in already goes on to `next`, if that is a path of this panel. Guards
 * are asked before the address has been read by its schema, so it is judged here.
 */
export async function goOnIfSignedIn(queryClient: QueryClient, next?: string): Promise<void> {
  const account = await findAccount(queryClient);
  const href = localPath(next) ?? paths.dashboard();
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to redirect
  if (account !== null) throw redirect({ href, replace: true });
}
