import { CloudOff } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';

/** What stands where something could not be loaded: why, again, and what to tell support. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const refusal = asApiError(error);
  return (
    <div
      data-slot="error-state"
      role="alert"
      className="flex flex-col items-center px-6 py-12 text-center"
    >
      <span className="mb-3 flex size-10 items-center justify-center rounded-full bg-danger-soft text-danger-text">
        <CloudOff className="size-5" aria-hidden />
      </span>
      <p className="text-md font-semibold">{t('errors.loadTitle')}</p>
      <p className="mt-1 max-w-sm text-pretty text-ink-2">{refusal.message}</p>
      {onRetry === undefined ? null : (
        <Button className="mt-4" onClick={onRetry}>
          {t('errors.retry')}
        </Button>
      )}
      {refusal.requestId === null ? null : (
        <p className="mt-4 text-xs text-ink-3">
          {t('errors.reference')}: <code className="font-mono select-all">{refusal.requestId}</code>
        </p>
      )}
    </div>
  );
}
