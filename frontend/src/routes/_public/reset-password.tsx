import { createFileRoute } from '@tanstack/react-router';
import { useState } from 'react';

import { takeLinkToken } from '@/app/link-token';
import { ResetPasswordPage } from '@/features/accounts/pages/reset-password-page';

export const Route = createFileRoute('/_public/reset-password')({ component: ResetPassword });

function ResetPassword() {
  const [token] = useState(takeLinkToken);
  return <ResetPasswordPage token={token} />;
}
