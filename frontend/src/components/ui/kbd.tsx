import type { ReactNode } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd
      data-slot="kbd"
      className="rounded-sm border border-line-strong bg-surface px-1.5 py-0.5 font-mono text-[0.6875rem] leading-none text-ink-2"
    >
      {children}
    </kbd>
  );
}
