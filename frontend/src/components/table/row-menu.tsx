import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '@/components/ui/button';
import { DropdownMenu } from '@/components/ui/dropdown-menu';
import { t } from '@/lib/i18n';

/** A row's own menu. Quiet until the row is pointed at, focused or touched. */
export function RowMenu({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DropdownMenu
      label={t('table.actionsFor', { name })}
      trigger={
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={t('table.actionsFor', { name })}
          className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
        >
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      {children}
    </DropdownMenu>
  );
}
