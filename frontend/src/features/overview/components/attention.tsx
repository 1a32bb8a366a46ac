import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { Alert } from '@/components/ui/alert';
import { overviewQuery } from '@/features/overview/api';
import { t } from '@/lib/i18n';
import type { Overview } from '@/lib/models';
import { paths } from '@/lib/paths';
import { LIVE_VALUES_MS } from '@/lib/use-fallback-interval';

const AWAY_MS = 10_000;

function Unreachable() {
  return (
    <Alert tone="warning" title={t('overview.unreachableTitle')}>
      {t('overview.unreachableText')}
    </Alert>
  );
}

/** For the pages of servers: says when nothing can be done to them right now. */
export function ControlBanner() {
  const { data } = useQuery({
    ...overviewQuery,
    // No event tells of it. While it is away, the good news should not be late.
    refetchInterval: (query) =>
      query.state.data?.virtfusion.isReachable === false ? AWAY_MS : LIVE_VALUES_MS,
  });
  const isReachable = data?.virtfusion.isReachable ?? true;
  return isReachable ? null : (
    <div className="mb-4">
      <Unreachable />
    </div>
  );
}

/** What needs the person, before anything else. */
export function Attention({ overview }: { overview: Overview }) {
  return (
    <div className="mb-4 flex flex-col gap-2 empty:hidden">
      {overview.virtfusion.isReachable ? null : <Unreachable />}
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
