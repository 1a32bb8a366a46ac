import createClient from 'openapi-fetch';

import type { paths } from '@/generated/api';
import { ApiError, errorFromNetwork, errorFromResponse } from '@/lib/api-error';
import type { Page, Pagination } from '@/lib/models';

/** The typed client. Use it inside `unwrap`/`unwrapPage`, never bare. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  // Looked up at call time, so that tests can put an in-memory back end in its place.
  fetch: (request) => globalThis.fetch(request),
});

interface Answer<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

async function settle<Body>(call: Promise<Answer<Body>>): Promise<Body | undefined> {
  let answer: Answer<Body>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw errorFromNetwork();
  }
  if (!answer.response.ok) throw errorFromResponse(answer.response, answer.error);
  return answer.data;
}

/** The `data` of an answer, or a thrown ApiError. */
export async function unwrap<T>(call: Promise<Answer<{ data: T }>>): Promise<T> {
  const body = await settle(call);
  // An answer without content (204) has no body; its callers ask for no data.
  return body?.data as T;
}

/** For answers whose body nobody reads (202, 204): resolves, or throws an ApiError. */
export async function unwrapNothing(call: Promise<Answer<unknown>>): Promise<void> {
  await settle(call);
}

/** One page of a list, or a thrown ApiError. */
export async function unwrapPage<Row>(
  call: Promise<Answer<{ data: Row[]; pagination?: Pagination | null | undefined }>>,
): Promise<Page<Row>> {
  const body = await settle(call);
  const items = body?.data ?? [];
  return {
    items,
    pagination: body?.pagination ?? {
      currentPage: 1,
      totalPages: 1,
      totalItems: items.length,
      itemsPerPage: Math.max(items.length, 1),
    },
  };
}

/** A key that makes repeating one and the same act harmless. */
export function idempotencyKey(): string {
  return crypto.randomUUID();
}
