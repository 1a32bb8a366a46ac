import { createMemoryHistory } from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { vi } from 'vitest';

import { App } from '@/app/app';
import { createAppRouter } from '@/app/router';
import { endSessionHere } from '@/app/session-end';
import { createQueryClient } from '@/lib/query-client';
import { rememberSignedIn } from '@/lib/session-hint';

import { becomePerson } from './mock/account-routes';
import { createMockBackend } from './mock/backend';
import type { World } from './mock/data';

/** The whole client at `path` over a fresh in-memory back end, signed in as `as` or as nobody. */
export async function renderApp(
  path: string,
  { as = null, prepare }: { as?: string | null; prepare?: (world: World) => void } = {},
) {
  const backend = createMockBackend();
  prepare?.(backend.world);
  const requests: string[] = [];
  const keys: string[] = [];
  let isNextLost = false;
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    const key = request.headers.get('Idempotency-Key');
    if (key === null) return backend.fetch(request);
    keys.push(key);
    const answer = await backend.fetch(request);
    if (!isNextLost) return answer;
    isNextLost = false;
    throw new TypeError('Failed to fetch');
  });
  if (as !== null) {
    becomePerson(backend.world, as);
    rememberSignedIn(true);
  }
  const queryClient = createQueryClient(() => {
    endSessionHere(router, queryClient);
  });
  const router = createAppRouter(queryClient, createMemoryHistory({ initialEntries: [path] }));
  await act(async () => {
    render(<App router={router} queryClient={queryClient} />);
    await router.load();
  });
  return {
    backend,
    router,
    requests,
    /** What was sent as Idempotency-Key, in order. */
    keys,
    /** The next request with such a key is done, and its answer never comes. */
    loseAnswer: () => {
      isNextLost = true;
    },
    user: userEvent.setup(),
  };
}

export const CUSTOMER = 'customer@demo.example';
export const STAFF = 'admin@demo.example';
export const PASSWORD = 'correct horse battery';
