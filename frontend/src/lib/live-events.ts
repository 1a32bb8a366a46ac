import { createStore } from '@/lib/store';

export type ConnectionState = 'idle' | 'connecting' | 'open' | 'lost';

export interface LiveConnection {
  close: () => void;
}

const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 30_000;
/** A short break is not worth a word; after this the page says that it may be out of date. */
const GRACE_MS = 4000;

const connection = createStore<ConnectionState>('idle');

/** The state of the one live connection, for the banner and for polling while it is lost. */
export const { useValue: useConnectionState } = connection;

/** Waits 1, 2, 4 … 30 seconds, each shortened by chance so that a fleet does not return at once. */
export function reconnectDelayMs(attempt: number, chance: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** attempt, LONGEST_DELAY_MS) * (0.5 + chance / 2);
}

/**
 * Keeps one event stream open. `onEvent` gets the name of every event that is among `names`; `onReturn` is
 * called when the stream is back after a break, since events in between are lost.
 */
export function openLiveConnection(options: {
  url: string;
  names: readonly string[];
  onEvent: (name: string) => void;
  onReturn: () => void;
}): LiveConnection {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let hadBreak = false;
  let isClosed = false;

  const connect = (): void => {
    source?.close();
    source = new EventSource(options.url);
    source.onopen = () => {
      clearTimeout(grace);
      attempt = 0;
      connection.set('open');
      if (hadBreak) options.onReturn();
      hadBreak = false;
    };
    source.onerror = () => {
      // The browser's own retry gives up on HTTP errors; ours never does.
      source?.close();
      if (isClosed) return;
      if (!hadBreak)
        grace = setTimeout(() => {
          connection.set('lost');
        }, GRACE_MS);
      hadBreak = true;
      timer = setTimeout(connect, reconnectDelayMs(attempt, Math.random()));
      attempt += 1;
    };
    for (const name of options.names) {
      source.addEventListener(name, () => {
        options.onEvent(name);
      });
    }
  };

  const reconnectNow = (): void => {
    if (!hadBreak) return;
    clearTimeout(timer);
    attempt = 0;
    connect();
  };

  connection.set('connecting');
  connect();
  window.addEventListener('online', reconnectNow);
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(grace);
      window.removeEventListener('online', reconnectNow);
      source?.close();
      connection.set('idle');
    },
  };
}
