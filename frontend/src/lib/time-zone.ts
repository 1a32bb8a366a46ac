import { createContext, use } from 'react';

/** The zone of this device, used until a person has chosen one. */
export function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether the browser can format times in this zone. */
export function isKnownTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export function allTimeZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}

export const TimeZoneContext = createContext<string>(deviceTimeZone());

export function useTimeZone(): string {
  return use(TimeZoneContext);
}
