import { createFileRoute } from '@tanstack/react-router';

import { SignUpPage } from '@/features/accounts/pages/sign-up-page';
import { paths } from '@/lib/paths';

export const Route = createFileRoute('/_public/sign-up')({ component: SignUp });

function SignUp() {
  const navigate = Route.useNavigate();
  return (
    <SignUpPage
      onRegistered={(email) => navigate({ to: paths.checkYourMail(), state: { email } })}
    />
  );
}
