import { renderHook, screen, waitFor, within } from '@testing-library/react';
import { act } from 'react';
import { describe, expect, it } from 'vitest';

import { initials } from '@/components/ui/avatar';
import { usePendingPower } from '@/features/servers/pending-power';
import { showToast, useToasts } from '@/lib/toast';
import { CUSTOMER, PASSWORD, renderApp, STAFF } from '@/testing/render-app';
import { emitLive } from '@/testing/setup';

describe('the command palette', () => {
  it('opens with Ctrl-K and goes where one types', async () => {
    const { user, router } = await renderApp('/dashboard', { as: CUSTOMER });
    await screen.findByRole('heading', { level: 1 });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox'), 'postg');
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/servers/13');
    });
  });

  it('gives the focus back to where it was', async () => {
    const { user } = await renderApp('/dashboard', { as: CUSTOMER });
    const link = await screen.findByRole('link', { name: 'postgres' });
    link.focus();
    await user.keyboard('{Control>}k{/Control}');
    await waitFor(() => {
      expect(screen.getByRole('combobox')).toHaveFocus();
    });
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(link).toHaveFocus();
    });
  });

  it('opens with a slash, but not while somebody types', async () => {
    const { user } = await renderApp('/servers', { as: CUSTOMER });
    await user.type(await screen.findByLabelText('Search servers'), '/');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await user.click(screen.getByRole('heading', { name: 'Servers' }));
    await user.keyboard('/');
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
  });

  it('knows the staff pages only for staff', async () => {
    const { user } = await renderApp('/dashboard', { as: STAFF });
    await screen.findByRole('heading', { level: 1 });
    await user.keyboard('{Control>}k{/Control}');
    expect(await screen.findByRole('option', { name: 'Staff: Jobs' })).toBeInTheDocument();
  });
});

describe('the dashboard', () => {
  it('comes from one request of its own', async () => {
    const { requests } = await renderApp('/dashboard', { as: CUSTOMER });
    await screen.findByRole('link', { name: 'postgres' });
    expect([...requests].sort()).toEqual(['GET /api/v1/account', 'GET /api/v1/overview']);
  });

  it('names the ticket that waits for the person', async () => {
    await renderApp('/dashboard', { as: CUSTOMER });
    expect(await screen.findByText(/Your reply is awaited on ticket #1042/)).toBeInTheDocument();
  });

  it('begins with three steps for somebody without servers', async () => {
    await renderApp('/dashboard', { as: 'new@demo.example' });
    const steps = await screen.findByRole('heading', { name: 'Three first steps' });
    expect(steps.closest('section')?.querySelectorAll('li')).toHaveLength(3);
  });

  it('shows staff who waits for them, longest first, and not how to begin', async () => {
    const { backend } = await renderApp('/dashboard', {
      as: STAFF,
      prepare: (world) => {
        const [, open, closed] = world.tickets;
        Object.assign(closed ?? {}, { status: 'open' });
        Object.assign(open ?? {}, { subject: 'Slow writes' });
      },
    });
    const waiting = await screen.findByRole('list', { name: 'Waiting for us' });
    const links = within(waiting).getAllByRole('link');
    expect(links.map((link) => link.textContent)).toEqual([
      '#1011 Invoice address',
      '#1039 Slow writes',
    ]);
    expect(links[0]).toHaveAttribute('href', '/staff/tickets/1011');
    expect(screen.queryByRole('heading', { name: 'Three first steps' })).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'New ticket' })).not.toBeInTheDocument();
    for (const ticket of backend.world.tickets) ticket.status = 'closed';
    emitLive('ticket', 1011);
    expect(await screen.findByText('Nobody waits for an answer.')).toBeInTheDocument();
  });

  it('keeps the queue from staff who may not read it', async () => {
    const { requests } = await renderApp('/dashboard', {
      as: STAFF,
      prepare: (world) => {
        const [person] = world.people;
        if (person !== undefined) person.permissions = ['jobs.read'];
      },
    });
    expect(await screen.findByText('all systems normal')).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Waiting for us' })).not.toBeInTheDocument();
    expect(requests.filter((each) => each.includes('/admin/'))).toEqual([]);
  });

  it('says that server control does not answer, and keeps the servers', async () => {
    const { backend } = await renderApp('/dashboard', { as: CUSTOMER });
    backend.world.isPanelReachable = false;
    await screen.findByRole('link', { name: 'postgres' });
    emitLive('server', 11);
    expect(await screen.findByText('Server control does not answer right now')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'postgres' })).toBeInTheDocument();
  });

  it('follows a server without a reload', async () => {
    const { backend } = await renderApp('/dashboard', { as: CUSTOMER });
    const table = await screen.findByRole('table', { name: 'Servers' });
    const row = within(table).getByRole('link', { name: 'api-1' }).closest('tr');
    Object.assign(backend.world.servers[0] ?? {}, { status: 'off' });
    emitLive('server', 11);
    await waitFor(() => {
      expect(row).toHaveTextContent('Off');
    });
  });
});

