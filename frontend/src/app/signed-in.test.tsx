import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { rememberSignedIn } from '@/lib/session-hint';
import { becomePerson, GOOD_TOKEN } from '@/testing/mock/account-routes';
import { CUSTOMER, PASSWORD, renderApp } from '@/testing/render-app';

describe('somebody who is signed in', () => {
  it.each([
    ['/sign-in', '/dashboard'],
    ['/sign-in?next=%2Fservers%3Fstatus%3Doff', '/servers?status=off'],
    ['/sign-in?ended=true&next=%2Faccount', '/account'],
    ['/sign-in?next=//evil.example', '/dashboard'],
    ['/sign-up', '/dashboard'],
  ])('is led from %s to %s', async (path, target) => {
    const { router } = await renderApp(path, { as: CUSTOMER });
    await waitFor(() => {
      expect(router.state.location.href).toBe(target);
    });
  });

  it('does not come back to signing in by the way back', async () => {
    const { router, user } = await renderApp('/sign-in?ended=true&next=%2Fservers');
    await user.type(screen.getByLabelText('E-mail or username'), 'mira');
    await user.type(screen.getByLabelText('Password'), PASSWORD);
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByRole('heading', { name: 'Servers' });
    router.history.back();
    await waitFor(() => {
      expect(router.history.location.pathname).toBe('/servers');
    });
    expect(screen.queryByLabelText('Password')).not.toBeInTheDocument();
  });

  it.each([
    [`/verify-email#token=${GOOD_TOKEN}`, 'Your address is confirmed'],
    [`/reset-password#token=${GOOD_TOKEN}`, 'Choose a new password'],
  ])('uses the mailed link %s as anybody does', async (path, title) => {
    await renderApp(path, { as: CUSTOMER });
    expect(await screen.findByRole('heading', { name: title })).toBeInTheDocument();
  });

  it('asks for a link to change the password, and goes back to the account', async () => {
    const { router, user } = await renderApp('/forgot-password', { as: CUSTOMER });
    expect(await screen.findByLabelText('E-mail address')).toHaveValue(CUSTOMER);
    await user.click(screen.getByRole('link', { name: 'Back to your account' }));
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/account');
    });
  });

  it('is asked to sign in where the browser remembers a session that is gone', async () => {
    rememberSignedIn(true);
    const { router } = await renderApp('/sign-up');
    expect(await screen.findByRole('heading', { name: 'Create your account' })).toBeInTheDocument();
    expect(router.state.location.pathname).toBe('/sign-up');
  });

  it('goes on from signing in here when it was done in another tab', async () => {
    const { backend, router } = await renderApp('/sign-in?ended=true&next=%2Fservers');
    becomePerson(backend.world, CUSTOMER);
    act(() => {
      rememberSignedIn(true);
      window.dispatchEvent(new StorageEvent('storage', { key: 'skypanel.was-signed-in' }));
    });
    expect(await screen.findByRole('heading', { name: 'Servers' })).toBeInTheDocument();
    expect(router.state.location.href).toBe('/servers');
  });
});
