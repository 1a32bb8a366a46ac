import { createFileRoute } from '@tanstack/react-router';
import { useState } from 'react';

import { takeLinkToken } from '@/app/link-token';
import { VerifyEmailPage } from '@/features/accounts/pages/verify-email-page';

export const Route = createFileRoute('/_public/verify-email')({ component: VerifyEmail });

function VerifyEmail() {
  const [token] = useState(takeLinkToken);
  return <VerifyEmailPage token={token} />;
}
