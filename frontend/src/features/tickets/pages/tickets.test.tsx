import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { ticketLook } from '@/features/tickets/ticket-states';
import { CUSTOMER, renderApp, STAFF } from '@/testing/render-app';

describe('whose turn it is', () => {
  it('is said in the words of the one who looks', () => {
    expect(ticketLook('open', 'customer').label).toBe('Waiting for support');
    expect(ticketLook('open', 'staff').label).toBe('Waiting for us');
    expect(ticketLook('answered', 'customer').label).toBe('Waiting for you');
    expect(ticketLook('answered', 'staff').label).toBe('Waiting for customer');
  });

  it("fills the mark only on the reader's own turn", () => {
    expect(ticketLook('answered', 'customer').shape).toBe('filled');
    expect(ticketLook('open', 'customer').shape).toBe('half');
    expect(ticketLook('closed', 'customer').shape).toBe('hollow');
  });
});

/** The rail's link, which has a count beside its name; the phone's bar has another one. */
function serversLink(): HTMLElement {
  return within(screen.getByRole('complementary')).getByRole('link', { name: /^Servers/ });
}

async function fillIn(user: UserEvent): Promise<void> {
  await user.type(await screen.findByLabelText('Subject'), 'Disk is slow');
  await screen.findByRole('option', { name: 'Technical support' });
  await user.selectOptions(screen.getByLabelText('Department'), 'Technical support');
  await user.type(screen.getByLabelText('Message'), 'Since this morning.');
}

