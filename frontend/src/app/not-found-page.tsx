import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';

import { Button } from '@/components/ui/button';
import { useDocumentTitle } from '@/lib/document-title';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { wasSignedIn } from '@/lib/session-hint';

export function NotFoundPage() {
  useDocumentTitle(t('errors.notFoundTitle'));
  const isInside = wasSignedIn();
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 py-20 text-center">
      <Compass className="mb-4 size-8 text-ink-3" aria-hidden />
      <h1 tabIndex={-1} className="text-xl">
        {t('errors.notFoundTitle')}
      </h1>
      <p className="mt-2 text-pretty text-ink-2">{t('errors.notFoundText')}</p>
      <Button asChild variant="primary" className="mt-6">
        <Link to={isInside ? paths.dashboard() : paths.landing()}>
          {isInside ? t('errors.goHome') : t('errors.goLanding')}
        </Link>
      </Button>
    </div>
  );
}
