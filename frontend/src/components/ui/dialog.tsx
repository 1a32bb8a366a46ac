import * as Primitive from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { t } from '@/lib/i18n';

/** A modal question or small form. Closed by Escape, by the cross and by pressing outside. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  role = 'dialog',
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  role?: 'dialog' | 'alertdialog';
}) {
  const returnFocus = useReturnFocus(open);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Primitive.Content
          role={role}
          data-slot="dialog"
          onCloseAutoFocus={returnFocus}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className="fixed inset-x-4 top-[12dvh] z-50 mx-auto flex max-h-[76dvh] max-w-md animate-rise-in flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-2 focus:outline-none"
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <Primitive.Title className="text-md leading-7 font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={t('actions.close')}
                className="-me-1.5"
              >
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </div>
          <div className="overflow-y-auto px-5 pt-1 pb-5">
            {description === undefined ? null : (
              <Primitive.Description asChild>
                <div className="text-ink-2">{description}</div>
              </Primitive.Description>
            )}
            {children}
          </div>
          {footer === undefined ? null : (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-sunken px-5 py-3">
              {footer}
            </div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
