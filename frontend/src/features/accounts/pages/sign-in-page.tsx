import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { z } from 'zod/mini';

import { PasswordField, TextField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { Alert } from '@/components/ui/alert';
import { adoptAccount, signIn } from '@/features/accounts/api';
import { AuthPage } from '@/features/accounts/components/auth-page';
import { SignInRefusal } from '@/features/accounts/components/sign-in-refusal';
import { TextLink } from '@/features/accounts/components/text-link';
import { asApiError } from '@/lib/api-error';
import { brandName } from '@/lib/config';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { Translated } from '@/lib/translated';
import { useCountdown } from '@/lib/use-countdown';

const DEFAULT_WAIT_SECONDS = 60;

const signInSchema = z.object({
  login: z.string().check(z.trim(), z.minLength(1, t('signIn.loginMissing'))),
  password: z.string().check(z.minLength(1, t('signIn.passwordMissing'))),
});

/** `onSignedIn` resolves when the next page is there: until then the form stays sent. */
export function SignInPage({
  onSignedIn,
  hasEnded,
}: {
  onSignedIn: () => Promise<void>;
  hasEnded: boolean;
}) {
  const queryClient = useQueryClient();
  const countdown = useCountdown();
  const form = useForm({
    resolver: zodResolver(signInSchema),
    defaultValues: { login: '', password: '' },
  });

  const submit = async (values: z.infer<typeof signInSchema>) => {
    try {
      adoptAccount(queryClient, await signIn(values));
    } catch (error) {
      const refusal = asApiError(error);
      if (refusal.status === 429)
        countdown.start(refusal.retryAfterSeconds ?? DEFAULT_WAIT_SECONDS);
      throw error;
    }
    await onSignedIn();
  };

  return (
    <AuthPage
      title={t('signIn.title')}
      text={t('signIn.text', { brand: brandName })}
      footer={
        <Translated
          message="signIn.noAccount"
          values={{ link: <TextLink to={paths.signUp()}>{t('signIn.createAccount')}</TextLink> }}
        />
      }
    >
      <Form
        form={form}
        onSubmit={submit}
        label={t('signIn.title')}
        renderRefusal={(refusal) => (
          <SignInRefusal
            refusal={refusal}
            login={form.getValues('login')}
            secondsLeft={countdown.secondsLeft}
          />
        )}
      >
        {hasEnded && !form.formState.isSubmitted ? (
          <Alert tone="info">{t('signIn.ended')}</Alert>
        ) : null}
        <TextField
          control={form.control}
          name="login"
          label={t('signIn.login')}
          input={{ autoComplete: 'username', autoCapitalize: 'none', spellCheck: false }}
        />
        <PasswordField
          control={form.control}
          name="password"
          label={t('signIn.password')}
          autoComplete="current-password"
        />
        <SubmitButton
          busyLabel={t('signIn.busy')}
          isWaiting={countdown.secondsLeft > 0}
          className="mt-1"
        >
          {t('signIn.submit')}
        </SubmitButton>
        <p>
          <TextLink to={paths.forgotPassword()}>{t('signIn.forgot')}</TextLink>
        </p>
      </Form>
    </AuthPage>
  );
}
