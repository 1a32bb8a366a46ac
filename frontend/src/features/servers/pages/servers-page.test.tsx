import { screen, waitFor, within } from '@testing-library/react';
import { act } from 'react';
import { describe, expect, it } from 'vitest';

import { CUSTOMER, renderApp } from '@/testing/render-app';
import { emitLive } from '@/testing/setup';

async function openList(path = '/servers') {
  const app = await renderApp(path, { as: CUSTOMER });
  const table = await screen.findByRole('table', { name: 'Servers' });
  await within(table).findAllByRole('link');
  return { ...app, table };
}

function rowOf(name: string): HTMLElement {
  const row = screen.getByRole('link', { name }).closest('tr');
  if (row === null) throw new Error(`${name} has no row.`);
  return row;
}

describe('the list of servers', () => {
  it('shows each with its state as a word', async () => {
    await openList();
    expect(rowOf('api-1')).toHaveTextContent('Running');
    expect(rowOf('staging')).toHaveTextContent('Off');
    expect(rowOf('build-runner')).toHaveTextContent('Installing · 62 %');
  });

  it('keeps search, filter and order in the URL', async () => {
    const { user, router, table } = await openList();
    await user.click(within(table).getByRole('button', { name: 'Name' }));
    await user.type(screen.getByLabelText('Search servers'), 'api');
    await waitFor(() => {
      expect(router.state.location.search).toEqual({ sort: 'name', q: 'api' });
    });
    await waitFor(() => {
      expect(screen.queryByRole('link', { name: 'postgres' })).not.toBeInTheDocument();
    });
  });

  it('shows its last page where its URL names one past the end', async () => {
    const { router } = await openList('/servers?page=99');
    expect(rowOf('api-1')).toBeInTheDocument();
    expect(router.state.location.search).toEqual({});
  });

  it('is narrowed by its URL, and says so when nothing fits', async () => {
    const { user, router } = await renderApp('/servers?q=nothing-like-this', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
    await waitFor(() => {
      expect(router.state.location.search).toEqual({});
    });
  });

  it('is walked with j and k, opened with Enter and selected with x', async () => {
    const { user, router } = await openList();
    await user.keyboard('jj');
    expect(rowOf('api-2')).toHaveFocus();
    await user.keyboard('k');
    expect(rowOf('api-1')).toHaveFocus();
    await user.keyboard('x');
    expect(screen.getByRole('checkbox', { name: 'Select api-1' })).toBeChecked();
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/servers/11');
    });
  });

  it('leaves the keys alone while somebody types', async () => {
    const { user } = await openList();
    const search = screen.getByLabelText('Search servers');
    await user.type(search, 'jk');
    expect(search).toHaveValue('jk');
    expect(search).toHaveFocus();
  });

  it('acts on all selected that can do it, after asking', async () => {
    const { user, requests } = await openList();
    for (const name of ['api-1', 'api-2', 'staging']) {
      await user.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
    }
    const bar = screen.getByRole('group', { name: '3 selected' });
    await user.click(within(bar).getByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(dialog).toHaveTextContent('Restart: 2 servers?');
    await user.click(within(dialog).getByRole('button', { name: 'Restart' }));
    await waitFor(() => {
      expect(requests.filter((each) => each.endsWith('/power/restart'))).toHaveLength(2);
    });
  });

  it('drops a question about all selected when none of them can do it any more', async () => {
    const { user, backend } = await openList();
    await user.click(screen.getByRole('checkbox', { name: 'Select api-1' }));
    const bar = screen.getByRole('group', { name: '1 selected' });
    await user.click(within(bar).getByRole('button', { name: 'Restart' }));
    await screen.findByRole('alertdialog');
    const [server] = backend.world.servers;
    Object.assign(server ?? {}, { status: 'off' });
    emitLive('server', 11);
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
    });
    Object.assign(server ?? {}, { status: 'running' });
    emitLive('server', 11);
    await waitFor(() => {
      expect(rowOf('api-1')).toHaveTextContent('Running');
    });
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
  });

  it('leaves the focus at its heading when the selection is given up', async () => {
    const { user } = await openList();
    await user.click(screen.getByRole('checkbox', { name: 'Select api-1' }));
    await user.click(screen.getByRole('button', { name: 'Clear selection' }));
    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'Servers' })).toHaveFocus();
    });
  });

  it('counts as selected only what it shows, since nothing else is acted on', async () => {
    const { user } = await openList();
    for (const name of ['api-1', 'staging']) {
      await user.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
    }
    await user.type(screen.getByLabelText('Search servers'), 'api');
    expect(await screen.findByRole('group', { name: '1 selected' })).toBeInTheDocument();
  });

  it('tells what was refused though the selection is gone by then', async () => {
    const { user, backend } = await openList();
    const [server] = backend.world.servers;
    await user.click(screen.getByRole('checkbox', { name: 'Select api-1' }));
    const bar = screen.getByRole('group', { name: '1 selected' });
    const clear = within(bar).getByRole('button', { name: 'Clear selection' });
    await user.click(within(bar).getByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog');
    Object.assign(server ?? {}, { task: { action: 'build', progress: null } });
    act(() => {
      within(dialog).getByRole('button', { name: 'Restart' }).click();
      clear.click();
    });
    const title = await screen.findByText('1 server was not changed');
    expect(title.closest('[data-slot=toast]')).toHaveTextContent('This server is busy');
    await waitFor(() => {
      expect(rowOf('api-1')).toHaveTextContent('Installing');
    });
  });
});

