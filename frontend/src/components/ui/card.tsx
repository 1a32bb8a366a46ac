import type { ReactNode } from 'react';

import { cn } from '@/lib/cn';

/** A unit of content with a heading. `aside` stands at the heading's end: an age, a link. */
export function Card({
  title,
  aside,
  children,
  isFlush = false,
  className,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  /** Without padding, for tables and lists that bring their own lines. */
  isFlush?: boolean;
  className?: string;
}) {
  return (
    <section
      data-slot="card"
      className={cn('overflow-clip rounded-xl border border-line bg-surface shadow-1', className)}
    >
      {title === undefined ? null : (
        <header className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 border-b border-line px-4 py-2">
          <h2 className="text-base">{title}</h2>
          {aside === undefined ? null : <div className="text-sm text-ink-3">{aside}</div>}
        </header>
      )}
      <div className={isFlush ? '' : 'p-4'}>{children}</div>
    </section>
  );
}
