import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

import { controlLook } from '@/components/ui/input';
import { cn } from '@/lib/cn';

export interface SelectOption {
  value: string;
  label: string;
}

/** The browser's own select: its list suits every device, keyboard and reader. */
export function Select({
  options,
  placeholder,
  isHeld = false,
  onChange,
  onKeyDown,
  className,
  ...props
}: ComponentProps<'select'> & {
  options: readonly SelectOption[];
  placeholder?: string;
  /** Nothing can be chosen now. Unlike a disabled one it keeps the focus; a select knows no `readOnly`. */
  isHeld?: boolean;
}) {
  return (
    <div data-slot="select" className="relative">
      <select
        {...props}
        {...(isHeld ? { 'aria-disabled': true } : {})}
        onChange={(event) => {
          if (!isHeld) onChange?.(event);
        }}
        onKeyDown={(event) => {
          if (isHeld && event.key !== 'Tab') event.preventDefault();
          else onKeyDown?.(event);
        }}
        className={cn(controlLook, 'h-9 appearance-none ps-3 pe-9 pointer-coarse:h-11', className)}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-ink-3"
        aria-hidden
      />
    </div>
  );
}