describe('the page of a server', () => {
  it('asks before it interrupts, and shows the progress', async () => {
    const { user, requests } = await renderApp('/servers/11', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Restart' }));
    expect(requests.some((each) => each.includes('/power/'))).toBe(false);
    const dialog = await screen.findByRole('alertdialog');
    await user.click(within(dialog).getByRole('button', { name: 'Restart' }));
    expect(await screen.findByRole('progressbar', { name: /Restarting/ })).toBeInTheDocument();
    expect(requests).toContain('POST /api/v1/servers/11/power/restart');
  });

  it('leaves the focus at its heading when the button is gone that was pressed', async () => {
    const { user } = await renderApp('/servers/11', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog');
    await user.click(within(dialog).getByRole('button', { name: 'Restart' }));
    await screen.findByRole('progressbar', { name: /Restarting/ });
    expect(screen.queryByRole('button', { name: 'Restart' })).not.toBeInTheDocument();
    await waitFor(() => {
      expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    });
  });

  it('follows an act that nobody confirmed, and tells how it ended', async () => {
    const { user, backend } = await renderApp('/servers/11', { as: CUSTOMER });
    backend.world.isPowerUnconfirmed = true;
    await user.click(await screen.findByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog');
    await user.click(within(dialog).getByRole('button', { name: 'Restart' }));
    expect(await screen.findByText('api-1: the outcome is not known yet')).toBeInTheDocument();
    const [server] = backend.world.servers;
    const [act] = backend.world.operations.get(11) ?? [];
    Object.assign(server ?? {}, { task: null });
    Object.assign(act ?? {}, { state: 'failed', reason: 'It was not carried out.' });
    emitLive('server', 11);
    const title = await screen.findByText('The action on api-1 failed');
    expect(title.closest('[data-slot=toast]')).toHaveTextContent('It was not carried out.');
    expect(screen.queryByText('api-1: the outcome is not known yet')).not.toBeInTheDocument();
  });

  it('drops a question that the server has made void meanwhile', async () => {
    const { user, backend } = await renderApp('/servers/11', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Restart' }));
    await screen.findByRole('alertdialog');
    const server = backend.world.servers[0] ?? {};
    Object.assign(server, { task: { action: 'restart', progress: null } });
    emitLive('server', 11);
    await waitFor(() => {
      expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
    });
    await waitFor(() => {
      expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    });
    Object.assign(server, { task: null });
    emitLive('server', 11);
    expect(await screen.findByRole('button', { name: 'Restart' })).toBeInTheDocument();
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
  });

  it('opens at the tab of its URL', async () => {
    const { user, router } = await renderApp('/servers/11?tab=network', { as: CUSTOMER });
    expect(await screen.findByText('Interface eth0')).toBeInTheDocument();
    await user.click(screen.getByRole('tab', { name: 'Activity' }));
    expect(router.state.location.search).toEqual({ tab: 'activity' });
  });

  it('says what is under way in words of its own', async () => {
    const { user } = await renderApp('/servers/11', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog');
    await user.click(within(dialog).getByRole('button', { name: 'Restart' }));
    const feed = await screen.findByRole('tabpanel');
    await waitFor(() => {
      expect(feed).toHaveTextContent('Restarting · by you');
    });
  });

  it.each(['/servers', '/servers/11'])(
    'and the list warn at %s while nothing can be done',
    async (path) => {
      await renderApp(path, {
        as: CUSTOMER,
        prepare: (world) => Object.assign(world, { isPanelReachable: false }),
      });
      expect(
        await screen.findByText('Server control does not answer right now'),
      ).toBeInTheDocument();
    },
  );

  it('says when its values may be old', async () => {
    await renderApp('/servers/11', {
      as: CUSTOMER,
      prepare: (world) => Object.assign(world.servers[0] ?? {}, { isStale: true }),
    });
    expect(await screen.findByText('These values may be old')).toBeInTheDocument();
  });
});
