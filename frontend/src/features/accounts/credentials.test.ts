import { describe, expect, it } from 'vitest';

import { containsName, passwordStrength } from '@/features/accounts/credentials';
import { deviceWords } from '@/features/accounts/user-agent';

describe('the strength of a password', () => {
  it.each(['short', 'aaaaaaaaaaaaaaaa', '123456789012', 'abcdefghijkl'])(
    '"%s" is weak',
    (password) => {
      expect(passwordStrength(password)).toBe(0);
    },
  );

  it('grows with length and variety', () => {
    expect(passwordStrength('seven green kettles on a hill')).toBe(3);
    expect(passwordStrength('kettle-green')).toBeGreaterThan(0);
  });

  it('does not count a name as a secret', () => {
    expect(containsName('Miranda-2026!', ['miranda'])).toBe(true);
    expect(containsName('seven green kettles', ['miranda', 'mira@example.com'])).toBe(false);
  });
});

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1',
      'Safari on iOS',
    ],
    ['curl/8.5', 'Unknown device'],
    [null, 'Unknown device'],
  ])('%s is called %s', (userAgent, words) => {
    expect(deviceWords(userAgent)).toBe(words);
  });
});
