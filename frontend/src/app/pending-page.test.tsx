import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { rememberSignedIn } from '@/lib/session-hint';
import { becomePerson } from '@/testing/mock/account-routes';
import { CUSTOMER, renderApp } from '@/testing/render-app';

/** Goes from the landing page to `path`; who is signed in is answered when `answer` is called. */
async function openWithSlowAccount(path: string, wasIn: boolean) {
  const { backend, router } = await renderApp('/');
  await screen.findByRole('heading', { level: 1 });
  if (wasIn) becomePerson(backend.world, CUSTOMER);
  rememberSignedIn(wasIn);
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', async (request: Request) => {
    if (new URL(request.url).pathname === '/api/v1/account') await answered;
    return fetch(request);
  });
  act(() => {
    void router.navigate({ to: path });
  });
  return { answer, router };
}

const frame = () => document.querySelector('[data-slot=pending-frame]');

describe('while it takes long to learn who is signed in', () => {
  it('shows the outline of the frame, then the page', async () => {
    const { answer } = await openWithSlowAccount('/servers', true);
    expect(screen.queryByText('Loading')).not.toBeInTheDocument();
    expect(await screen.findByText('Loading')).toBeInTheDocument();
    expect(frame()).toBeInTheDocument();
    answer();
    expect(await screen.findByRole('heading', { name: 'Servers', level: 1 })).toBeInTheDocument();
    expect(frame()).not.toBeInTheDocument();
  });

  it('promises no frame to somebody who was not signed in', async () => {
    const { answer, router } = await openWithSlowAccount('/servers', false);
    expect(await screen.findByText('Loading')).toBeInTheDocument();
    expect(frame()).not.toBeInTheDocument();
    answer();
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/sign-in');
    });
    expect(await screen.findByLabelText('Password')).toBeInTheDocument();
  });
});
