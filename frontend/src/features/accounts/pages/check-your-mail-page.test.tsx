import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { renderApp } from '@/testing/render-app';

describe('another mail to confirm the address', () => {
  it('that is refused is not said to be sent', async () => {
    const { user } = await renderApp('/check-your-mail');
    await user.type(screen.getByLabelText('E-mail address'), 'someone@example.com{Enter}');
    expect(await screen.findByText(/a new mail is on its way/)).toBeInTheDocument();
    const waiting = screen.getByRole('button', { name: /^Send again in/ });
    expect(waiting).toHaveAttribute('aria-disabled', 'true');

    const later = Date.now() + 61_000;
    vi.spyOn(Date, 'now').mockImplementation(() => later);
    const button = await screen.findByRole('button', { name: 'Send again' });
    const error = { code: 'too_many_requests', message: 'Too many mails.' };
    vi.stubGlobal('fetch', () =>
      Promise.resolve(
        new Response(JSON.stringify({ error }), { status: 429, headers: { 'Retry-After': '90' } }),
      ),
    );
    await user.click(button);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Too many mails. Try again in 2 min.',
    );
    expect(screen.queryByText(/a new mail is on its way/)).not.toBeInTheDocument();
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Send again in 2 min' })).toBeInTheDocument();
    });
  });
});
