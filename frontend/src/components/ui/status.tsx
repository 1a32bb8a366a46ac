import { cn } from '@/lib/cn';

/** Filled: on, done. Hollow: off, closed. Half: on its way. Triangle: needs attention. */
export type StatusShape = 'filled' | 'hollow' | 'half' | 'triangle';
export type StatusTone = 'success' | 'neutral' | 'warning' | 'danger' | 'info';

export interface StatusLook {
  shape: StatusShape;
  tone: StatusTone;
  label: string;
}

const MARKS: Record<StatusTone, string> = {
  success: 'text-success',
  neutral: 'text-ink-3',
  warning: 'text-warning-text',
  danger: 'text-danger',
  info: 'text-info',
};

const WORDS: Record<StatusTone, string> = {
  success: 'text-success-text',
  neutral: 'text-ink-2',
  warning: 'text-warning-text',
  danger: 'text-danger-text',
  info: 'text-info-text',
};

function Shape({ shape }: { shape: StatusShape }) {
  if (shape === 'triangle') return <path d="M6 1.5 11 10.5H1Z" fill="currentColor" />;
  return (
    <>
      <circle
        cx="6"
        cy="6"
        r={shape === 'filled' ? 5 : 4}
        fill={shape === 'filled' ? 'currentColor' : 'none'}
        stroke={shape === 'filled' ? 'none' : 'currentColor'}
        strokeWidth="1.75"
      />
      {shape === 'half' ? <path d="M6 2a4 4 0 0 1 0 8Z" fill="currentColor" /> : null}
    </>
  );
}

/** The shape alone, for where the words stand beside it. */
export function StatusMark({ shape, tone }: Pick<StatusLook, 'shape' | 'tone'>) {
  return (
    <svg viewBox="0 0 12 12" className={cn('size-2.5 shrink-0', MARKS[tone])} aria-hidden>
      <Shape shape={shape} />
    </svg>
  );
}

/** A state as a word and a shape, never as colour alone. `detail` adds progress: "Installing · 62 %". */
export function Status({ shape, tone, label, detail }: StatusLook & { detail?: string | null }) {
  return (
    <span
      data-slot="status"
      data-shape={shape}
      className={cn('inline-flex items-center gap-2 font-medium whitespace-nowrap', WORDS[tone])}
    >
      <StatusMark shape={shape} tone={tone} />
      <span className="tabular">
        {label}
        {detail ? ` · ${detail}` : ''}
      </span>
    </span>
  );
}
