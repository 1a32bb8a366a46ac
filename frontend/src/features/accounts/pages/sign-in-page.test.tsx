import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import { PASSWORD, renderApp } from '@/testing/render-app';

async function tryToSignIn(user: UserEvent, login: string, password: string) {
  const name = screen.getByLabelText('E-mail or username');
  await user.clear(name);
  await user.type(name, login);
  await user.clear(screen.getByLabelText('Password'));
  await user.type(screen.getByLabelText('Password'), password);
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in', () => {
  it('with a wrong password does not say which part was wrong', async () => {
    const { user } = await renderApp('/sign-in');
    await tryToSignIn(user, 'mira', 'not this one');
    expect(await screen.findByRole('alert')).toHaveTextContent('That did not match');
  });

  it('with empty fields asks for them and sends nothing', async () => {
    const { user, requests } = await renderApp('/sign-in');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Enter your password.')).toBeInTheDocument();
    expect(screen.getByLabelText('E-mail or username')).toHaveAccessibleDescription(
      'Enter your e-mail address or username.',
    );
    expect(requests).toEqual([]);
  });

  it('before confirming the address offers a new mail', async () => {
    const { user, requests } = await renderApp('/sign-in');
    await tryToSignIn(user, 'unverified@demo.example', PASSWORD);
    const alert = await screen.findByRole('alert');
    await user.click(within(alert).getByRole('button', { name: 'Send the mail again' }));
    expect(await screen.findByText(/a new mail is on its way/)).toBeInTheDocument();
    expect(requests).toContain('POST /api/v1/auth/resend-verification');
  });

  it('to a suspended account says so', async () => {
    const { user } = await renderApp('/sign-in');
    await tryToSignIn(user, 'suspended@demo.example', PASSWORD);
    expect(await screen.findByRole('alert')).toHaveTextContent('This account is suspended');
  });

  it('too often counts down and holds the button', async () => {
    const { user, backend } = await renderApp('/sign-in');
    backend.world.attempts = 5;
    await tryToSignIn(user, 'mira', 'not this one');
    expect(await screen.findByRole('alert')).toHaveTextContent(/You can try again in (30|29) s/);
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
  });

  it('shows and hides the password', async () => {
    const { user } = await renderApp('/sign-in');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'text');
    await user.click(screen.getByRole('button', { name: 'Show password' }));
    expect(screen.getByLabelText('Password')).toHaveAttribute('type', 'password');
  });
});

describe('signing up', () => {
  it('puts what the server refuses on its field', async () => {
    const { user } = await renderApp('/sign-up');
    await user.type(screen.getByLabelText('E-mail address'), 'someone@example.com');
    await user.type(screen.getByLabelText('Username'), 'mira');
    await user.type(screen.getByLabelText('Password'), 'seven green kettles');
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('This username is taken. Choose another.')).toBeInTheDocument();
    expect(screen.getByLabelText('Username')).toBeInvalid();
    expect(screen.getByLabelText('Username')).toHaveFocus();
  });

  it('leads to the mail box, with the address kept out of the URL', async () => {
    const { user, router } = await renderApp('/sign-up');
    await user.type(screen.getByLabelText('E-mail address'), 'someone@example.com');
    await user.type(screen.getByLabelText('Username'), 'someone.new');
    await user.type(screen.getByLabelText('Password'), 'seven green kettles');
    await user.click(screen.getByRole('checkbox'));
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByRole('heading', { name: 'Check your mail' })).toBeInTheDocument();
    expect(screen.getByText('someone@example.com')).toBeInTheDocument();
    expect(router.state.location.href).toBe('/check-your-mail');
  });
});
