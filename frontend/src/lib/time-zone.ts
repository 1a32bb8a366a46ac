import { createContext, use } from 'react';

/** The zone of this device, used until a person has chosen one. */
function deviceTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function allTimeZones(): string[] {
  const zones = Intl.supportedValuesOf('timeZone');
  return zones.includes('UTC') ? zones : ['UTC', ...zones];
}

export const TimeZoneContext = createContext<string>(deviceTimeZone());

export function useTimeZone(): string {
  return use(TimeZoneContext);
}
