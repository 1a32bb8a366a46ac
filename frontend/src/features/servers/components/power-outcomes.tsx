import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { powerToast, serverActivityQuery, serverQuery } from '@/features/servers/api';
import { forgetPending, usePendingPower } from '@/features/servers/pending-power';
import { isBusy, type PowerAction } from '@/features/servers/server-states';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import type { ServerDetail, ServerOperation } from '@/lib/models';
import { paths } from '@/lib/paths';
import { showToast } from '@/lib/toast';

const ASK_AGAIN_MS = 3000;

const EXPECTED: Record<PowerAction, ServerDetail['status']> = {
  boot: 'running',
  restart: 'running',
  shutdown: 'off',
  poweroff: 'off',
};

/** Follows every act of this tab to its end, on whatever page the person is by then. */
export function PowerOutcomes() {
  const pending = usePendingPower();
  return [...pending].map(([serverId, action]) => (
    <Outcome key={serverId} serverId={serverId} action={action} />
  ));
}

function Outcome({ serverId, action }: { serverId: number; action: PowerAction }) {
  const {
    data: server,
    error,
    isFetchedAfterMount,
  } = useQuery({
    ...serverQuery(serverId),
    refetchInterval: ASK_AGAIN_MS,
  });
  const queryClient = useQueryClient();
  // Gone, or somebody else's: another person may have signed in since.
  const isLost = error !== null && asApiError(error).isFinal;
  useEffect(() => {
    if (isLost) forgetPending(serverId);
  }, [isLost, serverId]);
  useEffect(() => {
    // What the cache knew before the act began is not its outcome.
    if (server === undefined || !isFetchedAfterMount || isBusy(server)) return;
    forgetPending(serverId);
    // A restart that failed leaves the server running too: the act itself says how it ended.
    const tell = (acts: readonly ServerOperation[]) => {
      announce(server, action, acts.find((act) => act.action === action) ?? null);
    };
    queryClient.query({ ...serverActivityQuery(serverId), staleTime: 0 }).then(
      ({ items }) => {
        tell(items);
      },
      () => {
        tell([]);
      },
    );
  }, [server, isFetchedAfterMount, serverId, action, queryClient]);
  return null;
}

function announce(
  server: ServerDetail,
  action: PowerAction,
  act: Pick<ServerOperation, 'state' | 'reason'> | null,
): void {
  const to = paths.server(server.id);
  const { name } = server;
  const about = powerToast(server.id);
  if (server.status === EXPECTED[action] && act?.state !== 'failed') {
    const title =
      server.status === 'running'
        ? t('servers.power.doneRunning', { name })
        : t('servers.power.doneOff', { name });
    showToast({ about, tone: 'success', title, link: { label: t('servers.power.open'), to } });
    return;
  }
  showToast({
    about,
    tone: 'danger',
    title: t('servers.power.failed', { name }),
    text: act?.reason ?? t('servers.power.failedText'),
    link: { label: t('servers.power.openActivity'), to },
  });
}
