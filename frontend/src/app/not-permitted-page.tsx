import { Link } from '@tanstack/react-router';
import { Lock } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { useDocumentTitle } from '@/lib/document-title';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

export function NotPermittedPage() {
  useDocumentTitle(t('errors.notPermittedTitle'));
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-20 text-center">
      <Lock className="mb-4 size-8 text-ink-3" aria-hidden />
      <h1 tabIndex={-1} className="text-xl">
        {t('errors.notPermittedTitle')}
      </h1>
      <p className="mt-2 text-pretty text-ink-2">{t('errors.notPermittedText')}</p>
      <Button asChild variant="primary" className="mt-6">
        <Link to={paths.dashboard()}>{t('errors.goHome')}</Link>
      </Button>
    </div>
  );
}
