import { useSyncExternalStore } from 'react';

export interface Toast {
  id: number;
  /** A newer message about the same replaces the older one. */
  about?: string;
  tone: 'success' | 'danger' | 'info';
  title: string;
  text?: string;
  link?: { label: string; to: string };
}

const MOST_AT_ONCE = 3;
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let nextId = 1;

function publish(next: readonly Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => {
    listener();
  });
}

/** Shows the outcome of an act; at most three at a time, oldest first to go. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const others = toasts.filter((each) => each.about === undefined || each.about !== toast.about);
  publish([...others, { ...toast, id: nextId }].slice(-MOST_AT_ONCE));
  nextId += 1;
}

export function dismissToast(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Forgets all of them: they were for somebody else. */
export function clearToasts(): void {
  publish([]);
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
