import { type QueryClient, queryOptions } from '@tanstack/react-query';

import { api, unwrap, unwrapNothing } from '@/lib/api';
import type { Account } from '@/lib/models';
import { roots } from '@/lib/query-keys';
import { rememberSignedIn } from '@/lib/session-hint';
import { clearToasts } from '@/lib/toast';

/** The signed-in person; a 401 ApiError for everybody else. */
export const accountQuery = queryOptions({
  queryKey: [...roots.account, 'me'],
  queryFn: () => unwrap(api.GET('/api/v1/account')),
  staleTime: 60_000,
});

export const sessionsQuery = queryOptions({
  queryKey: [...roots.account, 'sessions'],
  queryFn: () => unwrap(api.GET('/api/v1/account/sessions')),
});

/** Makes this browser the account's: what another person left in the cache or on show is gone first. */
export function adoptAccount(queryClient: QueryClient, account: Account): void {
  queryClient.clear();
  clearToasts();
  queryClient.setQueryData(accountQuery.queryKey, account);
  rememberSignedIn(true);
}

/**
 * Forgets the person and everything of theirs, once `leave` has brought them to a public page:
 * emptied under a page that still shows it, the cache would ask for everything again.
 */
export async function forgetAccount(
  queryClient: QueryClient,
  leave: () => Promise<unknown>,
): Promise<void> {
  rememberSignedIn(false);
  isLeaving = true;
  await leave().finally(() => {
    isLeaving = false;
  });
  queryClient.clear();
}

let isLeaving = false;

/** Whether the person is on the way out: what else says that the session is over comes too late. */
export function isForgetting(): boolean {
  return isLeaving;
}

export function signIn(body: { login: string; password: string }): Promise<Account> {
  return unwrap(api.POST('/api/v1/auth/login', { body }));
}

export function signOut(): Promise<void> {
  return unwrapNothing(api.POST('/api/v1/auth/logout'));
}

export function register(body: {
  email: string;
  username: string;
  password: string;
  acceptTerms: boolean;
}): Promise<void> {
  return unwrapNothing(api.POST('/api/v1/auth/register', { body }));
}

export function resendVerification(email: string): Promise<void> {
  return unwrapNothing(api.POST('/api/v1/auth/resend-verification', { body: { email } }));
}

/**
 * Whether the person has a password now; without one, a link to choose it is on its way.
 * Asked once per token, also when the page renders twice: a token works a single time.
 */
export function verificationQuery(token: string) {
  return queryOptions({
    queryKey: ['verification', token],
    queryFn: () => unwrap(api.POST('/api/v1/auth/verify-email', { body: { token } })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled: token !== '',
  });
}

export function requestReset(email: string): Promise<void> {
  return unwrapNothing(api.POST('/api/v1/auth/forgot-password', { body: { email } }));
}

export function resetPassword(body: { token: string; password: string }): Promise<void> {
  return unwrapNothing(api.POST('/api/v1/auth/reset-password', { body }));
}

export function changeProfile(body: { username?: string; timezone?: string }): Promise<Account> {
  return unwrap(api.PATCH('/api/v1/account', { body }));
}

export function endSession(sessionId: number): Promise<void> {
  return unwrapNothing(
    api.DELETE('/api/v1/account/sessions/{session_id}', {
      params: { path: { session_id: sessionId } },
    }),
  );
}
