import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod/mini';

import { TextField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { resendVerification } from '@/features/accounts/api';
import { AuthPage } from '@/features/accounts/components/auth-page';
import { TextLink } from '@/features/accounts/components/text-link';
import { emailSchema } from '@/features/accounts/credentials';
import { asApiError } from '@/lib/api-error';
import { formatWait } from '@/lib/format';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { Translated } from '@/lib/translated';
import { useCountdown } from '@/lib/use-countdown';

const PAUSE_SECONDS = 60;
const resendSchema = z.object({ email: emailSchema });

/** After signing up, and whenever a confirmation mail is wanted again. */
export function CheckYourMailPage({ email }: { email: string | null }) {
  const [isSent, setIsSent] = useState(false);
  const countdown = useCountdown();
  const form = useForm({
    resolver: zodResolver(resendSchema),
    defaultValues: { email: email ?? '' },
  });

  const submit = async (values: z.infer<typeof resendSchema>) => {
    // What was said of the last mail is not true of this one yet.
    setIsSent(false);
    try {
      await resendVerification(values.email);
    } catch (error) {
      countdown.start(asApiError(error).retryAfterSeconds ?? 0);
      throw error;
    }
    setIsSent(true);
    countdown.start(PAUSE_SECONDS);
  };

  return (
    <AuthPage
      title={t('checkMail.title')}
      text={
        email === null ? (
          t('checkMail.textUnknown')
        ) : (
          <Translated
            message="checkMail.textKnown"
            values={{
              email: <strong className="font-semibold wrap-anywhere text-ink">{email}</strong>,
            }}
          />
        )
      }
      footer={<TextLink to={paths.signIn()}>{t('checkMail.back')}</TextLink>}
    >
      <p className="mb-4 text-pretty text-ink-2">{t('checkMail.help')}</p>
      <Form form={form} onSubmit={submit} label={t('checkMail.title')}>
        {isSent ? (
          <Alert tone="success" isUrgent>
            {t('checkMail.sent')}
          </Alert>
        ) : null}
        <TextField
          control={form.control}
          name="email"
          label={t('signUp.email')}
          input={{
            type: 'email',
            autoComplete: 'email',
            inputMode: 'email',
            autoCapitalize: 'none',
          }}
        />
        <SubmitButton busyLabel={t('checkMail.busy')} isWaiting={countdown.secondsLeft > 0}>
          {countdown.secondsLeft > 0
            ? t('checkMail.wait', { wait: formatWait(countdown.secondsLeft) })
            : t('checkMail.submit')}
        </SubmitButton>
      </Form>
    </AuthPage>
  );
}
