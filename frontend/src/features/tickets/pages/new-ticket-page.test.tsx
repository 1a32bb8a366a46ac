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
    await screen.findByRole('option', { name: 'web-400' });
    await waitFor(() => {
      expect(screen.getByLabelText(/^Server/)).toHaveDisplayValue('web-500');
    });
    await send(user);
    expect(backend.world.tickets[0]?.server?.name).toBe('web-500');
  });

  it('says that not all of them can be chosen, and where the others can', async () => {
    await renderApp('/tickets/new', { as: CUSTOMER, prepare: ownMany });
    await screen.findByRole('option', { name: 'web-400' });
    expect(screen.getByLabelText(/^Server/)).toHaveAccessibleDescription(
      'The first 100 of 106 are listed. For another one, choose “Ask support” on its page.',
    );
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
