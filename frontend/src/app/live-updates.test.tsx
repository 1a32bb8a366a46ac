import { describe, expect, it } from 'vitest';

import { STALE_AFTER } from '@/app/live-updates';
import { roots } from '@/lib/query-keys';

describe('a live event', () => {
  it('makes the dashboard stale, whatever happened', () => {
    for (const stale of Object.values(STALE_AFTER)) expect(stale).toContain(roots.overview);
  });

  it('about a ticket reaches both sides of the desk', () => {
    expect(STALE_AFTER.ticket).toContain(roots.tickets);
    expect(STALE_AFTER.ticket).toContain(roots.staffTickets);
  });
});
