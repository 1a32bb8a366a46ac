import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import { PageHeader } from '@/components/ui/page-header';
import { AppearanceCard } from '@/features/accounts/components/appearance-card';
import { LinkBanner } from '@/features/accounts/components/link-banner';
import { ProfileForm } from '@/features/accounts/components/profile-form';
import { SessionsCard } from '@/features/accounts/components/sessions-card';
import { formatDay, formatExact } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';

export function AccountPage({ account }: { account: Account }) {
  return (
    <>
      <PageHeader title={t('account.title')} />
      <LinkBanner account={account} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t('account.profile')}>
            <div className="-mt-2 mb-4">
              <DescriptionList
                items={[
                  { term: t('account.email'), value: account.email },
                  {
                    term: t('account.memberSince'),
                    value: (
                      <time
                        dateTime={account.createdAt}
                        title={formatExact(account.createdAt, account.timezone)}
                      >
                        {formatDay(account.createdAt, account.timezone)}
                      </time>
                    ),
                  },
                ]}
              />
            </div>
            <ProfileForm account={account} />
          </Card>
          <SessionsCard />
        </div>
        <AppearanceCard />
      </div>
    </>
  );
}
