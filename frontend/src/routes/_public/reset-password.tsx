import { createFileRoute, useLocation } from '@tanstack/react-router';

import { linkSearch, tokenOf } from '@/app/link-token';
import { ResetPasswordPage } from '@/features/accounts/pages/reset-password-page';

export const Route = createFileRoute('/_public/reset-password')({
  validateSearch: linkSearch,
  component: ResetPassword,
});

function ResetPassword() {
  const { token } = Route.useSearch();
  const hash = useLocation({ select: (location) => location.hash });
  const given = tokenOf(hash, token);
  // Another link opened in the same tab changes the fragment only; it begins anew.
  return <ResetPasswordPage key={given} token={given} />;
}
