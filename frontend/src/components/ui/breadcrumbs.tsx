import { Link } from '@tanstack/react-router';

import { t } from '@/lib/i18n';

export interface Crumb {
  label: string;
  to?: string;
}

/** The way back up; the last crumb is the page itself. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav data-slot="breadcrumbs" aria-label={t('shell.breadcrumbs')}>
      <ol className="flex min-w-0 items-center gap-1.5 text-sm text-ink-3">
        {crumbs.map((crumb, index) => (
          <li key={crumb.label} className="flex min-w-0 items-center gap-1.5">
            {index === 0 ? null : <span aria-hidden>/</span>}
            {crumb.to === undefined ? (
              <span aria-current="page" className="truncate text-ink-2">
                {crumb.label}
              </span>
            ) : (
              <Link to={crumb.to} className="rounded-sm hover:text-ink hover:underline">
                {crumb.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
