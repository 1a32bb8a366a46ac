import * as Primitive from '@radix-ui/react-checkbox';
import { Check, Minus } from 'lucide-react';
import type { ComponentProps } from 'react';

import { cn } from '@/lib/cn';

/** `checked="indeterminate"` shows a dash: some, not all. */
export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      data-slot="checkbox"
      className={cn(
        'relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-ink-3 bg-surface text-accent-ink transition-colors',
        // A larger target than the box that is drawn.
        'after:absolute after:-inset-2.5',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent',
        'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 aria-invalid:border-danger',
        className,
      )}
      {...props}
    >
      <Primitive.Indicator className="group">
        <Check
          className="size-3 group-data-[state=indeterminate]:hidden"
          strokeWidth={3.5}
          aria-hidden
        />
        <Minus
          className="hidden size-3 group-data-[state=indeterminate]:block"
          strokeWidth={3.5}
          aria-hidden
        />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
