import { useRef } from 'react';

import { idempotencyKey } from '@/lib/api';

/**
 * The key under which a form sends. The same body goes under the same key, so that sending it again
 * after a lost answer does nothing twice; the server refuses one key for different bodies, so a
 * changed one gets another. `done` forgets it: the same words sent once more are meant.
 */
export function useIdempotencyKey(): { keyFor: (body: unknown) => string; done: () => void } {
  const last = useRef<{ body: string; key: string } | null>(null);
  return {
    keyFor: (body) => {
      const text = JSON.stringify(body);
      if (last.current?.body !== text) last.current = { body: text, key: idempotencyKey() };
      return last.current.key;
    },
    done: () => {
      last.current = null;
    },
  };
}
