import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { z } from 'zod/mini';

import { SelectField, TextField } from '@/components/form/fields';
import { Form } from '@/components/form/form';
import { SubmitButton } from '@/components/form/submit-button';
import { UnsavedGuard } from '@/components/form/unsaved-guard';
import { accountQuery, changeProfile } from '@/features/accounts/api';
import { usernameSchema } from '@/features/accounts/credentials';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { allTimeZones } from '@/lib/time-zone';
import { showToast } from '@/lib/toast';

const profileSchema = z.object({ username: usernameSchema, timezone: z.string() });

/** The zones of this browser; the account's own comes first if the browser does not know it. */
function zoneOptions(current: string) {
  const zones = allTimeZones();
  const all = zones.includes(current) ? zones : [current, ...zones];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

export function ProfileForm({ account }: { account: Account }) {
  const queryClient = useQueryClient();
  const form = useForm({
    resolver: zodResolver(profileSchema),
    defaultValues: { username: account.username, timezone: account.timezone },
  });
  return (
    <>
      <UnsavedGuard isDirty={form.formState.isDirty} />
      <Form
        form={form}
        label={t('account.profile')}
        onSubmit={async (values) => {
          const changed = await changeProfile(values);
          queryClient.setQueryData(accountQuery.queryKey, changed);
          form.reset({ username: changed.username, timezone: changed.timezone });
          showToast({ tone: 'success', title: t('account.saved') });
        }}
      >
        <TextField
          control={form.control}
          name="username"
          label={t('account.username')}
          help={t('signUp.usernameHelp')}
          input={{ autoComplete: 'username', autoCapitalize: 'none', spellCheck: false }}
        />
        <SelectField
          control={form.control}
          name="timezone"
          label={t('account.timeZone')}
          help={t('account.timeZoneHelp')}
          options={zoneOptions(account.timezone)}
        />
        <div className="flex justify-end">
          <SubmitButton busyLabel={t('actions.saving')}>{t('actions.save')}</SubmitButton>
        </div>
      </Form>
    </>
  );
}
