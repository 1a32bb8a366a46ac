import { Link } from '@tanstack/react-router';

import { Alert } from '@/components/ui/alert';
import { t } from '@/lib/i18n';
import type { Account } from '@/lib/models';
import { paths } from '@/lib/paths';
import { isStaff } from '@/lib/permissions';

/** Says when the account is not yet, or could not be, set up where the servers run. */
export function LinkBanner({ account }: { account: Account }) {
  const { state } = account.virtfusion;
  // Staff need no servers of their own; only a conflict is theirs to know.
  if (state === 'linked' || (state === 'pending' && isStaff(account))) return null;
  return (
    <div className="mb-4">
      {state === 'pending' ? (
        <Alert tone="info">{t('account.linkPending')}</Alert>
      ) : (
        <Alert
          tone="warning"
          action={<Link to={paths.newTicket()}>{t('account.linkConflictAction')}</Link>}
        >
          {t('account.linkConflict')}
        </Alert>
      )}
    </div>
  );
}
