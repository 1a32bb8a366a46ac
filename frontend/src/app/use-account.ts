import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';

import { accountQuery } from '@/features/accounts/api';
import type { Account } from '@/lib/models';

/** The signed-in person, as fresh as the cache. Only below the `_authenticated` guard. */
export function useAccount(): Account {
  const { account } = useRouteContext({ from: '/_authenticated' });
  return useQuery(accountQuery).data ?? account;
}
