import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { ApiError } from '@/lib/api-error';

const MAX_RETRIES = 2;

/** Refusals are final; failures are asked again twice, waiting as long as the server wishes. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (error instanceof ApiError && (error.isFinal || error.status === 429)) return false;
  return failures < MAX_RETRIES;
}

export function retryDelayMs(attempt: number, error: unknown): number {
  if (error instanceof ApiError && error.retryAfterSeconds !== null) {
    return Math.min(error.retryAfterSeconds, 30) * 1000;
  }
  return Math.min(1000 * 2 ** attempt, 8000);
}

/** Fetches ahead of a page. A failure is the page's to tell, which asks for the same. */
export function inBackground(fetching: Promise<unknown>): void {
  fetching.catch(() => undefined);
}

/** The cache of server data. `onSignedOut` is told when any answer says the session is gone. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown): void => {
    if (error instanceof ApiError && error.status === 401 && error.code !== 'invalid_credentials') {
      onSignedOut();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        // Cached pages paint at once and refresh behind; live events refresh sooner.
        staleTime: 5_000,
        gcTime: 10 * 60_000,
        retry: shouldRetry,
        retryDelay: retryDelayMs,
        networkMode: 'always',
        // What failed while the connection was away is asked for again as soon as it is back.
        refetchOnReconnect: true,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
