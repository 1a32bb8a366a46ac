import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';

import { CheckboxField, PasswordField, TextField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { DocumentLink } from '@/components/ui/document-link';
import { register } from '@/features/accounts/api';
import { AuthPage } from '@/features/accounts/components/auth-page';
import { PasswordMeter } from '@/features/accounts/components/password-meter';
import { TextLink } from '@/features/accounts/components/text-link';
import {
  containsName,
  emailSchema,
  newPasswordSchema,
  usernameSchema,
} from '@/features/accounts/credentials';
import { privacyUrl, termsUrl } from '@/lib/config';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { Translated } from '@/lib/translated';

const signUpSchema = z
  .object({
    email: emailSchema,
    username: usernameSchema,
    password: newPasswordSchema,
    acceptTerms: z.boolean().check(z.refine((isAccepted) => isAccepted, t('signUp.termsMissing'))),
  })
  .check(
    z.refine((values) => !containsName(values.password, [values.username, values.email]), {
      path: ['password'],
      error: t('signUp.passwordHasName'),
    }),
  );

/** `onRegistered` resolves when the next page is there: until then the form stays sent. */
export function SignUpPage({ onRegistered }: { onRegistered: (email: string) => Promise<void> }) {
  const form = useForm({
    resolver: zodResolver(signUpSchema),
    defaultValues: { email: '', username: '', password: '', acceptTerms: false },
  });
  const password = useWatch({ control: form.control, name: 'password' });

  return (
    <AuthPage
      title={t('signUp.title')}
      text={t('signUp.text')}
      footer={
        <Translated
          message="signUp.hasAccount"
          values={{ link: <TextLink to={paths.signIn()}>{t('signIn.title')}</TextLink> }}
        />
      }
    >
      <Form
        form={form}
        label={t('signUp.title')}
        onSubmit={async (values) => {
          await register(values);
          await onRegistered(values.email);
        }}
      >
        <TextField
          control={form.control}
          name="email"
          label={t('signUp.email')}
          help={t('signUp.emailHelp')}
          input={{
            type: 'email',
            autoComplete: 'email',
            inputMode: 'email',
            autoCapitalize: 'none',
          }}
        />
        <TextField
          control={form.control}
          name="username"
          label={t('signUp.username')}
          help={t('signUp.usernameHelp')}
          input={{ autoComplete: 'username', autoCapitalize: 'none', spellCheck: false }}
        />
        <PasswordField
          control={form.control}
          name="password"
          label={t('signUp.password')}
          help={<PasswordMeter password={password} />}
          autoComplete="new-password"
        />
        <CheckboxField
          control={form.control}
          name="acceptTerms"
          label={
            <Translated
              message="signUp.terms"
              values={{
                terms: <DocumentLink href={termsUrl}>{t('signUp.termsOfService')}</DocumentLink>,
                privacy: <DocumentLink href={privacyUrl}>{t('signUp.privacyPolicy')}</DocumentLink>,
              }}
            />
          }
        />
        <SubmitButton busyLabel={t('signUp.busy')} className="mt-1">
          {t('signUp.submit')}
        </SubmitButton>
      </Form>
    </AuthPage>
  );
}