describe('a new ticket', () => {
  it('knows the server one came from, and opens with a press', async () => {
    const { user, router, backend } = await renderApp('/tickets/new?serverId=12', { as: CUSTOMER });
    await screen.findByRole('option', { name: 'api-2' });
    expect(screen.getByLabelText(/^Server/)).toHaveDisplayValue('api-2');
    await user.type(screen.getByLabelText('Subject'), 'Disk is slow');
    await user.selectOptions(screen.getByLabelText('Department'), 'Technical support');
    await user.type(screen.getByLabelText('Message'), 'Since this morning.');
    await user.click(screen.getByRole('button', { name: 'Open ticket' }));
    expect(await screen.findByRole('heading', { name: 'Disk is slow' })).toBeInTheDocument();
    expect(router.state.location.pathname).toMatch(/^\/tickets\/\d+$/);
    expect(backend.world.tickets[0]?.server?.name).toBe('api-2');
  });

  it('is opened once and said once, also by a press that comes after the answer', async () => {
    const { user, router, requests } = await renderApp('/tickets/new', { as: CUSTOMER });
    await fillIn(user);
    const button = screen.getByRole('button', { name: 'Open ticket' });
    // The next page is on its way for a while: its code may have to be fetched.
    const leave = router.navigate;
    let arrive: () => void = () => undefined;
    router.navigate = async (options) => {
      await new Promise<void>((resolve) => (arrive = resolve));
      await leave(options);
    };
    await user.click(button);
    await screen.findByText(/^Ticket #\d+ is open$/);
    await user.click(button);
    await user.click(button);
    arrive();
    expect(await screen.findByRole('heading', { name: 'Disk is slow' })).toBeInTheDocument();
    expect(requests.filter((each) => each === 'POST /api/v1/tickets')).toHaveLength(1);
    expect(screen.getAllByText(/^Ticket #\d+ is open$/)).toHaveLength(1);
  });

  it('is sent under the same key while it is the same, and under another when it is changed', async () => {
    const { user, keys, loseAnswer } = await renderApp('/tickets/new', { as: CUSTOMER });
    await fillIn(user);
    for (const more of [null, null, ' On postgres.']) {
      if (more !== null) await user.type(screen.getByLabelText('Message'), more);
      loseAnswer();
      await user.click(screen.getByRole('button', { name: 'Open ticket' }));
      expect(await screen.findByText(/^We got no answer\./)).toBeInTheDocument();
    }
    const [first, again, changed] = keys;
    expect(keys).toHaveLength(3);
    expect(again).toBe(first);
    expect(changed).not.toBe(first);
  });

  it('is not left by accident', async () => {
    const { user, router } = await renderApp('/tickets/new', { as: CUSTOMER });
    await user.type(await screen.findByLabelText('Subject'), 'Half a thought');
    await user.click(serversLink());
    const dialog = await screen.findByRole('alertdialog');
    await user.click(within(dialog).getByRole('button', { name: 'Stay here' }));
    expect(router.state.location.pathname).toBe('/tickets/new');
    expect(screen.getByLabelText('Subject')).toHaveValue('Half a thought');
    await user.click(serversLink());
    await user.click(
      within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Leave' }),
    );
    await waitFor(() => {
      expect(router.state.location.pathname).toBe('/servers');
    });
  });
});

describe('a thread', () => {
  it('is answered, and the answer appears', async () => {
    const { user } = await renderApp('/tickets/1042', { as: CUSTOMER });
    await user.type(await screen.findByLabelText('Your reply'), 'At two, and it may.');
    await user.click(screen.getByRole('button', { name: 'Send reply' }));
    const messages = screen.getByRole('list', { name: 'Messages' });
    expect(await within(messages).findByText('At two, and it may.')).toBeInTheDocument();
    expect(screen.getByLabelText('Your reply')).toHaveValue('');
  });

  it('is answered once by keys pressed twice, and complains of nothing', async () => {
    const { user, requests } = await renderApp('/tickets/1042', { as: CUSTOMER });
    await user.type(await screen.findByLabelText('Your reply'), 'At two, and it may.');
    await user.keyboard('{Control>}{Enter}{Enter}{/Control}');
    const messages = screen.getByRole('list', { name: 'Messages' });
    expect(await within(messages).findByText('At two, and it may.')).toBeInTheDocument();
    expect(await screen.findByText('Your reply is sent')).toBeInTheDocument();
    expect(requests.filter((each) => each.endsWith('/1042/messages'))).toHaveLength(1);
    expect(screen.getByLabelText('Your reply')).toBeValid();
  });

  it('is answered once though the answer to it was lost, and twice when one means it', async () => {
    const { user, keys, loseAnswer } = await renderApp('/tickets/1042', { as: CUSTOMER });
    loseAnswer();
    await user.type(await screen.findByLabelText('Your reply'), 'Yes.');
    await user.click(screen.getByRole('button', { name: 'Send reply' }));
    expect(await screen.findByText(/^We got no answer\./)).toBeInTheDocument();
    for (const expected of [2, 3]) {
      await user.clear(screen.getByLabelText('Your reply'));
      await user.type(screen.getByLabelText('Your reply'), 'Yes.');
      await user.click(screen.getByRole('button', { name: 'Send reply' }));
      await waitFor(() => {
        expect(screen.getByLabelText('Your reply')).toHaveValue('');
      });
      expect(keys).toHaveLength(expected);
    }
    const [lost, again, meant] = keys;
    expect(again).toBe(lost);
    expect(meant).not.toBe(lost);
  });

  it('takes the next reply while it is still asked for with the last one', async () => {
    const { user } = await renderApp('/tickets/1042', { as: CUSTOMER });
    await user.type(await screen.findByLabelText('Your reply'), 'Yes.');
    const answer = globalThis.fetch;
    vi.stubGlobal('fetch', (request: Request) =>
      request.method === 'GET' ? new Promise(() => undefined) : answer(request),
    );
    await user.click(screen.getByRole('button', { name: 'Send reply' }));
    await waitFor(() => {
      expect(screen.getByLabelText('Your reply')).toHaveValue('');
    });
    await user.type(screen.getByLabelText('Your reply'), 'At two.');
    expect(screen.getByLabelText('Your reply')).toHaveValue('At two.');
    expect(screen.getByRole('button', { name: 'Send reply' })).toBeInTheDocument();
  });

  it('keeps a draft over a reload', async () => {
    sessionStorage.setItem('skypanel.draft.customer-ticket-1042', 'Not sent yet');
    await renderApp('/tickets/1042', { as: CUSTOMER });
    expect(await screen.findByLabelText('Your reply')).toHaveValue('Not sent yet');
  });

  it('that is closed can only be reopened', async () => {
    const { user } = await renderApp('/tickets/1011', { as: CUSTOMER });
    await user.click(await screen.findByRole('button', { name: 'Reopen ticket' }));
    expect(await screen.findByLabelText('Your reply')).toBeInTheDocument();
  });

  it('is answered by staff through their own door', async () => {
    const { user, requests } = await renderApp('/staff/tickets/1039', { as: STAFF });
    await user.type(await screen.findByLabelText('Your reply'), 'We are looking.');
    await user.click(screen.getByRole('button', { name: 'Send reply' }));
    await waitFor(() => {
      expect(requests).toContain('POST /api/v1/admin/tickets/1039/messages');
    });
    expect(await screen.findByText('Waiting for customer')).toBeInTheDocument();
  });
});
