import { describe, expect, it, vi } from 'vitest';

import { chooseTheme } from '@/lib/theme';

describe('the theme', () => {
  it('lasts as long as the page where nothing can be stored', () => {
    const refuse = () => {
      throw new DOMException('Denied', 'SecurityError');
    };
    vi.stubGlobal('localStorage', {
      getItem: refuse,
      setItem: refuse,
      removeItem: refuse,
      clear: vi.fn(),
    });
    chooseTheme('dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    chooseTheme('light');
    expect(document.documentElement.dataset.theme).toBe('light');
  });
});
