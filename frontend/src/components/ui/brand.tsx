import { brandName } from '@/lib/config';

/** The operator's mark and name. */
export function Brand({ isCompact = false }: { isCompact?: boolean }) {
  return (
    <span
      data-slot="brand"
      className="inline-flex items-center gap-2.5 font-semibold tracking-tight text-ink"
    >
      <svg viewBox="0 0 24 24" className="size-5 shrink-0" fill="none" aria-hidden>
        <path
          d="M3 15.5c2.9 0 3.7-5.5 7-5.500 2.6 0 3 3 5.4 3 1.9 0 2.8-2 4.6-2"
          stroke="var(--accent)"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
        <circle cx="15.5" cy="5.5" r="2.4" fill="var(--accent)" />
        <path d="M3 20.5h18" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" />
      </svg>
      <span className={isCompact ? 'sr-only' : ''}>{brandName}</span>
    </span>
  );
}
