import * as Dialog from '@radix-ui/react-dialog';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { LogOut, type LucideIcon, Plus, Search, Server, SunMoon } from 'lucide-react';
import type { ReactNode } from 'react';

import { CUSTOMER_ITEMS, staffItemsFor } from '@/app/shell/navigation';
import { THEME_WORDS } from '@/app/shell/theme-button';
import { useSignOut } from '@/app/shell/use-sign-out';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { overviewQuery } from '@/features/overview/api';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { paths } from '@/lib/paths';
import { chooseTheme } from '@/lib/theme';

const groupLook =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 ' +
  '[&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3';

/** Every page and a few acts by typing a part of their name. */
export function CommandPalette({ account, onClose }: { account: Account; onClose: () => void }) {
  const navigate = useNavigate();
  const servers = useQuery(overviewQuery).data?.servers ?? [];
  const signOut = useSignOut();
  const returnFocus = useReturnFocus(true);
  const run = (act: () => void) => () => {
    onClose();
    act();
  };
  const go = (to: string) => run(() => void navigate({ to }));

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
          <Command label={t('shell.palette')}>
            <div className="flex items-center gap-2.5 border-b border-line px-3.5">
              <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
              <Command.Input
                placeholder={t('shell.palette')}
                className="h-12 w-full bg-transparent outline-none pointer-coarse:text-md"
              />
            </div>
            <Command.List className="max-h-[50dvh] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-ink-3">
                {t('shell.paletteEmpty')}
              </Command.Empty>
              <Command.Group heading={t('shell.paletteGo')} className={groupLook}>
                {[...CUSTOMER_ITEMS, ...staffItemsFor(account)].map((item) => (
                  <PaletteItem
                    key={item.to}
                    icon={item.icon}
                    value={item.to}
                    onSelect={go(item.to)}
                  >
                    {item.to.startsWith('/staff')
                      ? `${t('shell.staff')}: ${t(item.label)}`
                      : t(item.label)}
                  </PaletteItem>
                ))}
              </Command.Group>
              {servers.length === 0 ? null : (
                <Command.Group heading={t('shell.paletteServers')} className={groupLook}>
                  {servers.map((server) => (
                    <PaletteItem
                      key={server.id}
                      icon={Server}
                      value={`server-${String(server.id)}`}
                      keywords={[server.name, server.hostname ?? '', server.address ?? '']}
                      onSelect={go(paths.server(server.id))}
                    >
                      {server.name}
                      <span className="ms-auto font-mono text-sm text-ink-3">{server.address}</span>
                    </PaletteItem>
                  ))}
                </Command.Group>
              )}
              <Command.Group heading={t('shell.paletteDo')} className={groupLook}>
                <PaletteItem icon={Plus} value="new-ticket" onSelect={go(paths.newTicket())}>
                  {t('tickets.new')}
                </PaletteItem>
                {(['light', 'dark', 'system'] as const).map((theme) => (
                  <PaletteItem
                    key={theme}
                    icon={SunMoon}
                    value={`theme-${theme}`}
                    onSelect={run(() => {
                      chooseTheme(theme);
                    })}
                  >
                    {t('shell.useTheme', { theme: t(THEME_WORDS[theme]).toLowerCase() })}
                  </PaletteItem>
                ))}
                <PaletteItem icon={LogOut} value="sign-out" onSelect={run(signOut)}>
                  {t('shell.signOut')}
                </PaletteItem>
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteItem({
  icon: Icon,
  value,
  keywords = [],
  onSelect,
  children,
}: {
  icon: LucideIcon;
  value: string;
  keywords?: string[];
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      keywords={[...keywords, ...(typeof children === 'string' ? [children] : [])]}
      onSelect={onSelect}
      className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 select-none data-[selected=true]:bg-sunken pointer-coarse:min-h-11"
    >
      <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
      {children}
    </Command.Item>
  );
}
