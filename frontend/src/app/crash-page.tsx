import { TriangleAlert } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { ApiError } from '@/lib/api-error';
import { useDocumentTitle } from '@/lib/document-title';
import { t } from '@/lib/i18n';

/** Stands in for a page that threw. An answer of the API says its own words and reference. */
export function CrashPage({ error }: { error: unknown }) {
  const refusal = error instanceof ApiError ? error : null;
  const title = refusal === null ? t('errors.crashTitle') : t('errors.loadTitle');
  useDocumentTitle(title);
  return (
    <div
      role="alert"
      className="mx-auto flex max-w-md flex-col items-center px-6 py-20 text-center"
    >
      <TriangleAlert className="mb-4 size-8 text-danger" aria-hidden />
      <h1 tabIndex={-1} className="text-xl">
        {title}
      </h1>
      <p className="mt-2 text-pretty text-ink-2">{refusal?.message ?? t('errors.crashText')}</p>
      <Button
        variant="primary"
        className="mt-6"
        onClick={() => {
          window.location.reload();
        }}
      >
        {t('errors.reload')}
      </Button>
      {refusal?.requestId == null ? null : (
        <p className="mt-4 text-xs text-ink-3">
          {t('errors.reference')}: <code className="font-mono select-all">{refusal.requestId}</code>
        </p>
      )}
    </div>
  );
}
