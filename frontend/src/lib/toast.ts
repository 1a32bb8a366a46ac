import { createStore } from '@/lib/store';

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
const toasts = createStore<readonly Toast[]>([]);
let nextId = 1;

export const { useValue: useToasts } = toasts;

/** Shows the outcome of an act; at most three at a time, oldest first to go. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  const others = toasts
    .get()
    .filter((each) => each.about === undefined || each.about !== toast.about);
  toasts.set([...others, { ...toast, id: nextId }].slice(-MOST_AT_ONCE));
  nextId += 1;
}

export function dismissToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}

/** Forgets all of them: they were for somebody else. */
export function clearToasts(): void {
  toasts.set([]);
}
