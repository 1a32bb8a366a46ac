import { Slot } from '@radix-ui/react-slot';
import type { ComponentProps, MouseEvent } from 'react';

import { cn } from '@/lib/cn';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'md' | 'sm' | 'icon' | 'icon-sm';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-hover border border-transparent',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-sunken shadow-1',
  ghost: 'bg-transparent text-ink-2 border border-transparent hover:bg-sunken hover:text-ink',
  danger: 'bg-danger text-danger-ink hover:bg-danger-hover border border-transparent',
};

const SIZES: Record<ButtonSize, string> = {
  md: 'h-9 px-3.5 pointer-coarse:h-10',
  sm: 'h-7 px-2.5 text-sm pointer-coarse:h-9',
  icon: 'size-9 pointer-coarse:size-10',
  'icon-sm': 'size-7 pointer-coarse:size-9',
};

interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Gives the look to the one child, which must be a link. */
  asChild?: boolean;
  /** Cannot be pressed now. Unlike a disabled one it keeps the focus, which would fall out of the page. */
  isHeld?: boolean;
}

function refuse(event: MouseEvent): void {
  event.preventDefault();
}

/** The one button. A page has at most one `primary`. */
export function Button({
  variant = 'secondary',
  size = 'md',
  asChild = false,
  className,
  type = 'button',
  isHeld = false,
  onClick,
  ...props
}: ButtonProps) {
  const Component = asChild ? Slot : 'button';
  return (
    <Component
      data-slot="button"
      className={cn(
        'inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap select-none print:hidden',
        'transition-colors disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
        '[&_svg]:size-4 [&_svg]:shrink-0',
        VARIANTS[variant],
        SIZES[size],
        className,
      )}
      {...(asChild ? {} : { type })}
      {...(isHeld ? { 'aria-disabled': true } : {})}
      {...(isHeld ? { onClick: refuse } : onClick === undefined ? {} : { onClick })}
      {...props}
    />
  );
}
