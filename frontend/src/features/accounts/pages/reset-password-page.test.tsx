import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { GOOD_TOKEN } from '@/testing/mock/account-routes';
import { PASSWORD, renderApp } from '@/testing/render-app';

describe('a forgotten password', () => {
  it('asked for leaves the reader at the heading of the answer', async () => {
    const { user } = await renderApp('/forgot-password');
    expect(screen.getByRole('heading', { level: 1 })).not.toHaveFocus();
    await user.type(screen.getByLabelText('E-mail address'), 'customer@demo.example{Enter}');
    const heading = await screen.findByRole('heading', { name: 'Check your mail' });
    await waitFor(() => {
      expect(heading).toHaveFocus();
    });
  });

  it('is replaced with a newer link that is opened where an older one failed', async () => {
    const { user, router } = await renderApp('/reset-password#token=too-old');
    await user.type(screen.getByLabelText('New password'), `${PASSWORD}{Enter}`);
    await screen.findByRole('heading', { name: 'This link does not work' });
    router.history.push(`/reset-password#token=${GOOD_TOKEN}`);
    await user.type(await screen.findByLabelText('New password'), `${PASSWORD}{Enter}`);
    await screen.findByRole('heading', { name: 'Your password is changed' });
  });

  it.each([
    [GOOD_TOKEN, 'Your password is changed'],
    ['too-old', 'This link does not work'],
  ])('replaced with the link %s leaves the reader at "%s"', async (token, title) => {
    const { user } = await renderApp(`/reset-password#token=${token}`);
    await user.type(screen.getByLabelText('New password'), `${PASSWORD}{Enter}`);
    const heading = await screen.findByRole('heading', { name: title });
    await waitFor(() => {
      expect(heading).toHaveFocus();
    });
  });
});
