import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { CONTESTED_TOKEN, GOOD_TOKEN } from '@/testing/mock/account-routes';
import { renderApp } from '@/testing/render-app';

describe('the link in the first mail', () => {
  it('confirms the address and leads to signing in', async () => {
    const { requests } = await renderApp(`/verify-email#token=${GOOD_TOKEN}`);
    await screen.findByRole('heading', { name: 'Your address is confirmed' });
    expect(screen.getByRole('main')).toHaveTextContent('You can sign in now.');
    expect(requests.filter((request) => request.endsWith('/auth/verify-email'))).toHaveLength(1);
  });

  it('of an address registered with two passwords says to choose one from the mail', async () => {
    await renderApp(`/verify-email#token=${CONTESTED_TOKEN}`);
    await screen.findByRole('heading', { name: 'Your address is confirmed' });
    expect(screen.getByRole('main')).toHaveTextContent(
      'We sent you a mail with a link to choose yours.',
    );
    expect(screen.getByRole('main')).not.toHaveTextContent('You can sign in now.');
  });

  it('that is too old or was used leads to a new one and to signing in', async () => {
    await renderApp('/verify-email#token=too-old');
    await screen.findByRole('heading', { name: 'This link does not work' });
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Get a new mail' })).toBeInTheDocument();
  });
});
