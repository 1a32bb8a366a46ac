import { Network } from 'lucide-react';

import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { EmptyState } from '@/components/ui/empty-state';
import { CopyableValue } from '@/features/servers/components/copyable-value';
import { t } from '@/lib/i18n';
import type { ServerInterface } from '@/lib/models';

/** Every interface with its addresses, each value ready to paste. */
export function NetworkTab({ interfaces }: { interfaces: readonly ServerInterface[] }) {
  if (interfaces.length === 0) {
    return (
      <Card isFlush>
        <EmptyState icon={Network} title={t('servers.noInterfaces')}>
          {t('servers.noInterfacesText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {interfaces.map((each) => (
        <Card
          key={each.name}
          title={t('servers.interface', { name: each.name })}
          aside={<CopyableValue value={each.mac} what={t('servers.mac')} />}
        >
          <div className="-my-2 grid gap-x-10 *:border-line lg:grid-cols-2 max-lg:[&>*+*]:border-t lg:[&>:nth-child(n+3)]:border-t">
            {each.ipv4.map((address) => (
              <DescriptionList
                key={address.address}
                items={[
                  {
                    term: t('servers.ipv4'),
                    value: <CopyableValue value={address.address} what={t('servers.ipv4')} />,
                  },
                  {
                    term: t('servers.gateway'),
                    value: <CopyableValue value={address.gateway} what={t('servers.gateway')} />,
                  },
                  {
                    term: t('servers.netmask'),
                    value: <CopyableValue value={address.netmask} what={t('servers.netmask')} />,
                  },
                  {
                    term: t('servers.rdns'),
                    value: <CopyableValue value={address.rdns} what={t('servers.rdns')} />,
                  },
                ]}
              />
            ))}
            {each.ipv6.map((block) => {
              const subnet =
                block.cidr === null ? block.subnet : `${block.subnet}/${String(block.cidr)}`;
              return (
                <DescriptionList
                  key={subnet}
                  items={[
                    {
                      term: t('servers.ipv6'),
                      value: <CopyableValue value={subnet} what={t('servers.subnet')} />,
                    },
                    {
                      term: t('servers.gateway'),
                      value: <CopyableValue value={block.gateway} what={t('servers.gateway')} />,
                    },
                  ]}
                />
              );
            })}
          </div>
        </Card>
      ))}
    </div>
  );
}
