import { useState } from 'react';

import { useNow } from '@/lib/now';

/** Whole seconds left of a wait that can be started again; 0 when over. */
export function useCountdown(): { secondsLeft: number; start: (seconds: number) => void } {
  const now = useNow();
  const [wait, setWait] = useState({ seconds: 0, endsAt: 0 });
  return {
    // The shared clock steps once a second and may lag behind the start: never more than the wait.
    secondsLeft: Math.min(wait.seconds, Math.max(0, Math.ceil((wait.endsAt - now) / 1000))),
    start: (seconds) => {
      setWait({ seconds, endsAt: Date.now() + seconds * 1000 });
    },
  };
}
