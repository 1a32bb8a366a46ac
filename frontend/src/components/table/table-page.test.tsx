import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { CUSTOMER, renderApp } from '@/testing/render-app';

describe('a list whose next page takes long', () => {
  it('says so, and turns as often as it is asked to', async () => {
    const { user, router } = await renderApp('/servers', {
      as: CUSTOMER,
      prepare: (world) => {
        const [first] = world.servers;
        for (let id = 400; first !== undefined && id < 450; id += 1) {
          world.servers.push({ ...first, id, name: `web-${String(id)}` });
        }
      },
    });
    const table = await screen.findByRole('table', { name: 'Servers' });
    await within(table).findByRole('link', { name: 'api-1' });
    expect(table).toHaveAttribute('aria-busy', 'false');
    const { fetch } = globalThis;
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    vi.stubGlobal('fetch', async (request: Request) => {
      await arrived;
      return fetch(request);
    });
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('Page 2 of 3');
    expect(table).toHaveAttribute('aria-busy', 'true');
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await screen.findByText('Page 3 of 3');
    expect(router.state.location.search).toEqual({ page: 3 });
    arrive();
    expect(await within(table).findByRole('link', { name: 'web-449' })).toBeInTheDocument();
    await waitFor(() => {
      expect(table).toHaveAttribute('aria-busy', 'false');
    });
    expect(screen.getByText('41–55 of 55')).toBeInTheDocument();
  });
});
