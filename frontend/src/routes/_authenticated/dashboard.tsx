import { createFileRoute } from '@tanstack/react-router';

import { useAccount } from '@/app/use-account';
import { LinkBanner } from '@/features/accounts/components/link-banner';
import { overviewQuery } from '@/features/overview/api';
import { DashboardPage } from '@/features/overview/pages/dashboard-page';
import { ServerRows } from '@/features/servers/components/server-rows';
import { describeOperation } from '@/features/servers/operation-words';

export const Route = createFileRoute('/_authenticated/dashboard')({
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(overviewQuery);
  },
  component: Dashboard,
});

function Dashboard() {
  const account = useAccount();
  return (
    <DashboardPage
      account={account}
      banner={<LinkBanner account={account} />}
      describeActivity={describeOperation}
      renderServers={(servers) => <ServerRows servers={servers} />}
    />
  );
}
