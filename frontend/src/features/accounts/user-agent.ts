import { t } from '@/lib/i18n';

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux|X11/, 'Linux'],
];

function firstMatch(userAgent: string, names: readonly [RegExp, string][]): string | null {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? null;
}

/** "Firefox on Linux", as far as a user agent tells; most specific names first. */
export function deviceWords(userAgent: string | null): string {
  const browser = firstMatch(userAgent ?? '', BROWSERS);
  const system = firstMatch(userAgent ?? '', SYSTEMS);
  if (browser !== null && system !== null) return t('account.device', { browser, system });
  return browser ?? system ?? t('account.unknownDevice');
}
