import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import type { World } from '@/testing/mock/data';
import { CUSTOMER, renderApp } from '@/testing/render-app';

/** Far more than the dashboard names. */
function ownMany(world: World): void {
  const [first] = world.servers;
  if (first === undefined) return;
  for (let id = 400; id <= 450; id += 1) {
    const address = `192.0.2.${String(id - 300)}`;
    world.servers.push({ ...first, id, name: `web-${String(id)}`, hostname: null, address });
  }
}

async function openPalette() {
  const app = await renderApp('/dashboard', { as: CUSTOMER, prepare: ownMany });
  await screen.findByRole('link', { name: 'postgres' });
  await app.user.keyboard('{Control>}k{/Control}');
  await screen.findByRole('combobox');
  return app;
}

const asked = (requests: string[]) => requests.filter((each) => each === 'GET /api/v1/servers');

describe('a server that the dashboard does not name', () => {
  it('is found in the palette by a part of its name, asked for once, and opened', async () => {
    const { user, router, requests } = await openPalette();
    expect(asked(requests)).toEqual([]);
    await user.keyboard('web-447');
    expect(screen.getByText('Searching your servers…')).toBeInTheDocument();
    await screen.findByRole('option', { name: /^web-447/, selected: true });
    expect(screen.queryByText('Searching your servers…')).not.toBeInTheDocument();
    expect(asked(requests)).toHaveLength(1);
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/servers/447');
    });
  });

  it('is found by its address', async () => {
    const { user } = await openPalette();
    await user.keyboard('192.0.2.149');
    expect(await screen.findByRole('option', { name: /^web-449/ })).toBeInTheDocument();
  });

  it('is one of many, and then the list leads to all of them, last', async () => {
    const { user, router } = await openPalette();
    await user.keyboard('web-4');
    const all = await screen.findByRole('option', { name: 'All 51 servers with “web-4”' });
    const options = screen.getAllByRole('option', { name: /web-4/ });
    expect(options.length).toBeLessThan(10);
    expect(options.at(-1)).toBe(all);
    await user.click(all);
    await waitFor(() => {
      expect(router.state.location.href).toBe('/servers?q=web-4');
    });
  });
});

describe('the palette', () => {
  it('says that nothing fits only when the servers have been asked', async () => {
    const { user } = await openPalette();
    await user.keyboard('zzz');
    expect(screen.queryByText(/fits/)).not.toBeInTheDocument();
    expect(await screen.findByText('No command, page or server fits.')).toBeInTheDocument();
    expect(screen.getByRole('dialog')).toContainElement(
      screen.getByText('No command, page or server fits.').closest('[role=status]'),
    );
  });

  it('says why servers could not be searched, and tries again', async () => {
    const { user } = await openPalette();
    const { fetch } = globalThis;
    const error = { code: 'busy', message: 'Too much at once.' };
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(JSON.stringify({ error }), { status: 429 })),
    );
    await user.keyboard('web-447');
    expect(
      await screen.findByText('Your servers could not be searched. Too much at once.'),
    ).toBeInTheDocument();
    vi.stubGlobal('fetch', fetch);
    await screen.findByRole('option', { name: 'Search again', selected: true });
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('option', { name: /^web-447/ })).toBeInTheDocument();
  });
});

describe('a server', () => {
  it('does not fit by letters gathered from its name and its addresses', async () => {
    const { user } = await openPalette();
    await user.keyboard('api');
    expect(screen.getByRole('option', { name: /^api-1/ })).toBeInTheDocument();
    expect(screen.queryByRole('option', { name: /^build-runner/ })).not.toBeInTheDocument();
  });
});

describe('the best match', () => {
  it('is chosen though it arrives late, unless somebody has moved on by then', async () => {
    const { user, backend } = await openPalette();
    Object.assign(backend.world.servers[0] ?? {}, { name: 'z-web-4-4-7' });
    await user.keyboard('web-4');
    await screen.findByRole('option', { name: /^web-400/, selected: true });
    await user.keyboard('{ArrowDown}47');
    await screen.findByRole('option', { name: /^web-447/, selected: true });
    await user.keyboard('{Backspace}{ArrowDown}');
    const moved = screen.getByRole('option', { selected: true });
    expect(moved).not.toHaveTextContent('web-440');
    await screen.findByRole('option', { name: /^web-440/ });
    expect(screen.getByRole('option', { selected: true })).toBe(moved);
  });
});
