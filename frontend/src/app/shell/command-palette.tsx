import * as Dialog from '@radix-ui/react-dialog';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { List, LogOut, Plus, RotateCw, Search, Server, SunMoon } from 'lucide-react';
import { useState } from 'react';

import { CUSTOMER_ITEMS, staffItemsFor } from '@/app/shell/navigation';
import { arrange, type PaletteGroup, type PaletteLine } from '@/app/shell/palette-lines';
import { THEME_WORDS } from '@/app/shell/theme-button';
import { useServerSearch } from '@/app/shell/use-server-search';
import { useSignOut } from '@/app/shell/use-sign-out';
import { LONGEST_QUERY } from '@/components/table/table-search';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { paths } from '@/lib/paths';
import { chooseTheme } from '@/lib/theme';

const groupLook =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 ' +
  '[&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3';

/** Every page, every server and a few acts by typing a part of their name. */
export function CommandPalette({ account, onClose }: { account: Account; onClose: () => void }) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const returnFocus = useReturnFocus(true);
  const [text, setText] = useState('');
  const search = useServerSearch(text);
  /** Where somebody went with the arrows or the pointer; null while the best stays chosen. */
  const [chosen, setChosen] = useState<string | null>(null);
  const run = (act: () => void) => () => {
    onClose();
    act();
  };
  const go = (to: string) => run(() => void navigate({ to }));

  const groups = arrange(
    [
      {
        heading: t('shell.paletteGo'),
        lines: [...CUSTOMER_ITEMS, ...staffItemsFor(account)].map(({ to, icon, label }) => ({
          value: to,
          icon,
          label: to.startsWith('/staff') ? `${t('shell.staff')}: ${t(label)}` : t(label),
          onSelect: go(to),
        })),
      },
      {
        heading: t('shell.paletteServers'),
        lines: serverLines(search, go, () => {
          run(() => void navigate({ to: paths.servers(), search: { q: search.q } }))();
        }),
      },
      {
        heading: t('shell.paletteDo'),
        lines: [
          {
            value: 'new-ticket',
            icon: Plus,
            label: t('tickets.new'),
            onSelect: go(paths.newTicket()),
          },
          ...(['light', 'dark', 'system'] as const).map((theme) => ({
            value: `theme-${theme}`,
            icon: SunMoon,
            label: t('shell.useTheme', { theme: t(THEME_WORDS[theme]).toLowerCase() }),
            onSelect: run(() => {
              chooseTheme(theme);
            }),
          })),
          { value: 'sign-out', icon: LogOut, label: t('shell.signOut'), onSelect: run(signOut) },
        ],
      },
    ],
    text,
  );
  const values = groups.flatMap(({ lines }) => lines.map(({ value }) => value));
  const [best = ''] = values;
  const selected = chosen !== null && values.includes(chosen) ? chosen : best;

  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="fixed inset-x-4 top-[10dvh] z-50 mx-auto max-w-lg animate-rise-in overflow-hidden rounded-xl border border-line bg-raised shadow-2"
        >
          <Dialog.Title className="sr-only">{t('shell.palette')}</Dialog.Title>
          <Command
            label={t('shell.palette')}
            shouldFilter={false}
            value={selected}
            onValueChange={(value) => {
              setChosen(value === best ? null : value);
            }}
          >
            <div className="flex items-center gap-2.5 border-b border-line px-3.5">
              <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
              <Command.Input
                placeholder={t('shell.palette')}
                value={text}
                maxLength={LONGEST_QUERY}
                onValueChange={(next) => {
                  setText(next);
                  setChosen(null);
                }}
                className="h-12 w-full bg-transparent outline-none pointer-coarse:text-md"
              />
            </div>
            <Command.List className="max-h-[50dvh] overflow-y-auto p-1.5 empty:hidden">
              {groups.map((group) => (
                <PaletteLines key={group.heading} {...group} />
              ))}
            </Command.List>
            <PaletteNote {...search} isEmpty={values.length === 0} />
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function serverLines(
  { servers, total, q, problem, retry }: ReturnType<typeof useServerSearch>,
  go: (to: string) => () => void,
  openAll: () => void,
): PaletteLine[] {
  return [
    ...servers.map(({ id, name, hostname, address, addressV6 }) => ({
      value: `server-${String(id)}`,
      icon: Server,
      label: name,
      aside: address,
      keywords: [hostname, address, addressV6],
      onSelect: go(paths.server(id)),
    })),
    ...(total === null
      ? []
      : [
          {
            value: 'all-servers',
            icon: List,
            label: t('shell.paletteAllServers', { total, q }),
            isLast: true,
            onSelect: openAll,
          },
        ]),
    ...(problem === null
      ? []
      : [
          {
            value: 'search-again',
            icon: RotateCw,
            label: t('shell.paletteAgain'),
            isLast: true,
            onSelect: retry,
          },
        ]),
  ];
}

function PaletteLines({ heading, lines }: PaletteGroup) {
  return (
    <Command.Group heading={heading} className={groupLook}>
      {lines.map(({ value, icon: Icon, label, aside, onSelect }) => (
        <Command.Item
          key={value}
          value={value}
          onSelect={onSelect}
          className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 select-none data-[selected=true]:bg-sunken pointer-coarse:min-h-11"
        >
          <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
          <span className="min-w-0 truncate">{label}</span>
          {aside == null ? null : (
            <span className="ms-auto font-mono text-sm text-ink-3">{aside}</span>
          )}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** What is to be said beside the lines themselves, also to those who do not see that there are none. */
function PaletteNote({
  isSearching,
  problem,
  isEmpty,
}: {
  isSearching: boolean;
  problem: string | null;
  isEmpty: boolean;
}) {
  const note = isSearching
    ? t('shell.paletteSearching')
    : problem !== null
      ? t('shell.paletteFailed', { why: problem })
      : isEmpty
        ? t('shell.paletteEmpty')
        : null;
  return (
    <div role="status">
      {note === null ? null : (
        <p className="border-t border-line px-3 py-3 text-center text-pretty text-ink-3">{note}</p>
      )}
    </div>
  );
}
