import { useConnectionState } from '@/lib/live-events';

const LOST_MS = 15_000;
const BUSY_MS = 5_000;

/** For live values: asking is what keeps them fresh, and no event says "still the same". */
export const LIVE_VALUES_MS = 30_000;

/**
 * How often a query asks again by itself: `calmMs` while live updates arrive and nothing is under
 * way, every 15 s while they are lost, every 5 s while `isBusy` (progress is not an event).
 */
export function useFallbackInterval<Data>(
  isBusy: (data: Data | undefined) => boolean = () => false,
  calmMs: number | false = false,
) {
  const connection = useConnectionState();
  return (query: { state: { data: Data | undefined } }): number | false => {
    if (isBusy(query.state.data)) return BUSY_MS;
    return connection === 'lost' ? LOST_MS : calmMs;
  };
}
