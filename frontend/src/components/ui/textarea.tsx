import type { ComponentProps } from 'react';

import { controlLook } from '@/components/ui/input';
import { cn } from '@/lib/cn';

/** Grows with its text where the browser can, up to half the window. */
export function Textarea({ className, rows = 5, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      data-slot="textarea"
      rows={rows}
      className={cn(
        controlLook,
        'field-sizing-content max-h-[50dvh] min-h-28 resize-y px-3 py-2',
        className,
      )}
      {...props}
    />
  );
}
