import type { ReactNode } from 'react';

import { t } from '@/lib/i18n';

/** The operator's own document, read in a tab of its own so that a half-filled form stays. Its name alone without `href`. */
export function DocumentLink({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) {
    return children;
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener"
      className="rounded-sm underline decoration-line-strong underline-offset-3 hover:decoration-current"
    >
      {children}
      <span className="sr-only"> {t('newTab')}</span>
    </a>
  );
}
