import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { paths } from '@/lib/paths';
import { CUSTOMER, renderApp, STAFF } from '@/testing/render-app';

const never = () => new Promise<Response>(() => undefined);
const refuse = () =>
  Promise.resolve(
    new Response(JSON.stringify({ error: { code: 'busy', message: 'Too much at once.' } }), {
      status: 429,
    }),
  );

/** Goes to `path` while `part` of the API is answered by `answer`, and everything else as usual. */
async function openWhile(part: string, answer: () => Promise<Response>, path: string, as: string) {
  const { router } = await renderApp('/nowhere', { as });
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (request: Request) =>
    new URL(request.url).pathname === `/api/v1${part}` ? answer() : fetch(request),
  );
  await act(() => router.navigate({ to: path }));
}

/** path, the part of the API it shows, its heading while that is not there, and who looks. */
const PAGES: [string, string, string, string][] = [
  ['/servers/11', '/servers/11', 'Server', CUSTOMER],
  ['/tickets/1042', '/tickets/1042', 'Ticket #1042', CUSTOMER],
  ['/staff/tickets/1042', '/admin/tickets/1042', 'Ticket #1042', STAFF],
  ['/servers', '/servers', 'Servers', CUSTOMER],
  ['/tickets', '/tickets', 'Support', CUSTOMER],
  ['/tickets/new', '/ticket-departments', 'New ticket', CUSTOMER],
  ['/account', '/account/sessions', 'Account', CUSTOMER],
  ['/staff/tickets', '/admin/tickets', 'Tickets', STAFF],
  ['/staff/users', '/admin/users', 'Users', STAFF],
  ['/staff/jobs', '/admin/jobs', 'Jobs', STAFF],
];

async function expectHeading(heading: string): Promise<void> {
  await waitFor(() => {
    expect(document.title).toBe(`${heading} · SkyPANEL`);
  });
  expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent(heading);
}

describe('a page has one heading and the title of its own', () => {
  it.each(PAGES)('%s while it waits for %s', async (path, part, heading, as) => {
    await openWhile(part, never, path, as);
    await expectHeading(heading);
  });

  it.each(PAGES)('%s when it is refused %s', async (path, part, heading, as) => {
    await openWhile(part, refuse, path, as);
    expect(await screen.findByText('Too much at once.')).toBeInTheDocument();
    await expectHeading(heading);
  });
});

describe('the heading of a page that was waited for', () => {
  it('has the focus when it takes the place of the first one', async () => {
    let arrive: () => void = () => undefined;
    const { router } = await renderApp('/servers', { as: CUSTOMER });
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', async (request: Request) => {
      if (request.url.endsWith('/servers/11'))
        await new Promise<void>((resolve) => (arrive = resolve));
      return fetch(request);
    });
    await act(() => router.navigate({ to: paths.server(11) }));
    await waitFor(() => {
      expect(screen.getByRole('heading', { name: 'Server', level: 1 })).toHaveFocus();
    });
    arrive();
    const heading = await screen.findByRole('heading', { name: 'api-1', level: 1 });
    await waitFor(() => {
      expect(heading).toHaveFocus();
    });
  });
});

describe('the page of a server', () => {
  it('asks for what was done to it without waiting for the server', async () => {
    const { requests, router } = await renderApp('/servers', { as: CUSTOMER });
    const { fetch } = globalThis;
    vi.stubGlobal('fetch', (request: Request) =>
      request.url.endsWith('/servers/11') ? never() : fetch(request),
    );
    await act(() => router.navigate({ to: paths.server(11) }));
    await waitFor(() => {
      expect(requests).toContain('GET /api/v1/servers/11/activity');
    });
  });
});
