import type { ComponentProps } from 'react';

import { cn } from '@/lib/cn';

/** The look shared by everything one types into or chooses from. 16 px on touch, so that phones do not zoom. */
export const controlLook =
  'w-full rounded-lg border border-line-strong bg-surface text-ink transition-colors ' +
  'hover:border-ink-3 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 ' +
  '[&[readonly]]:cursor-default [&[readonly]]:bg-sunken [&[readonly]]:text-ink-2 ' +
  'aria-disabled:pointer-events-none aria-disabled:bg-sunken aria-disabled:text-ink-2 ' +
  'aria-invalid:border-danger pointer-coarse:text-md';

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return (
    <input
      data-slot="input"
      type={type}
      className={cn(controlLook, 'h-9 px-3 pointer-coarse:h-11', className)}
      {...props}
    />
  );
}
