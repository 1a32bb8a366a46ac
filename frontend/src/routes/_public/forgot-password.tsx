import { createFileRoute } from '@tanstack/react-router';

import { findAccount } from '@/app/signed-in';
import { ForgotPasswordPage } from '@/features/accounts/pages/forgot-password-page';

/** Also the way to a new password for those who are signed in: their sessions lead here. */
export const Route = createFileRoute('/_public/forgot-password')({
  beforeLoad: async ({ context }) => ({ account: await findAccount(context.queryClient) }),
  component: ForgotPassword,
});

function ForgotPassword() {
  const { account } = Route.useRouteContext();
  return <ForgotPasswordPage ownEmail={account?.email ?? null} />;
}
