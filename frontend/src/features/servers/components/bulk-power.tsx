import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { useBulkPower } from '@/features/servers/api';
import {
  needsConfirmation,
  POWER_ACTIONS,
  possibleActions,
  type PowerAction,
  taskWord,
} from '@/features/servers/server-states';
import { t, tn } from '@/lib/i18n';
import type { Server } from '@/lib/models';
import { showToast } from '@/lib/toast';

/** Power for all selected servers. Each button counts only those it can act on. */
export function BulkPower({ servers, onDone }: { servers: readonly Server[]; onDone: () => void }) {
  const bulk = useBulkPower();
  const [asked, setAsked] = useState<PowerAction | null>(null);
  const able = (action: PowerAction) =>
    servers.filter((server) => possibleActions(server).includes(action));

  const run = (action: PowerAction) => {
    bulk.mutate(
      { servers: able(action), action },
      {
        onSuccess: ({ accepted, refused }) => {
          if (accepted > 0) {
            const state = taskWord({ action });
            showToast({ tone: 'info', title: tn('servers.bulkBegun', accepted, { state }) });
          }
          if (refused !== null) {
            showToast({
              tone: 'danger',
              title: tn('servers.bulkRefused', refused.count),
              text: refused.reason,
            });
          }
          onDone();
        },
      },
    );
  };

  return (
    <>
      {POWER_ACTIONS.filter((action) => action !== 'poweroff').map((action) => (
        <Button
          key={action}
          size="sm"
          disabled={able(action).length === 0 || bulk.isPending}
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
