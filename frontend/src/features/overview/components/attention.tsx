import { Link } from '@tanstack/react-router';

import { Alert } from '@/components/ui/alert';
import { t } from '@/lib/i18n';
import type { Overview } from '@/lib/models';
import { paths } from '@/lib/paths';

/** What needs the person, before anything else. */
export function Attention({ overview }: { overview: Overview }) {
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {overview.virtfusion.isReachable ? null : (
        <Alert tone="warning" title={t('overview.unreachableTitle')}>
          {t('overview.unreachableText')}
        </Alert>
      )}
      {overview.awaitingReply.map((ticket) => (
        <Alert
          key={ticket.id}
          tone="warning"
          title={t('overview.awaits', ticket)}
          action={<Link to={paths.ticket(ticket.id)}>{t('overview.openTicket')}</Link>}
        />
      ))}
    </div>
  );
}
