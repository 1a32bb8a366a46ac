import { formatExact, formatRelative } from '@/lib/format';
import { t } from '@/lib/i18n';
import { useFromNow } from '@/lib/now';
import { useTimeZone } from '@/lib/time-zone';

/** How old a live value is: "updated 12 s ago". Nothing when it was never fetched. */
export function Age({ at }: { at: string | number | null }) {
  const timeZone = useTimeZone();
  const instant = at === null || at === 0 ? null : new Date(at).toISOString();
  const words = useFromNow((now) =>
    instant === null ? '' : formatRelative(instant, now, timeZone),
  );
  if (instant === null) return null;
  return (
    <time
      dateTime={instant}
      title={formatExact(instant, timeZone)}
      className="tabular text-xs whitespace-nowrap text-ink-3"
    >
      {words === t('time.now') ? t('time.updatedNow') : t('time.updated', { age: words })}
    </time>
  );
}
