import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { ThemeButton } from '@/app/shell/theme-button';
import { Brand } from '@/components/ui/brand';
import { DocumentLink } from '@/components/ui/document-link';
import { SkipLink } from '@/components/ui/skip-link';
import { brandName, privacyUrl, termsUrl } from '@/lib/config';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

/** The frame of the pages that everybody may see. */
export function PublicShell() {
  return (
    <PublicFrame>
      <Outlet />
    </PublicFrame>
  );
}

/** The same frame around one page; also for what stands outside of every shell. */
export function PublicFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex h-13.5 items-center justify-between border-b border-line bg-surface px-4 sm:px-6">
        <Link to={paths.landing()} className="flex rounded-md">
          <Brand />
        </Link>
        <ThemeButton />
      </header>
      <main id="content" tabIndex={-1} className="flex-1">
        {children}
      </main>
      <footer className="flex flex-wrap justify-between gap-x-5 gap-y-2 border-t border-line px-4 py-5 text-sm text-ink-3 sm:px-6">
        {t('landing.footer', { brand: brandName })}
        <span className="flex flex-wrap gap-x-5 gap-y-2">
          {termsUrl === null ? null : (
            <DocumentLink href={termsUrl}>{t('landing.terms')}</DocumentLink>
          )}
          {privacyUrl === null ? null : (
            <DocumentLink href={privacyUrl}>{t('landing.privacy')}</DocumentLink>
          )}
        </span>
      </footer>
    </div>
  );
}
