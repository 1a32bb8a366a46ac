import { locale, t, tn } from '@/lib/i18n';

/** What is not known is said as a dash, never as 0. */
export const UNKNOWN = '—';

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;
const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

export function formatCount(value: number | null): string {
  return value === null ? UNKNOWN : whole.format(value);
}

/** Bytes in the largest decimal unit that keeps the number at 1 or more: "1.38 TB". */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return UNKNOWN;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const number = value >= 100 ? whole : decimal;
  return `${number.format(value)} ${BYTE_UNITS[unit] ?? 'B'}`;
}

/** Gigabytes as plans speak of them; 0 means no limit at the vendor. */
export function formatTrafficLimit(gigabytes: number): string {
  return gigabytes === 0 ? t('units.unlimited') : formatBytes(gigabytes * 1e9);
}

/** Megabytes of memory as people speak of them: 512 MB, 8 GB. */
export function formatMemory(megabytes: number): string {
  return megabytes < 1024
    ? `${whole.format(megabytes)} MB`
    : `${decimal.format(megabytes / 1024)} GB`;
}

export function formatPercent(ratio: number): string {
  return `${whole.format(ratio * 100)} %`;
}

/** "22 Nov 2026, 14:02 CET": the exact instant, in the person's time zone. */
export function formatExact(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** "22 Nov 2026" in the person's time zone. */
export function formatDay(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(new Date(instant));
}

/** Hour of the day (0–23) in the person's time zone. */
export function hourOfDay(now: number, timeZone: string): number {
  return Number(
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now),
  );
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const daysOfZones = new Map<string, Intl.DateTimeFormat>();

/** A number of the calendar day in the person's time zone, one more the next day. */
function dayNumber(instant: number, timeZone: string): number {
  let format = daysOfZones.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    daysOfZones.set(timeZone, format);
  }
  const parts = new Map(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const [year = 0, month = 0, day = 0] = [parts.get('year'), parts.get('month'), parts.get('day')];
  return Date.UTC(year, month - 1, day) / DAY;
}

/** "now", "12 s ago", "3 min ago", "5 h ago", "yesterday", "4 days ago", then the day itself. */
export function formatRelative(instant: string, now: number, timeZone: string): string {
  const elapsed = now - Date.parse(instant);
  if (elapsed < 5 * SECOND) return t('time.now');
  if (elapsed < MINUTE) return t('time.secondsAgo', { count: Math.floor(elapsed / SECOND) });
  if (elapsed < HOUR) return t('time.minutesAgo', { count: Math.floor(elapsed / MINUTE) });
  if (elapsed < DAY) return t('time.hoursAgo', { count: Math.floor(elapsed / HOUR) });
  const days = dayNumber(now, timeZone) - dayNumber(Date.parse(instant), timeZone);
  if (days <= 1) return t('time.yesterday');
  if (days < 14) return t('time.daysAgo', { count: days });
  return formatDay(instant, timeZone);
}

/** For what is planned: "in 3 min", "in 2 days", then the day itself; what is past as `formatRelative`. */
export function formatDue(instant: string, now: number, timeZone: string): string {
  const ahead = Date.parse(instant) - now;
  if (ahead <= 0) return formatRelative(instant, now, timeZone);
  if (ahead < DAY) return t('time.in', { wait: formatWait(ahead / SECOND) });
  if (ahead < 14 * DAY) return tn('time.inDays', Math.ceil(ahead / DAY));
  return formatDay(instant, timeZone);
}

/** "12 s", "3 min", "2 h": a span of waiting, rounded up so that it is never too short. */
export function formatWait(seconds: number): string {
  if (seconds < 60) return t('time.seconds', { count: Math.ceil(seconds) });
  if (seconds < 3600) return t('time.minutes', { count: Math.ceil(seconds / 60) });
  return t('time.hours', { count: Math.ceil(seconds / 3600) });
}
