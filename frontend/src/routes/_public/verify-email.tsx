import { createFileRoute, useLocation } from '@tanstack/react-router';

import { linkSearch, tokenOf } from '@/app/link-token';
import { VerifyEmailPage } from '@/features/accounts/pages/verify-email-page';

export const Route = createFileRoute('/_public/verify-email')({
  validateSearch: linkSearch,
  component: VerifyEmail,
});

function VerifyEmail() {
  const { token } = Route.useSearch();
  const hash = useLocation({ select: (location) => location.hash });
  return <VerifyEmailPage token={tokenOf(hash, token)} />;
}
