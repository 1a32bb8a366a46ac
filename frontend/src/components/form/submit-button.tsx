import type { ReactNode } from 'react';

import { useFormBusy } from '@/components/form/form-state';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';

/**
 * The form's verb. While the form is on its way the button says so and cannot be pressed again;
 * it keeps the focus, since a disabled button would lose it.
 */
export function SubmitButton({
  children,
  busyLabel,
  isWaiting = false,
  className,
}: {
  children: ReactNode;
  busyLabel: string;
  /** Also held for another reason, such as a countdown. */
  isWaiting?: boolean;
  className?: string;
}) {
  const isBusy = useFormBusy();
  return (
    <Button
      type="submit"
      variant="primary"
      isHeld={isBusy || isWaiting}
      aria-busy={isBusy}
      className={cn('relative overflow-hidden', className)}
    >
      {isBusy ? busyLabel : children}
      {isBusy ? (
        <span
          aria-hidden
          className="absolute inset-x-0 bottom-0 h-0.5 animate-pulse-soft bg-current"
        />
      ) : null}
    </Button>
  );
}