describe('the bar of phones', () => {
  /** After the rail's, which has the same name: only one of the two is shown. */
  const bar = () => within(screen.getAllByRole('navigation', { name: 'Main' })[1] ?? document.body);

  it('marks that a ticket waits, as the rail does, also when that is collapsed', async () => {
    const { user } = await renderApp('/dashboard', { as: CUSTOMER });
    await screen.findByRole('link', { name: 'postgres' });
    const name = /^Support\s*A ticket waits for your reply$/;
    expect(bar().getByRole('link', { name })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Collapse navigation' }));
    const rail = within(screen.getByRole('complementary'));
    expect(rail.getByRole('link', { name })).toBeInTheDocument();
  });

  it('marks nothing when none waits', async () => {
    await renderApp('/dashboard', { as: 'new@demo.example' });
    await screen.findByRole('heading', { name: 'Three first steps' });
    expect(bar().getByRole('link', { name: 'Support' })).toBeInTheDocument();
  });
});

describe('the person menu', () => {
  it('signs out at the server and leaves nothing behind', async () => {
    const { user, router, backend } = await renderApp('/dashboard', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Your menu: mira' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/sign-in');
    });
    expect(backend.world.account).toBeNull();
    expect(localStorage.getItem('skypanel.was-signed-in')).toBeNull();
  });

  it('leaves no message and no watched act to whoever signs in next', async () => {
    const { user, router, backend } = await renderApp('/servers/11', { as: CUSTOMER });
    backend.world.isPowerUnconfirmed = true;
    await user.click(await screen.findByRole('button', { name: 'Restart' }));
    const dialog = await screen.findByRole('alertdialog');
    await user.click(within(dialog).getByRole('button', { name: 'Restart' }));
    await screen.findByText('api-1: the outcome is not known yet');
    act(() => {
      showToast({ tone: 'danger', title: 'Ticket #7 was not changed' });
    });
    await user.click(screen.getByRole('button', { name: 'Your menu: mira' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
    await user.type(await screen.findByLabelText('E-mail or username'), 'newcomer');
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByRole('heading', { name: 'Three first steps' });
    expect(router.state.location.pathname).toBe('/dashboard');
    expect(renderHook(useToasts).result.current).toEqual([]);
    await waitFor(() => {
      expect(renderHook(usePendingPower).result.current.size).toBe(0);
    });
  });

  it('changes the theme at once', async () => {
    const { user } = await renderApp('/dashboard', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Your menu: mira' }));
    await user.click(await screen.findByRole('menuitemradio', { name: 'Dark' }));
    expect(document.documentElement.dataset.theme).toBe('dark');
  });

  it.each([
    ['mira.kask', 'MK'],
    ['mira', 'MI'],
    ['a_b_c', 'AB'],
  ])('shows %s as %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
