import { Card } from '@/components/ui/card';
import { Progress } from '@/components/ui/progress';
import { formatBytes, formatDay, formatTrafficLimit } from '@/lib/format';
import { t } from '@/lib/i18n';
import type { ServerTraffic } from '@/lib/models';
import { useTimeZone } from '@/lib/time-zone';

/** From here on the bar warns. */
const HIGH_RATIO = 0.9;

/** Traffic of the current period against the plan's allowance. */
export function TrafficCard({ traffic }: { traffic: ServerTraffic | null }) {
  const timeZone = useTimeZone();
  if (traffic === null) return null;
  const { usedBytes, limitGb } = traffic;
  const ratio = usedBytes === null || limitGb === 0 ? null : usedBytes / (limitGb * 1e9);
  const limit = formatTrafficLimit(limitGb);
  const isHigh = ratio !== null && ratio >= HIGH_RATIO;
  return (
    <Card title={t('servers.traffic')}>
      <p className="tabular mb-2.5 text-ink-2">
        <strong className="font-semibold text-ink">{formatBytes(usedBytes)}</strong>{' '}
        {traffic.endsAt === null
          ? t('servers.trafficOfOpen', { limit })
          : t('servers.trafficOf', { limit, day: formatDay(traffic.endsAt, timeZone) })}
      </p>
      {ratio === null ? null : (
        <Progress
          label={t('servers.trafficBar')}
          ratio={ratio}
          tone={isHigh ? 'warning' : 'accent'}
        />
      )}
      {usedBytes === null ? (
        <p className="text-sm text-ink-3">{t('servers.trafficUnknown')}</p>
      ) : null}
      {isHigh ? <p className="mt-2 text-sm text-warning-text">{t('servers.trafficHigh')}</p> : null}
    </Card>
  );
}
