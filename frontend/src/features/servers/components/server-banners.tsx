import { Link } from '@tanstack/react-router';

import { Alert } from '@/components/ui/alert';
import { Progress } from '@/components/ui/progress';
import { serverLook, taskRatio } from '@/features/servers/server-states';
import { formatPercent } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { ServerDetail } from '@/lib/models';
import { paths } from '@/lib/paths';

/** What one must know before reading the rest: maintenance, suspension, old values. */
export function ServerBanners({ server }: { server: ServerDetail }) {
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {server.isInMaintenance ? (
        <Alert tone="info" title={t('servers.maintenanceTitle')}>
          {t('servers.maintenanceText')}
        </Alert>
      ) : null}
      {server.status === 'suspended' ? (
        <Alert
          tone="warning"
          title={t('servers.suspendedTitle')}
          action={
            <Link to={paths.newTicket()} search={{ serverId: server.id }}>
              {t('servers.suspendedAction')}
            </Link>
          }
        >
          {t('servers.suspendedText')}
        </Alert>
      ) : null}
      {server.status === 'failed' ? (
        <Alert
          tone="danger"
          title={t('servers.failedTitle')}
          action={
            <Link to={paths.newTicket()} search={{ serverId: server.id }}>
              {t('servers.suspendedAction')}
            </Link>
          }
        >
          {t('servers.failedText')}
        </Alert>
      ) : null}
      {server.isStale ? (
        <Alert tone="warning" title={t('servers.staleTitle')}>
          {t('servers.staleText')}
        </Alert>
      ) : null}
      {server.task === null ? null : <TaskProgress server={server} task={server.task} />}
    </div>
  );
}

function TaskProgress({
  server,
  task,
}: {
  server: ServerDetail;
  task: NonNullable<ServerDetail['task']>;
}) {
  const { label } = serverLook(server);
  const ratio = taskRatio(task);
  return (
    <div className="rounded-xl border border-line bg-surface px-4 py-3 shadow-1">
      <div className="mb-2 flex justify-between gap-4">
        <span className="font-medium">{label}…</span>
        {ratio === null ? null : <span className="tabular text-ink-2">{formatPercent(ratio)}</span>}
      </div>
      <Progress label={t('servers.progress', { task: label })} ratio={ratio} />
    </div>
  );
}
