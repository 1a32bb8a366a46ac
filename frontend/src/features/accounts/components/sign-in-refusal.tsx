import { useMutation } from '@tanstack/react-query';

import type { FormRefusal } from '@/components/form/server-errors';
import { Alert } from '@/components/ui/alert';
import { resendVerification } from '@/features/accounts/api';
import { TextLink } from '@/features/accounts/components/text-link';
import { asApiError } from '@/lib/api-error';
import { formatWait } from '@/lib/format';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

/** Why signing in was refused, and what to do next. */
export function SignInRefusal({
  refusal,
  login,
  secondsLeft,
}: {
  refusal: FormRefusal;
  login: string;
  secondsLeft: number;
}) {
  switch (refusal.code) {
    case 'invalid_credentials':
      return (
        <Alert tone="danger" isUrgent title={t('signIn.wrongTitle')}>
          {t('signIn.wrongText')}
        </Alert>
      );
    case 'email_not_verified':
      return <Unverified login={login} />;
    case 'account_suspended':
      return (
        <Alert tone="danger" isUrgent title={t('signIn.suspendedTitle')}>
          {t('signIn.suspendedText')}
        </Alert>
      );
    case 'too_many_attempts':
      return (
        <Alert tone="warning" isUrgent title={t('signIn.throttledTitle')}>
          {/* Counting aloud every second would drown everything else. */}
          <span aria-live="off" className="tabular">
            {secondsLeft > 0
              ? t('signIn.throttledText', { wait: formatWait(secondsLeft) })
              : t('signIn.throttledOver')}
          </span>
        </Alert>
      );
    default:
      return (
        <Alert tone="danger" isUrgent>
          {refusal.message}
        </Alert>
      );
  }
}

function Unverified({ login }: { login: string }) {
  const email = login.trim();
  const resend = useMutation({ mutationFn: () => resendVerification(email) });
  const isAddress = email.includes('@');
  if (resend.isSuccess) {
    return (
      <Alert tone="success" isUrgent>
        {t('checkMail.sent')}
      </Alert>
    );
  }
  return (
    <Alert
      tone="warning"
      isUrgent
      title={t('signIn.unverifiedTitle')}
      action={
        isAddress ? (
          <button
            type="button"
            onClick={() => {
              if (!resend.isPending) resend.mutate();
            }}
          >
            {resend.isPending ? t('checkMail.busy') : t('signIn.resend')}
          </button>
        ) : (
          <TextLink to={paths.checkYourMail()}>{t('signIn.resendElsewhere')}</TextLink>
        )
      }
    >
      {resend.isError ? asApiError(resend.error).message : t('signIn.unverifiedText')}
    </Alert>
  );
}
