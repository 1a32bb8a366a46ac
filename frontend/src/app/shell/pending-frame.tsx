import { useRail } from '@/app/shell/use-rail';
import { Brand } from '@/components/ui/brand';
import { LoadingNote, Skeleton } from '@/components/ui/skeleton';
import { cn } from '@/lib/cn';

/** The shapes of the frame for signed-in people, while it is not known yet who is signed in. */
export function PendingFrame() {
  const { isCollapsed } = useRail();
  return (
    <div data-slot="pending-frame" className="flex min-h-dvh" aria-busy>
      <div
        className={cn(
          'hidden h-dvh shrink-0 flex-col border-e border-line bg-sunken md:flex',
          isCollapsed ? 'w-15' : 'w-57',
        )}
      >
        <div className="flex h-13.5 items-center px-5">
          <Brand isCompact={isCollapsed} />
        </div>
        <div className="flex flex-col gap-0.5 px-5 pt-1.5">
          {[0, 1, 2, 3].map((line) => (
            <span key={line} className="flex h-9 items-center">
              <Skeleton className={isCollapsed ? 'size-4.5' : 'h-4 w-28'} />
            </span>
          ))}
        </div>
      </div>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="border-b border-line bg-surface">
          <div className="mx-auto flex h-13.25 max-w-330 items-center justify-between gap-4 px-4 md:px-6">
            <Skeleton className="h-9 max-w-105 flex-1 rounded-lg!" />
            <Skeleton className="size-8 rounded-full!" />
          </div>
        </div>
        <main className="mx-auto w-full max-w-330 px-4 pt-6 md:px-6">
          <LoadingNote />
          <Skeleton className="h-7 w-40" />
        </main>
      </div>
      <div className="fixed inset-x-0 bottom-0 h-14 border-t border-line bg-surface md:hidden" />
    </div>
  );
}
