import { renderHook } from '@testing-library/react';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { readDraft, useDraft } from '@/features/tickets/use-draft';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a draft', () => {
  it('is kept when somebody stops typing', () => {
    renderHook(() => useDraft('note', 'Half a thought'));
    act(() => {
      vi.advanceTimersByTime(1000);
    });
    expect(readDraft('note')).toBe('Half a thought');
  });

  it('that is dropped right after the last key does not come back', () => {
    const { result } = renderHook(() => useDraft('note', 'Sent by now'));
    act(() => {
      result.current.drop();
    });
    act(() => {
      vi.advanceTimersByTime(1000);
    });
    expect(readDraft('note')).toBe('');
  });
});
