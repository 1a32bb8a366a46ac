import { screen, waitFor } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { World } from '@/testing/mock/data';
import { CUSTOMER, renderApp } from '@/testing/render-app';

/** More servers than one answer holds; in the order of their names 500 comes last. */
function ownMany(world: World): void {
  const [first] = world.servers;
  if (first === undefined) return;
  for (let id = 400; id <= 500; id += 1) {
    world.servers.push({ ...first, id, name: `web-${String(id)}` });
  }
}

/** The field for the server, once it is known that there are very many. */
async function findSearch(): Promise<HTMLElement> {
  const field = () => screen.getByRole('combobox', { name: /^Server/ });
  await waitFor(() => {
    expect(field().tagName).toBe('INPUT');
  });
  return field();
}

async function send(user: UserEvent): Promise<void> {
  await user.type(await screen.findByLabelText('Subject'), 'Disk is slow');
  await screen.findByRole('option', { name: 'Technical support' });
  await user.selectOptions(screen.getByLabelText('Department'), 'Technical support');
  await user.type(screen.getByLabelText('Message'), 'Since this morning.');
  await user.click(screen.getByRole('button', { name: 'Open ticket' }));
  await screen.findByRole('heading', { name: 'Disk is slow' });
}

describe('a new ticket about one of very many servers', () => {
  it('shows and sends the one it came from', async () => {
    const { user, backend } = await renderApp('/tickets/new?serverId=500', {
      as: CUSTOMER,
      prepare: ownMany,
    });
    await waitFor(() => {
      expect(screen.getByRole('combobox', { name: /^Server/ })).toHaveDisplayValue('web-500');
    });
    await send(user);
    expect(backend.world.tickets[0]?.server?.name).toBe('web-500');
  });

  it('finds any of them by typing', async () => {
    const { user, backend } = await renderApp('/tickets/new', { as: CUSTOMER, prepare: ownMany });
    const field = await findSearch();
    await user.click(field);
    expect(screen.getByRole('option', { name: 'web-400' })).toBeInTheDocument();
    expect(screen.queryByRole('option', { name: 'web-500' })).not.toBeInTheDocument();
    await user.type(field, 'web-50');
    expect(await screen.findByRole('option', { name: 'web-500' })).toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(field).toHaveDisplayValue('web-500');
    expect(screen.queryByRole('option', { name: 'web-500' })).not.toBeInTheDocument();
    await send(user);
    expect(backend.world.tickets[0]?.server?.name).toBe('web-500');
  });

  it('is found with the arrows and the mouse too, and given up again', async () => {
    const { user, backend } = await renderApp('/tickets/new', { as: CUSTOMER, prepare: ownMany });
    const field = await findSearch();
    await user.type(field, 'web-40');
    await screen.findByRole('option', { name: 'web-401' });
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{Enter}');
    expect(field).toHaveDisplayValue('web-401');
    await user.clear(field);
    await user.type(field, 'web-41');
    await user.click(await screen.findByRole('option', { name: 'web-417' }));
    expect(field).toHaveDisplayValue('web-417');
    await user.clear(field);
    await user.type(field, 'nothing');
    expect(await screen.findByText('No server fits.')).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(field).toHaveDisplayValue('web-417');
    await user.clear(field);
    await send(user);
    expect(backend.world.tickets[0]?.server).toBeNull();
  });

  it('shows and sends none where the address names one that does not exist', async () => {
    const { user, backend } = await renderApp('/tickets/new?serverId=999', { as: CUSTOMER });
    await screen.findByRole('option', { name: 'api-1' });
    await waitFor(() => {
      expect(screen.getByLabelText(/^Server/)).toHaveDisplayValue('Not about one server');
    });
    await send(user);
    expect(backend.world.tickets[0]?.server).toBeNull();
  });
});
