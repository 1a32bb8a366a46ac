import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';

import { CUSTOMER, renderApp, STAFF } from '@/testing/render-app';
import { emitLive } from '@/testing/setup';

/** The page that is open, what happens, and what is then asked for again, beside the overview. */
const EVENTS: [path: string, as: string, event: string, asked: string[]][] = [
  ['/servers', CUSTOMER, 'server', ['/servers']],
  ['/servers/11', CUSTOMER, 'server', ['/servers/11', '/servers/11/activity']],
  ['/tickets', CUSTOMER, 'ticket', ['/tickets']],
  ['/tickets/1042', CUSTOMER, 'ticket', ['/tickets/1042']],
  ['/staff/tickets', STAFF, 'ticket', ['/admin/tickets']],
  ['/staff/tickets/1039', STAFF, 'ticket', ['/admin/tickets/1039']],
  ['/account', CUSTOMER, 'account', ['/account', '/account/sessions']],
  ['/tickets', CUSTOMER, 'refresh', ['/tickets', '/ticket-departments', '/account']],
];

describe('a live event', () => {
  it.each(EVENTS)('at %s for %s about "%s" asks for %s again', async (path, as, event, asked) => {
    const { requests } = await renderApp(path, { as });
    await screen.findByRole('heading', { level: 1 });
    await waitFor(() => {
      expect(document.querySelector('[data-slot=skeleton]')).toBeNull();
    });
    requests.length = 0;
    emitLive(event, 11);
    await waitFor(() => {
      expect([...requests].sort()).toEqual(
        ['/overview', ...asked].map((each) => `GET /api/v1${each}`).sort(),
      );
    });
  });

  it('that this client does not know asks for nothing', async () => {
    const { requests } = await renderApp('/tickets', { as: CUSTOMER });
    await screen.findByText('Invoice address');
    requests.length = 0;
    emitLive('invoice', 11);
    emitLive('ready');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(requests).toEqual([]);
  });
});
