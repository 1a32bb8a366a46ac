import { Search } from 'lucide-react';

import { PersonMenu } from '@/app/shell/person-menu';
import { Kbd } from '@/components/ui/kbd';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';

/** Search and commands at the start, the person at the end. */
export function TopBar({ account, onPalette }: { account: Account; onPalette: () => void }) {
  return (
    <header className="sticky top-0 z-20 border-b border-line bg-surface print:hidden">
      <div className="mx-auto flex h-13.25 max-w-330 items-center justify-between gap-4 px-4 md:px-6">
        <button
          type="button"
          onClick={onPalette}
          aria-keyshortcuts="Control+K"
          className="flex h-9 max-w-105 flex-1 items-center gap-2 rounded-lg border border-line bg-bg px-3 text-ink-3 transition-colors hover:border-line-strong"
        >
          <Search className="size-4 shrink-0" aria-hidden />
          <span className="flex-1 truncate text-start">
            <span className="max-sm:hidden">{t('shell.palette')}</span>
            <span className="sm:hidden">{t('shell.paletteShort')}</span>
          </span>
          <span className="max-sm:hidden" aria-hidden>
            <Kbd>Ctrl K</Kbd>
          </span>
        </button>
        <PersonMenu account={account} />
      </div>
    </header>
  );
}
