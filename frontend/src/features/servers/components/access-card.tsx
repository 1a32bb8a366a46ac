import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { CopyableValue } from '@/features/servers/components/copyable-value';
import { t } from '@/lib/i18n';
import type { ServerDetail } from '@/lib/models';

/** How to reach the server, ready to paste. */
export function AccessCard({ server }: { server: ServerDetail }) {
  const rdns = server.interfaces
    .flatMap((each) => each.ipv4)
    .find((each) => each.address === server.address)?.rdns;
  return (
    <Card title={t('servers.access')}>
      <div className="-my-2">
        <DescriptionList
          items={[
            {
              term: t('servers.ipv4'),
              value: <CopyableValue value={server.address} what={t('servers.ipv4')} />,
            },
            {
              term: t('servers.ipv6'),
              value: <CopyableValue value={server.addressV6} what={t('servers.ipv6')} />,
            },
            {
              term: t('servers.ssh'),
              value: (
                <CopyableValue
                  value={server.address === null ? null : `ssh root@${server.address}`}
                  what={t('servers.sshCommand')}
                />
              ),
            },
            {
              term: t('servers.hostname'),
              value: <CopyableValue value={server.hostname} what={t('servers.hostname')} />,
            },
            ...(rdns == null
              ? []
              : [
                  {
                    term: t('servers.rdns'),
                    value: <CopyableValue value={rdns} what={t('servers.rdns')} />,
                  },
                ]),
          ]}
        />
      </div>
    </Card>
  );
}
