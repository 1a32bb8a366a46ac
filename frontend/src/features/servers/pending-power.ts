import type { PowerAction } from '@/features/servers/server-states';
import { createStore } from '@/lib/store';

/** Acts of this tab whose outcome has not been seen yet, by server. */
const pending = createStore<ReadonlyMap<number, PowerAction>>(new Map());

export const { useValue: usePendingPower } = pending;

export function rememberPending(serverId: number, action: PowerAction): void {
  pending.set(new Map(pending.get()).set(serverId, action));
}

export function forgetPending(serverId: number): void {
  const next = new Map(pending.get());
  next.delete(serverId);
  pending.set(next);
}
