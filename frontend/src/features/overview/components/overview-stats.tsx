import { StatStrip } from '@/components/ui/stat-strip';
import { Status } from '@/components/ui/status';
import { formatCount } from '@/lib/format';
import { t, tn } from '@/lib/i18n';
import type { Overview } from '@/lib/models';

/** Four figures: servers, tickets on either side, and whether control answers. */
export function OverviewStats({ overview }: { overview: Overview }) {
  const { serverCounts, tickets, virtfusion } = overview;
  return (
    <StatStrip
      stats={[
        {
          label: t('overview.servers'),
          value: `${formatCount(serverCounts.running)} / ${formatCount(serverCounts.total)}`,
          note: t('overview.runningNote'),
        },
        {
          label: t('overview.open'),
          value: formatCount(tickets.open),
          note: tn('overview.ticketsNote', tickets.open),
        },
        {
          label: t('overview.answered'),
          value: formatCount(tickets.answered),
          note: tn('overview.ticketsNote', tickets.answered),
        },
        {
          label: t('overview.control'),
          value: (
            <span className="text-base tracking-normal">
              {virtfusion.isReachable ? (
                <Status shape="filled" tone="success" label={t('overview.controlUp')} />
              ) : (
                <Status shape="triangle" tone="warning" label={t('overview.controlDown')} />
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
