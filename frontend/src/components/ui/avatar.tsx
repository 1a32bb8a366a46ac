import { cn } from '@/lib/cn';

/** Up to two letters that stand for a name: "mira.kask" → "MK". */
export function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const letters = words.length > 1 ? words.slice(0, 2).map((word) => word[0]) : [name.slice(0, 2)];
  return letters.join('').toUpperCase();
}

/** Initials in a circle; the name itself always stands beside it or in its control's label. */
export function Avatar({ name, isStaff = false }: { name: string; isStaff?: boolean }) {
  return (
    <span
      aria-hidden
      data-slot="avatar"
      className={cn(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-full text-xs font-semibold select-none',
        isStaff ? 'bg-staff-soft text-staff-text' : 'bg-accent-soft text-accent-text',
      )}
    >
      {initials(name)}
    </span>
  );
}
