import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { rememberSignedIn } from '@/lib/session-hint';
import { CUSTOMER, PASSWORD, renderApp, STAFF } from '@/testing/render-app';
import { emitLive } from '@/testing/setup';

describe('a page for signed-in people', () => {
  it('sends others to sign in, and back to where they wanted to go', async () => {
    const { router, user } = await renderApp('/servers?status=off');
    expect(router.state.location.pathname).toBe('/sign-in');
    await user.type(screen.getByLabelText('E-mail or username'), 'mira');
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await waitFor(() => {
      expect(router.state.location.href).toBe('/servers?status=off');
    });
    expect(await screen.findByRole('heading', { name: 'Servers' })).toBeInTheDocument();
  });

  it('gives way to the sign-in page when the session ends elsewhere', async () => {
    const { router } = await renderApp('/tickets', { as: CUSTOMER });
    await screen.findByRole('heading', { name: 'Support' });
    emitLive('session-ended');
    expect(
      await screen.findByText('You were signed out. Sign in again to go on.'),
    ).toBeInTheDocument();
    expect(router.state.location.search).toMatchObject({ next: '/tickets' });
  });

  it('says so too when another tab was told first', async () => {
    await renderApp('/tickets', { as: CUSTOMER });
    await screen.findByRole('heading', { name: 'Support' });
    rememberSignedIn(false);
    emitLive('session-ended');
    emitLive('session-ended');
    expect(
      await screen.findByText('You were signed out. Sign in again to go on.'),
    ).toBeInTheDocument();
  });

  it('gives way at once though something is typed, which is still there afterwards', async () => {
    const { backend, router, user } = await renderApp('/tickets/new', { as: CUSTOMER });
    const account = backend.world.account;
    await user.type(await screen.findByLabelText('Subject'), 'Half a thought');
    await user.type(screen.getByLabelText('Message'), 'Since this morning');
    await user.selectOptions(screen.getByLabelText('Department'), 'Technical support');
    await waitFor(() => {
      expect(Object.values(sessionStorage)).toContain('Since this morning');
    });
    backend.world.account = null;
    await user.click(screen.getByRole('button', { name: 'Open ticket' }));
    expect(
      await screen.findByText('You were signed out. Sign in again to go on.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
    backend.world.account = account;
    await user.type(screen.getByLabelText('E-mail or username'), 'mira');
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByLabelText('Subject')).toHaveValue('Half a thought');
    expect(screen.getByLabelText('Message')).toHaveValue('Since this morning');
    expect(router.state.location.pathname).toBe('/tickets/new');
  });

  it('gives way to the sign-in page when an answer says that the session is gone', async () => {
    const { backend, router } = await renderApp('/tickets', { as: CUSTOMER });
    await screen.findByRole('heading', { name: 'Support' });
    backend.world.account = null;
    emitLive('ticket', 1042);
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/sign-in');
    });
  });
});

describe('a page for staff', () => {
  it.each(['/staff/tickets', '/staff/users', '/staff/jobs'])(
    '%s is refused to customers',
    async (path) => {
      const { requests } = await renderApp(path, { as: CUSTOMER });
      expect(
        await screen.findByRole('heading', { name: 'This page is for staff' }),
      ).toBeInTheDocument();
      expect(requests.filter((each) => each.includes('/admin/'))).toEqual([]);
    },
  );

  it('opens for staff, whose navigation has a part of its own', async () => {
    await renderApp('/staff/jobs', { as: STAFF });
    expect(await screen.findByRole('heading', { name: 'Jobs' })).toBeInTheDocument();
    expect(screen.getByRole('navigation', { name: 'Staff' })).toBeInTheDocument();
  });

  it('is not offered to customers', async () => {
    await renderApp('/dashboard', { as: CUSTOMER });
    await screen.findByRole('heading', { level: 1 });
    expect(screen.queryByRole('navigation', { name: 'Staff' })).not.toBeInTheDocument();
  });
});

describe('an address where nothing is', () => {
  it.each(['/nowhere', '/servers/abc', '/tickets/0'])('%s says so', async (path) => {
    await renderApp(path, { as: CUSTOMER });
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeInTheDocument();
  });

  it('leaves the navigation to whoever is signed in', async () => {
    await renderApp('/nowhere', { as: CUSTOMER });
    const [rail] = await screen.findAllByRole('navigation', { name: 'Main' });
    expect(within(rail ?? document.body).getByRole('link', { name: /Servers/ })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to the dashboard' })).toBeInTheDocument();
  });

  it('leads strangers to the start page', async () => {
    await renderApp('/nowhere');
    expect(await screen.findByRole('link', { name: 'Go to the start page' })).toBeInTheDocument();
    expect(screen.queryByRole('navigation', { name: 'Main' })).not.toBeInTheDocument();
  });

  it('says so to staff too', async () => {
    await renderApp('/staff/tickets/abc', { as: STAFF });
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeInTheDocument();
  });

  it("says the same for a stranger's server", async () => {
    await renderApp('/servers/999', { as: CUSTOMER });
    expect(
      await screen.findByText('There is no such server, or it is not yours.'),
    ).toBeInTheDocument();
  });
});
