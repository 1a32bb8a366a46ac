import * as Primitive from '@radix-ui/react-dropdown-menu';
import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

import { cn } from '@/lib/cn';
import { readingDirection } from '@/lib/direction';

const itemLook =
  'flex min-h-8 items-center gap-2.5 rounded-md px-2 py-1 text-ink outline-none select-none pointer-coarse:min-h-10 ' +
  'data-[highlighted]:bg-sunken data-[disabled]:text-ink-3 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3';

/** A menu under its trigger. */
export function DropdownMenu({
  trigger,
  children,
  align = 'end',
  label,
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  label?: string;
}) {
  return (
    <Primitive.Root modal={false} dir={readingDirection()}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          data-slot="dropdown-menu"
          align={align}
          sideOffset={6}
          collisionPadding={12}
          {...(label === undefined ? {} : { 'aria-label': label })}
          className="z-50 max-h-[70dvh] min-w-44 animate-rise-in overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-2"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

export function MenuItem({
  isDangerous = false,
  className,
  ...props
}: ComponentProps<typeof Primitive.Item> & { isDangerous?: boolean }) {
  return (
    <Primitive.Item
      className={cn(
        itemLook,
        isDangerous && 'text-danger-text [&_svg]:text-danger-text',
        className,
      )}
      {...props}
    />
  );
}

/** Stays open while one ticks several. */
export function MenuCheckboxItem({
  children,
  ...props
}: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem
      className={itemLook}
      onSelect={(event) => {
        event.preventDefault();
      }}
      {...props}
    >
      <ItemMark />
      {children}
    </Primitive.CheckboxItem>
  );
}

export function MenuRadioGroup({
  value,
  onChange,
  options,
}: {
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
}) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Primitive.RadioItem key={option.value} value={option.value} className={itemLook}>
          <ItemMark />
          {option.label}
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}

function ItemMark() {
  return (
    <span className="flex size-4 items-center justify-center">
      <Primitive.ItemIndicator>
        <Check aria-hidden />
      </Primitive.ItemIndicator>
    </span>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Primitive.Label className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{children}</Primitive.Label>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1 border-t border-line" />;
}
