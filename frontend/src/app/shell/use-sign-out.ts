import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';

import { forgetAccount, signOut } from '@/features/accounts/api';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { showToast } from '@/lib/toast';

/** Ends the session at the server, then forgets the person here. Says so when that failed. */
export function useSignOut(): () => void {
  const router = useRouter();
  const queryClient = useQueryClient();
  return () => {
    void (async () => {
      try {
        await signOut();
      } catch (error) {
        const refusal = asApiError(error);
        // 401 means that the session had ended already, which is what was asked for.
        if (refusal.status !== 401) {
          showToast({ tone: 'danger', title: t('shell.signOutFailed'), text: refusal.message });
          return;
        }
      }
      await forgetAccount(queryClient, () => router.navigate({ to: paths.signIn() }));
    })();
  };
}
