import { formatExact, formatRelative, UNKNOWN } from '@/lib/format';
import { useFromNow } from '@/lib/now';
import { useTimeZone } from '@/lib/time-zone';

/** "3 min ago", with the exact instant in the person's zone on hover. A dash when unknown. */
export function RelativeTime({ at }: { at: string | null }) {
  const timeZone = useTimeZone();
  const words = useFromNow((now) => (at === null ? UNKNOWN : formatRelative(at, now, timeZone)));
  if (at === null) return <span>{UNKNOWN}</span>;
  return (
    <time dateTime={at} title={formatExact(at, timeZone)} className="tabular whitespace-nowrap">
      {words}
    </time>
  );
}
