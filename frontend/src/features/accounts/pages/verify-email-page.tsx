import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Button } from '@/components/ui/button';
import { LoadingNote, Skeleton } from '@/components/ui/skeleton';
import { verificationQuery } from '@/features/accounts/api';
import { AuthPage } from '@/features/accounts/components/auth-page';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

/** Opened from the mail: confirms at once and says how it went. */
export function VerifyEmailPage({ token }: { token: string }) {
  const verification = useQuery(verificationQuery(token));

  if (token !== '' && verification.isPending) {
    return (
      <AuthPage title={t('verify.title')} text={t('verify.busy')}>
        <LoadingNote />
        <Skeleton className="h-9 w-full" />
      </AuthPage>
    );
  }
  if (verification.data?.hasPassword === false) {
    return (
      <AuthPage title={t('verify.doneTitle')} text={t('verify.choosePassword')}>
        <Button asChild className="w-full">
          <Link to={paths.forgotPassword()}>{t('verify.anotherLink')}</Link>
        </Button>
      </AuthPage>
    );
  }
  if (verification.isSuccess) {
    return (
      <AuthPage title={t('verify.doneTitle')} text={t('verify.doneText')}>
        <Button asChild variant="primary" className="w-full">
          <Link to={paths.signIn()}>{t('signIn.submit')}</Link>
        </Button>
      </AuthPage>
    );
  }
  const refusal = token === '' ? null : asApiError(verification.error);
  const canRetry = refusal !== null && !refusal.isFinal;
  return (
    <AuthPage
      title={canRetry ? t('errors.loadTitle') : t('verify.failedTitle')}
      text={canRetry ? refusal.message : t('verify.failedText')}
    >
      {canRetry ? (
        <Button variant="primary" className="w-full" onClick={() => void verification.refetch()}>
          {t('errors.retry')}
        </Button>
      ) : (
        <div className="flex flex-col gap-2">
          <Button asChild variant="primary" className="w-full">
            <Link to={paths.signIn()}>{t('signIn.submit')}</Link>
          </Button>
          <Button asChild className="w-full">
            <Link to={paths.checkYourMail()}>{t('verify.resend')}</Link>
          </Button>
        </div>
      )}
    </AuthPage>
  );
}
