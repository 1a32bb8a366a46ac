import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What stands where nothing is yet: says why, and offers the first step. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div data-slot="empty-state" className="flex flex-col items-center px-6 py-12 text-center">
      <span className="mb-3 flex size-10 items-center justify-center rounded-full bg-sunken text-ink-2">
        <Icon className="size-5" aria-hidden />
      </span>
      <p className="text-md font-semibold">{title}</p>
      {children === undefined ? null : (
        <div className="mt-1 max-w-sm text-pretty text-ink-2">{children}</div>
      )}
      {action === undefined ? null : <div className="mt-4">{action}</div>}
    </div>
  );
}
