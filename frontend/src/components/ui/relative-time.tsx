import { formatDue, formatExact, formatRelative, UNKNOWN } from '@/lib/format';
import { useFromNow } from '@/lib/now';
import { useTimeZone } from '@/lib/time-zone';

/** "3 min ago", with the exact instant in the person's zone on hover. A dash when unknown. */
export function RelativeTime({
  at,
  isPlanned = false,
}: {
  at: string | null;
  /** It may lie ahead. Elsewhere what seems to is only a clock that differs: it is just now. */
  isPlanned?: boolean;
}) {
  const timeZone = useTimeZone();
  const format = isPlanned ? formatDue : formatRelative;
  const words = useFromNow((now) => (at === null ? UNKNOWN : format(at, now, timeZone)));
  if (at === null) return <span>{UNKNOWN}</span>;
  return (
    <time dateTime={at} title={formatExact(at, timeZone)} className="tabular whitespace-nowrap">
      {words}
    </time>
  );
}
