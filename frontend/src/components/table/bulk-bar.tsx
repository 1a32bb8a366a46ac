import { X } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { t, tn } from '@/lib/i18n';

/** What can be done with all selected rows; floats over the list's end while there are some. */
export function BulkBar({
  count,
  onClear,
  children,
}: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}) {
  if (count === 0) return null;
  return (
    <div
      data-slot="bulk-bar"
      role="group"
      aria-label={tn('table.selected', count)}
      className="sticky bottom-20 z-20 mx-auto mt-3 flex w-fit max-w-full animate-rise-in flex-wrap items-center gap-2 rounded-xl border border-line bg-raised py-2 ps-4 pe-2 shadow-2 md:bottom-4"
    >
      <span role="status" className="tabular me-2 font-medium">
        {tn('table.selected', count)}
      </span>
      {children}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t('table.clearSelection')}
        onClick={onClear}
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}
