import { z } from 'zod/mini';

/** What a mailed link may carry in its query. */
export const linkSearch = z.object({ token: z.catch(z.optional(z.coerce.string()), undefined) });

/**
 * The token of a mailed link: from the fragment (`#token=…`, which no server ever sees), else from
 * the query. Empty when there is none.
 */
export function tokenOf(hash: string, query: string | undefined): string {
  return new URLSearchParams(hash).get('token') ?? query ?? '';
}
