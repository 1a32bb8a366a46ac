import * as Primitive from '@radix-ui/react-toast';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { cn } from '@/lib/cn';
import { t } from '@/lib/i18n';
import { dismissToast, type Toast, useToasts } from '@/lib/toast';

const ICONS = { success: CircleCheck, danger: CircleAlert, info: Info } as const;
const COLOURS = { success: 'text-success', danger: 'text-danger', info: 'text-info' } as const;

/** Outcomes of acts, in a corner. Bad news stays until it is dismissed. */
export function Toaster() {
  const toasts = useToasts();
  return (
    <Primitive.Provider label={t('shell.notifications')} swipeDirection="right">
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
      <Primitive.Viewport className="fixed end-4 bottom-20 z-60 flex w-[calc(100%-2rem)] max-w-sm flex-col gap-2 sm:bottom-4 print:hidden" />
    </Primitive.Provider>
  );
}

function ToastItem({ toast }: { toast: Toast }) {
  const Icon = ICONS[toast.tone];
  return (
    <Primitive.Root
      data-slot="toast"
      type="foreground"
      duration={toast.tone === 'danger' ? Number.POSITIVE_INFINITY : 6000}
      onOpenChange={(open) => {
        if (!open) dismissToast(toast.id);
      }}
      className="flex animate-rise-in items-start gap-3 rounded-xl border border-line bg-raised p-3.5 shadow-2"
    >
      <Icon className={cn('mt-0.5 size-4.5 shrink-0', COLOURS[toast.tone])} aria-hidden />
      <div className="min-w-0 flex-1">
        <Primitive.Title className="font-medium text-pretty">{toast.title}</Primitive.Title>
        {toast.text === undefined ? null : (
          <Primitive.Description className="text-pretty text-ink-2">
            {toast.text}
          </Primitive.Description>
        )}
        {toast.link === undefined ? null : (
          <Primitive.Action asChild altText={toast.link.label}>
            <Link
              to={toast.link.to}
              className="font-medium text-accent-text underline underline-offset-3"
            >
              {toast.link.label}
            </Link>
          </Primitive.Action>
        )}
      </div>
      <Primitive.Close asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('actions.dismiss')}
          className="-me-1 -mt-1"
        >
          <X aria-hidden />
        </Button>
      </Primitive.Close>
    </Primitive.Root>
  );
}
