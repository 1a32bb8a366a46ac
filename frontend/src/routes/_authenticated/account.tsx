import { createFileRoute } from '@tanstack/react-router';

import { useAccount } from '@/app/use-account';
import { AccountPage } from '@/features/accounts/pages/account-page';

export const Route = createFileRoute('/_authenticated/account')({ component: AccountRoute });

function AccountRoute() {
  return <AccountPage account={useAccount()} />;
}
