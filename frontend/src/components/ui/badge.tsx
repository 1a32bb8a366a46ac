import type { ReactNode } from 'react';

import { cn } from '@/lib/cn';

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'info' | 'staff';

const TONES: Record<Tone, string> = {
  neutral: 'border-line text-ink-2 bg-surface',
  accent: 'border-transparent bg-accent-soft text-accent-text',
  success: 'border-transparent bg-success-soft text-success-text',
  warning: 'border-transparent bg-warning-soft text-warning-text',
  danger: 'border-transparent bg-danger-soft text-danger-text',
  info: 'border-transparent bg-info-soft text-info-text',
  staff: 'border-transparent bg-staff-soft text-staff-text',
};

/** A short fact about a thing. For a state that changes use Status. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      data-slot="badge"
      className={cn(
        'inline-flex h-5 items-center rounded-md border px-1.5 text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
