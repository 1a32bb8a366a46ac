import { useSyncExternalStore } from 'react';

/** One clock for all ages on the page, so that they step together and cost one timer. */
const TICK_MS = 1000;
const listeners = new Set<() => void>();
let current = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    current = Date.now();
    timer = setInterval(() => {
      current = Date.now();
      listeners.forEach((each) => {
        each();
      });
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
}

function snapshot(): number {
  // Without a running timer the stored instant may be old.
  if (timer === null && Date.now() - current >= TICK_MS) current = Date.now();
  return current;
}

/** Milliseconds since the epoch, stepping once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, snapshot);
}

/** `compute(now)`, rendering again only when its result changes: for words like "3 min ago". */
export function useFromNow<T extends string | number | boolean>(compute: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => compute(snapshot()));
}
