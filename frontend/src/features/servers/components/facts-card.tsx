import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { RelativeTime } from '@/components/ui/relative-time';
import { CopyButton } from '@/components/ui/copy-button';
import { formatBytes, formatMemory, UNKNOWN } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { ServerDetail } from '@/lib/models';

/** What the server is made of. */
export function FactsCard({ server }: { server: ServerDetail }) {
  const { plan } = server;
  return (
    <Card title={t('servers.facts')}>
      <div className="-my-2 grid gap-x-10 *:border-line sm:grid-cols-2 max-sm:[&>*+*]:border-t">
        <DescriptionList
          items={[
            { term: t('servers.template'), value: server.template ?? UNKNOWN },
            { term: t('servers.plan'), value: plan.name ?? UNKNOWN },
            { term: t('servers.cpu'), value: t('units.vcpu', { count: plan.cpuCores }) },
            { term: t('servers.memory'), value: formatMemory(plan.memoryMb) },
          ]}
        />
        <DescriptionList
          items={[
            { term: t('servers.disk'), value: formatBytes(plan.diskGb * 1e9) },
            { term: t('servers.location'), value: server.location?.name ?? UNKNOWN },
            { term: t('servers.created'), value: <RelativeTime at={server.createdAt} /> },
            {
              term: t('servers.uuid'),
              value: (
                <span
                  className="inline-flex items-center gap-1 font-mono text-sm text-ink-2"
                  title={server.uuid}
                >
                  <span className="print:hidden">{server.uuid.slice(0, 8)}…</span>
                  <span className="hidden print:inline">{server.uuid}</span>
                  <CopyButton value={server.uuid} what={t('servers.uuid')} />
                </span>
              ),
            },
          ]}
        />
      </div>
    </Card>
  );
}
