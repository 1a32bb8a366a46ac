import { ChevronDown, Play, Power, PowerOff, RotateCw } from 'lucide-react';

import { RowMenu } from '@/components/table/row-menu';
import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuItem } from '@/components/ui/dropdown-menu';
import { useConfirmedPower } from '@/features/servers/components/power-confirm';
import { possibleActions, type PowerAction } from '@/features/servers/server-states';
import { t } from '@/lib/i18n';
import type { Server } from '@/lib/models';

const ICONS = { boot: Play, restart: RotateCw, shutdown: Power, poweroff: PowerOff } as const;

function PowerItems({
  actions,
  onAsk,
}: {
  actions: readonly PowerAction[];
  onAsk: (action: PowerAction) => void;
}) {
  return actions.map((action) => {
    const Icon = ICONS[action];
    return (
      <MenuItem
        key={action}
        isDangerous={action === 'poweroff'}
        onSelect={() => {
          onAsk(action);
        }}
      >
        <Icon aria-hidden />
        {t(`servers.power.${action}`)}
      </MenuItem>
    );
  });
}

/** The power menu of a row. */
export function RowPower({ server }: { server: Server }) {
  const { ask, dialog } = useConfirmedPower(server);
  const actions = possibleActions(server);
  return (
    <>
      <RowMenu name={server.name}>
        {actions.length === 0 ? (
          <MenuItem disabled>{t('servers.power.nothing')}</MenuItem>
        ) : (
          <PowerItems actions={actions} onAsk={ask} />
        )}
      </RowMenu>
      {dialog}
    </>
  );
}

/** The likeliest act as a button, the others behind its arrow. */
export function PowerSplitButton({ server }: { server: Server }) {
  const { ask, dialog, isPending } = useConfirmedPower(server);
  const [first, ...others] = possibleActions(server);
  if (first === undefined) return null;
  const Icon = ICONS[first];
  return (
    <>
      <span className="inline-flex max-sm:flex-1">
        <Button
          variant={first === 'boot' ? 'primary' : 'secondary'}
          className={others.length === 0 ? 'max-sm:flex-1' : 'rounded-e-none max-sm:flex-1'}
          aria-disabled={isPending}
          onClick={() => {
            ask(first);
          }}
        >
          <Icon aria-hidden />
          {t(`servers.power.${first}`)}
        </Button>
        {others.length === 0 ? null : (
          <DropdownMenu
            label={t('servers.power.menu', { name: server.name })}
            trigger={
              <Button
                variant={first === 'boot' ? 'primary' : 'secondary'}
                size="icon"
                aria-label={t('servers.power.more')}
                className="-ms-px rounded-s-none"
              >
                <ChevronDown aria-hidden />
              </Button>
            }
          >
            <PowerItems actions={others} onAsk={ask} />
          </DropdownMenu>
        )}
      </span>
      {dialog}
    </>
  );
}
