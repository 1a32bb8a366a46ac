import { useState } from 'react';

import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { usePower } from '@/features/servers/api';
import {
  needsConfirmation,
  possibleActions,
  type PowerAction,
} from '@/features/servers/server-states';
import { t } from '@/lib/i18n';
import type { Server } from '@/lib/models';

/**
 * `ask(action)` does what is harmless at once and asks before what interrupts; `dialog` must be
 * rendered. `isPending` holds buttons while the request is on its way.
 */
export function useConfirmedPower(server: Pick<Server, 'id' | 'name' | 'status' | 'task'>) {
  const power = usePower();
  const [asked, setAsked] = useState<PowerAction | null>(null);
  // For good: hidden only while the server is busy, the question would come back unasked.
  if (asked !== null && !possibleActions(server).includes(asked)) setAsked(null);
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
