import { describe, expect, it } from 'vitest';

import { localPath } from '@/lib/paths';

describe('where to go after signing in', () => {
  it.each(['/servers/7?tab=network', '/tickets#last', '/'])('may be our own path %s', (path) => {
    expect(localPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    'servers',
    '/sign-in',
    '/sign-in?next=/sign-in',
    7,
    null,
  ])('is never %j', (candidate) => {
    expect(localPath(candidate)).toBeNull();
  });
});
