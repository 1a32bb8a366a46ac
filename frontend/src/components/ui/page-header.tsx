import type { ReactNode } from 'react';

import { Breadcrumbs, type Crumb } from '@/components/ui/breadcrumbs';
import { useDocumentTitle } from '@/lib/document-title';

/** The head of every page: its one h1, what it is about, and its one primary action. */
export function PageHeader({
  title,
  documentTitle = title,
  description,
  beside,
  crumbs,
  actions,
}: {
  title: string;
  documentTitle?: string;
  description?: ReactNode;
  /** Facts on the heading's line: a state, badges. */
  beside?: ReactNode;
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
}) {
  useDocumentTitle(documentTitle);
  return (
    <header data-slot="page-header" className="mb-5">
      {crumbs === undefined ? null : (
        <div className="max-sm:mb-1">
          <Breadcrumbs crumbs={crumbs} />
        </div>
      )}
      <div className="flex items-end justify-between gap-x-6 gap-y-3 max-sm:flex-wrap">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:min-h-9">
            <h1 tabIndex={-1} className="min-w-0 text-xl wrap-anywhere">
              {title}
            </h1>
            {beside}
          </div>
          {description === undefined ? null : (
            <div className="text-pretty text-ink-2 max-sm:mt-0.5">{description}</div>
          )}
        </div>
        {actions === undefined ? null : (
          <div className="flex shrink-0 items-center gap-2 max-sm:w-full max-sm:[&>:first-child]:flex-1">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}
