import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useBulkPower } from '@/features/servers/api';
import {
  needsConfirmation,
  POWER_ACTIONS,
  possibleActions,
  type PowerAction,
} from '@/features/servers/server-states';
import { t, tn } from '@/lib/i18n';
import type { Server } from '@/lib/models';

/** Power for all selected servers. Each button counts only those it can act on. */
export function BulkPower({ servers, onDone }: { servers: readonly Server[]; onDone: () => void }) {
  const bulk = useBulkPower();
  const [asked, setAsked] = useState<PowerAction | null>(null);
  const able = (action: PowerAction) =>
    servers.filter((server) => possibleActions(server).includes(action));
  // For good: hidden only while none of them can do it, the question would come back unasked.
  if (asked !== null && able(asked).length === 0) setAsked(null);

  const run = (action: PowerAction) => {
    bulk.mutate({ servers: able(action), action }, { onSuccess: onDone });
  };

  return (
    <>
      {POWER_ACTIONS.filter((action) => action !== 'poweroff').map((action) => (
        <Button
          key={action}
          size="sm"
          isHeld={able(action).length === 0 || bulk.isPending}
          onClick={() => {
            if (needsConfirmation(action)) setAsked(action);
            else run(action);
          }}
        >
          {t(`servers.power.${action}`)}
        </Button>
      ))}
      {asked !== null && needsConfirmation(asked) ? (
        <ConfirmDialog
          open
          onOpenChange={() => {
            setAsked(null);
          }}
          title={tn('servers.power.bulkTitle', able(asked).length, {
            action: t(`servers.power.${asked}`),
          })}
          description={
            <>
              <p>{t(`servers.power.${asked}Text`)}</p>
              <p className="mt-2 font-medium text-ink">
                {able(asked)
                  .map((server) => server.name)
                  .join(', ')}
              </p>
            </>
          }
          confirmLabel={t(`servers.power.${asked}`)}
          isDangerous={false}
          onConfirm={() => {
            run(asked);
          }}
        />
      ) : null}
    </>
  );
}
