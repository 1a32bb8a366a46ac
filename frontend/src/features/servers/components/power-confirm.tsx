import { useState } from 'react';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { usePower } from '@/features/servers/api';
import { needsConfirmation, type PowerAction } from '@/features/servers/server-states';
import { t } from '@/lib/i18n';
import type { Server } from '@/lib/models';

type Named = Pick<Server, 'id' | 'name'>;

/**
 * `ask(action)` does what is harmless at once and asks before what interrupts; `dialog` must be
 * rendered. `isPending` holds buttons while the request is on its way.
 */
export function useConfirmedPower(server: Named) {
  const power = usePower();
  const [asked, setAsked] = useState<PowerAction | null>(null);
  const ask = (action: PowerAction) => {
    if (power.isPending) return;
    if (needsConfirmation(action)) setAsked(action);
    else power.mutate({ server, action });
  };
  const dialog =
    asked !== null && needsConfirmation(asked) ? (
      <ConfirmDialog
        open
        onOpenChange={() => {
          setAsked(null);
        }}
        title={t(`servers.power.${asked}Title`, { name: server.name })}
        description={t(`servers.power.${asked}Text`)}
        confirmLabel={t(`servers.power.${asked}`)}
        isDangerous={asked === 'poweroff'}
        onConfirm={() => {
          power.mutate({ server, action: asked });
        }}
      />
    ) : null;
  return { ask, dialog, isPending: power.isPending };
}
