import { describe, expect, it } from 'vitest';

import { tokenOf } from '@/app/link-token';

describe('the token of a mailed link', () => {
  it('is taken from the fragment first, which no server sees', () => {
    expect(tokenOf('token=abc', 'other')).toBe('abc');
  });

  it('is taken from the query where there is no fragment', () => {
    expect(tokenOf('', 'abc')).toBe('abc');
    expect(tokenOf('', undefined)).toBe('');
  });
});
