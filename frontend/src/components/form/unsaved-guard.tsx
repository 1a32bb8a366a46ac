import { useBlocker } from '@tanstack/react-router';
import type { RefObject } from 'react';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { t } from '@/lib/i18n';

/** Asks before leaving a page with something typed and not sent, also when the tab is closed. */
export function UnsavedGuard({
  isDirty,
  isSent,
  onLeave,
}: {
  isDirty: boolean;
  /** Set just before leaving on purpose, when no render comes in between. */
  isSent?: RefObject<boolean>;
  /** Told when somebody leaves what they typed for good. */
  onLeave?: () => void;
}) {
  const holds = () => isDirty && isSent?.current !== true;
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => holds() && current.pathname !== next.pathname,
    enableBeforeUnload: holds,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={blocker.status === 'blocked'}
      onOpenChange={(open) => {
        if (!open && blocker.status === 'blocked') blocker.reset();
      }}
      title={t('form.unsavedTitle')}
      description={t('form.unsavedText')}
      confirmLabel={t('form.leave')}
      cancelLabel={t('form.stay')}
      onConfirm={() => {
        onLeave?.();
        if (blocker.status === 'blocked') blocker.proceed();
      }}
    />
  );
}
