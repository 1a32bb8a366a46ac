import { createFileRoute } from '@tanstack/react-router';

import { goOnIfSignedIn } from '@/app/signed-in';
import { SignUpPage } from '@/features/accounts/pages/sign-up-page';
import { paths } from '@/lib/paths';

export const Route = createFileRoute('/_public/sign-up')({
  beforeLoad: ({ context }) => goOnIfSignedIn(context.queryClient),
  component: SignUp,
});

function SignUp() {
  const navigate = Route.useNavigate();
  return (
    <SignUpPage
      onRegistered={(email) => navigate({ to: paths.checkYourMail(), state: { email } })}
    />
  );
}
