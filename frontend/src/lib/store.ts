import { useSyncExternalStore } from 'react';

export interface Store<Value> {
  get: () => Value;
  set: (next: Value) => void;
  /** The value, for a component that is drawn again whenever it changes. */
  useValue: () => Value;
}

/** One value that belongs to the page as a whole and not to a component. */
export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const get = () => value;
  return {
    get,
    set: (next) => {
      value = next;
      listeners.forEach((listener) => {
        listener();
      });
    },
    useValue: () => useSyncExternalStore(subscribe, get),
  };
}
