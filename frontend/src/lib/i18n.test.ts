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
    expect(tn('servers.bulkDone', 1, { action: 'Restart' })).toBe('1 server told: Restart');
    expect(tn('servers.bulkDone', 3, { action: 'Restart' })).toBe('3 servers told: Restart');
  });
});
