import { renderHook } from '@testing-library/react';
import { act } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';

import { dismissToast, showToast, useToasts } from '@/lib/toast';

function titles(): string[] {
  return renderHook(useToasts).result.current.map((toast) => toast.title);
}

beforeEach(() => {
  for (const toast of renderHook(useToasts).result.current) dismissToast(toast.id);
});

describe('messages', () => {
  it('keep at most three, the newest', () => {
    act(() => {
      for (const title of ['1', '2', '3', '4']) showToast({ tone: 'info', title });
    });
    expect(titles()).toEqual(['2', '3', '4']);
  });

  it('give way to a newer one about the same', () => {
    act(() => {
      showToast({ about: 'power-1', tone: 'info', title: 'api-1: Starting' });
      showToast({ about: 'power-2', tone: 'info', title: 'api-2: Starting' });
      showToast({ about: 'power-1', tone: 'success', title: 'api-1 is running' });
    });
    expect(titles()).toEqual(['api-2: Starting', 'api-1 is running']);
  });
});
