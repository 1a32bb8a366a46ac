import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod/mini';

import { TextField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { requestReset } from '@/features/accounts/api';
import { AuthPage } from '@/features/accounts/components/auth-page';
import { TextLink } from '@/features/accounts/components/text-link';
import { emailSchema } from '@/features/accounts/credentials';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

const forgotSchema = z.object({ email: emailSchema });

/** `ownEmail` is the address of whoever is signed in and wants another password. */
export function ForgotPasswordPage({ ownEmail }: { ownEmail: string | null }) {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    resolver: zodResolver(forgotSchema),
    defaultValues: { email: ownEmail ?? '' },
  });
  const back =
    ownEmail === null ? (
      <TextLink to={paths.signIn()}>{t('checkMail.back')}</TextLink>
    ) : (
      <TextLink to={paths.account()}>{t('forgot.backToAccount')}</TextLink>
    );

  if (sentTo !== null) {
    return (
      <AuthPage
        title={t('forgot.doneTitle')}
        text={t('forgot.doneText', { email: sentTo })}
        footer={back}
      />
    );
  }
  return (
    <AuthPage title={t('forgot.title')} text={t('forgot.text')} footer={back}>
      <Form
        form={form}
        label={t('forgot.title')}
        onSubmit={async (values) => {
          await requestReset(values.email);
          setSentTo(values.email);
        }}
      >
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
        <SubmitButton busyLabel={t('forgot.busy')}>{t('forgot.submit')}</SubmitButton>
      </Form>
    </AuthPage>
  );
}
