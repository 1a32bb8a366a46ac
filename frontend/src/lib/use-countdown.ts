import { useState } from 'react';

import { useNow } from '@/lib/now';

/** Whole seconds left of a wait that can be started again; 0 when over. */
export function useCountdown(): { secondsLeft: number; start: (seconds: number) => void } {
  const now = useNow();
  const [endsAt, setEndsAt] = useState(0);
  return {
    secondsLeft: Math.max(0, Math.ceil((endsAt - now) / 1000)),
    start: (seconds) => {
      setEndsAt(Date.now() + seconds * 1000);
    },
  };
}
