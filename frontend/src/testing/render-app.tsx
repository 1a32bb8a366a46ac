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
  vi.stubGlobal('fetch', (request: Request) => {
    requests.push(`${request.method} ${new URL(request.url).pathname}`);
    return backend.fetch(request);
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
  return { backend, router, requests, user: userEvent.setup() };
}

export const CUSTOMER = 'customer@demo.example';
export const STAFF = 'admin@demo.example';
export const PASSWORD = 'correct horse battery';
