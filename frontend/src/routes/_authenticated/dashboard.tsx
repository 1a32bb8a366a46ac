import { createFileRoute } from '@tanstack/react-router';

import { useAccount } from '@/app/use-account';
import { LinkBanner } from '@/features/accounts/components/link-banner';
import { overviewQuery } from '@/features/overview/api';
import { DashboardPage } from '@/features/overview/pages/dashboard-page';
import { ServerRows } from '@/features/servers/components/server-rows';
import { describeOperation } from '@/features/servers/operation-words';
import { WaitingTickets } from '@/features/tickets/admin/waiting-tickets';
import { can } from '@/lib/permissions';
import { inBackground } from '@/lib/query-client';

export const Route = createFileRoute('/_authenticated/dashboard')({
  loader: ({ context }) => {
    inBackground(context.queryClient.query(overviewQuery));
  },
  component: Dashboard,
});

function Dashboard() {
  const account = useAccount();
  return (
    <DashboardPage
      account={account}
      banner={<LinkBanner account={account} />}
      forStaff={can(account, 'tickets.read') ? <WaitingTickets /> : null}
      describeActivity={describeOperation}
      renderServers={(servers) => <ServerRows servers={servers} />}
    />
  );
}
