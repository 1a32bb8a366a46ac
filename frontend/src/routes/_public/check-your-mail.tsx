import { createFileRoute, useLocation } from '@tanstack/react-router';

import { CheckYourMailPage } from '@/features/accounts/pages/check-your-mail-page';

export const Route = createFileRoute('/_public/check-your-mail')({ component: CheckYourMail });

function CheckYourMail() {
  const email = useLocation({ select: (location) => location.state.email ?? null });
  return <CheckYourMailPage email={email} />;
}
