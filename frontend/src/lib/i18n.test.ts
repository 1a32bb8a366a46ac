import { describe, expect, it } from 'vitest';

import { t, tn } from '@/lib/i18n';

describe('the sentences', () => {
  it('take their values', () => {
    expect(t('servers.power.restartTitle', { name: 'api-1' })).toBe('Restart api-1?');
  });

  it('leave a placeholder visible when its value is missing', () => {
    expect(t('servers.power.restartTitle')).toBe('Restart {name}?');
  });

  it('know one from many', () => {
    expect(tn('servers.bulkBegun', 1, { state: 'Restarting' })).toBe('Restarting 1 server');
    expect(tn('servers.bulkBegun', 3, { state: 'Restarting' })).toBe('Restarting 3 servers');
  });
});
