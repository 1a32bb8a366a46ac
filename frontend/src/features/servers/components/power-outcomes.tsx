import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';

import { serverQuery } from '@/features/servers/api';
import { forgetPending, usePendingPower } from '@/features/servers/pending-power';
import { isBusy, type PowerAction } from '@/features/servers/server-states';
import { t } from '@/lib/i18n';
import type { ServerDetail } from '@/lib/models';
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
  const { data: server, isFetchedAfterMount } = useQuery({
    ...serverQuery(serverId),
    refetchInterval: ASK_AGAIN_MS,
  });
  useEffect(() => {
    // What the cache knew before the act began is not its outcome.
    if (server === undefined || !isFetchedAfterMount || isBusy(server)) return;
    forgetPending(serverId);
    announce(server, action);
  }, [server, isFetchedAfterMount, serverId, action]);
  return null;
}

function announce(server: ServerDetail, action: PowerAction): void {
  const to = paths.server(server.id);
  const { name } = server;
  if (server.status === EXPECTED[action]) {
    const title =
      server.status === 'running'
        ? t('servers.power.doneRunning', { name })
        : t('servers.power.doneOff', { name });
    showToast({ tone: 'success', title, link: { label: t('servers.power.open'), to } });
    return;
  }
  showToast({
    tone: 'danger',
    title: t('servers.power.failed', { name }),
    text: t('servers.power.failedText'),
    link: { label: t('servers.power.openActivity'), to },
  });
}
