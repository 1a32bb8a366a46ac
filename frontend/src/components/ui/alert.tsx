import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

import { cn } from '@/lib/cn';

export type AlertTone = 'info' | 'success' | 'warning' | 'danger';

const LOOKS = {
  info: { icon: Info, look: 'bg-info-soft text-info-text' },
  success: { icon: CircleCheck, look: 'bg-success-soft text-success-text' },
  warning: { icon: TriangleAlert, look: 'bg-warning-soft text-warning-text' },
  danger: { icon: CircleAlert, look: 'bg-danger-soft text-danger-text' },
} as const;

/** A message in the page. `action` is a link or button; it stands at the end. */
export function Alert({
  tone,
  title,
  children,
  action,
  isUrgent = false,
}: {
  tone: AlertTone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out at once, for what answers a person's own act. */
  isUrgent?: boolean;
}) {
  const { icon: Icon, look } = LOOKS[tone];
  return (
    <div
      data-slot="alert"
      role={isUrgent ? 'alert' : 'status'}
      className={cn('flex items-start gap-3 rounded-lg px-3.5 py-2.5', look)}
    >
      <Icon className="mt-0.5 size-4.5 shrink-0" aria-hidden />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <div className="min-w-0 text-pretty">
          {title === undefined ? null : <p className="font-medium">{title}</p>}
          {children === undefined ? null : <div>{children}</div>}
        </div>
        {action === undefined ? null : (
          <div className="shrink-0 font-medium [&_a]:underline [&_a]:underline-offset-3 [&_button]:underline [&_button]:underline-offset-3">
            {action}
          </div>
        )}
      </div>
    </div>
  );
}
