import { zodResolver } from '@hookform/resolvers/zod';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';

import { PasswordField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { Button } from '@/components/ui/button';
import { resetPassword } from '@/features/accounts/api';
import { AuthPage } from '@/features/accounts/components/auth-page';
import { PasswordMeter } from '@/features/accounts/components/password-meter';
import { newPasswordSchema } from '@/features/accounts/credentials';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

const resetSchema = z.object({ password: newPasswordSchema });
type Outcome = 'asking' | 'done' | 'bad-link';

/** Opened from the mail: sets a new password with the link's token. */
export function ResetPasswordPage({ token }: { token: string }) {
  const [outcome, setOutcome] = useState<Outcome>(token === '' ? 'bad-link' : 'asking');
  const form = useForm({ resolver: zodResolver(resetSchema), defaultValues: { password: '' } });
  const password = useWatch({ control: form.control, name: 'password' });

  const submit = async (values: z.infer<typeof resetSchema>) => {
    try {
      await resetPassword({ token, ...values });
      setOutcome('done');
    } catch (error) {
      const refusal = asApiError(error);
      const concernsPassword = 'password' in refusal.fields;
      if (!refusal.isFinal || concernsPassword) throw error;
      setOutcome('bad-link');
    }
  };

  if (outcome === 'done') {
    return (
      <AuthPage title={t('reset.doneTitle')} text={t('reset.doneText')}>
        <Button asChild variant="primary" className="w-full">
          <Link to={paths.signIn()}>{t('signIn.submit')}</Link>
        </Button>
      </AuthPage>
    );
  }
  if (outcome === 'bad-link') {
    return (
      <AuthPage title={t('reset.failedTitle')} text={t('reset.failedText')}>
        <Button asChild variant="primary" className="w-full">
          <Link to={paths.forgotPassword()}>{t('reset.again')}</Link>
        </Button>
      </AuthPage>
    );
  }
  return (
    <AuthPage title={t('reset.title')} text={t('reset.text')}>
      <Form form={form} onSubmit={submit} label={t('reset.title')}>
        <PasswordField
          control={form.control}
          name="password"
          label={t('reset.password')}
          help={<PasswordMeter password={password} />}
          autoComplete="new-password"
        />
        <SubmitButton busyLabel={t('reset.busy')}>{t('reset.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}
