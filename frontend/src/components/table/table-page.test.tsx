import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import type { World } from '@/testing/mock/data';
import { CUSTOMER, renderApp } from '@/testing/render-app';

function fillThreePages(world: World): void {
  const [first] = world.servers;
  for (let id = 400; first !== undefined && id < 450; id += 1) {
    world.servers.push({ ...first, id, name: `web-${String(id)}` });
  }
}

describe('a list whose next page takes long', () => {
  it('says so, and turns as often as it is asked to', async () => {
    const { user, router } = await renderApp('/servers', {
      as: CUSTOMER,
      prepare: fillThreePages,
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

describe('the way back through a list', () => {
  it('leads over each page and filter, and not over half words', async () => {
    const { user, router } = await renderApp('/servers', {
      as: CUSTOMER,
      prepare: fillThreePages,
    });
    const expectSearch = (search: object) =>
      waitFor(() => {
        expect(router.state.location.search).toEqual(search);
      });
    await screen.findByRole('link', { name: 'api-1' });
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    await expectSearch({ page: 2 });
    await user.type(screen.getByLabelText('Search servers'), 'web');
    await expectSearch({ q: 'web' });
    await user.type(screen.getByLabelText('Search servers'), '-4');
    await expectSearch({ q: 'web-4' });
    await user.click(screen.getByRole('button', { name: /^Next page/ }));
    await expectSearch({ q: 'web-4', page: 2 });
    router.history.back();
    await expectSearch({ q: 'web-4' });
    router.history.back();
    await expectSearch({});
    expect(screen.getByLabelText('Search servers')).toHaveValue('');
    router.history.forward();
    await expectSearch({ q: 'web-4' });
    expect(screen.getByLabelText('Search servers')).toHaveValue('web-4');
  });

  it('does not end at a page that is past the end', async () => {
    const { router } = await renderApp('/account', { as: CUSTOMER });
    await act(() => router.navigate({ to: '/servers', search: { page: 9 } }));
    await waitFor(() => {
      expect(router.state.location.search).toEqual({});
    });
    router.history.back();
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/account');
    });
  });
});
