import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';

/** A grey shape of the size of what will come, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      data-slot="skeleton"
      className={cn('block animate-pulse-soft rounded-md bg-line', className ?? 'h-4 w-full')}
    />
  );
}

/** Says once, to those who cannot see the shapes, that something is on its way. */
export function LoadingNote() {
  return (
    <span role="status" className="sr-only">
      {t('table.loading')}
    </span>
  );
}

/** A card-sized placeholder with a heading line and some text lines. */
export function SkeletonCard({ lines = 3 }: { lines?: number }) {
  return (
    <div className="rounded-xl border border-line bg-surface p-4 shadow-1">
      <LoadingNote />
      <Skeleton className="mb-4 h-5 w-32" />
      <div className="space-y-3">
        {Array.from({ length: lines }, (_, index) => (
          <Skeleton key={index} className={index % 2 === 0 ? 'h-4 w-4/5' : 'h-4 w-3/5'} />
        ))}
      </div>
    </div>
  );
}
