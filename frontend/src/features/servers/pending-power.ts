import { useSyncExternalStore } from 'react';

import type { PowerAction } from '@/features/servers/server-states';

/** Acts of this tab whose outcome has not been seen yet, by server. */
export type PendingPower = ReadonlyMap<number, PowerAction>;

const listeners = new Set<() => void>();
let pending: PendingPower = new Map();

function publish(next: PendingPower): void {
  pending = next;
  listeners.forEach((listener) => {
    listener();
  });
}

export function rememberPending(serverId: number, action: PowerAction): void {
  publish(new Map(pending).set(serverId, action));
}

export function forgetPending(serverId: number): void {
  const next = new Map(pending);
  next.delete(serverId);
  publish(next);
}

export function usePendingPower(): PendingPower {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pending,
  );
}
