import { useSyncExternalStore } from 'react';

import { keep, readKept } from '@/lib/kept';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** Also read by public/theme-boot.js, which paints the first frame. */
const STORAGE_KEY = 'skypanel.theme';
/** The choice of this page where it cannot be stored. */
let unstored: ThemeChoice | null = null;
const listeners = new Set<() => void>();

function prefersDark(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}

function themeChoice(): ThemeChoice {
  if (unstored !== null) return unstored;
  const stored = readKept(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply(): void {
  const choice = themeChoice();
  const isDark = choice === 'dark' || (choice === 'system' && prefersDark().matches);
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
}

/** Applies the choice at once and keeps it for the next visit. */
export function chooseTheme(choice: ThemeChoice): void {
  const isKept = keep(STORAGE_KEY, choice === 'system' ? null : choice);
  unstored = isKept ? null : choice;
  apply();
  listeners.forEach((listener) => {
    listener();
  });
}

/** Follows the system while the choice is "system". Returns how to stop. */
export function followSystemTheme(): () => void {
  const query = prefersDark();
  query.addEventListener('change', apply);
  return () => {
    query.removeEventListener('change', apply);
  };
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, themeChoice);
}
