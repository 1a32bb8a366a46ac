import { cn } from '@/lib/cn';

/** A bar from 0 to 1; null moves without saying how far, for work whose length nobody knows. */
export function Progress({
  ratio,
  label,
  tone = 'accent',
}: {
  ratio: number | null;
  label: string;
  tone?: 'accent' | 'warning' | 'danger';
}) {
  const percent = ratio === null ? null : Math.round(Math.min(Math.max(ratio, 0), 1) * 100);
  const fills = { accent: 'bg-accent', warning: 'bg-warning', danger: 'bg-danger' } as const;
  return (
    <div
      data-slot="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      // On paper too: a bar without its colour would say that nothing is used.
      className="h-2 overflow-hidden rounded-full border border-line bg-sunken [print-color-adjust:exact]"
    >
      <div
        className={cn(
          'h-full origin-left rounded-full transition-transform duration-200 rtl:origin-right',
          fills[tone],
          percent === null && 'animate-pulse-soft',
        )}
        style={{ transform: `scaleX(${String((percent ?? 100) / 100)})` }}
      />
    </div>
  );
}
