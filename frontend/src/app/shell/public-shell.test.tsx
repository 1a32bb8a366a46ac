import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { renderApp } from '@/testing/render-app';

const said = vi.hoisted(() => ({
  termsUrl: null as string | null,
  privacyUrl: null as string | null,
}));
vi.mock('@/lib/config', async (original) => ({
  ...(await original<object>()),
  get termsUrl() {
    return said.termsUrl;
  },
  get privacyUrl() {
    return said.privacyUrl;
  },
}));

afterEach(() => {
  said.termsUrl = null;
  said.privacyUrl = null;
});

describe("the operator's documents", () => {
  it('can be read from every public page, and where they are accepted, without losing the form', async () => {
    said.termsUrl = 'https://www.example.net/terms';
    said.privacyUrl = 'https://www.example.net/privacy';
    await renderApp('/sign-up');
    expect(
      screen.getByRole('checkbox', {
        name: /^I accept the terms of service.* and the privacy policy.*\.$/,
      }),
    ).toBeInTheDocument();
    const form = screen.getByRole('form', { name: 'Create your account' });
    const terms = within(form).getByRole('link', {
      name: /^terms of service ?\(opens in a new tab\)$/,
    });
    expect(terms).toHaveAttribute('href', 'https://www.example.net/terms');
    expect(terms).toHaveAttribute('target', '_blank');

    const footer = within(screen.getByRole('contentinfo'));
    expect(footer.getByRole('link', { name: /Privacy policy/ })).toHaveAttribute(
      'href',
      'https://www.example.net/privacy',
    );
  });

  it('are named without a link where the operator has not said where they are', async () => {
    await renderApp('/sign-up');
    expect(
      screen.getByRole('checkbox', {
        name: 'I accept the terms of service and the privacy policy.',
      }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /terms|privacy/i })).not.toBeInTheDocument();
  });
});
