import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

import { endSessionHere } from '@/app/session-end';
import { openLiveConnection } from '@/lib/live-events';
import { roots } from '@/lib/query-keys';

const EVENTS_URL = '/api/v1/events';

type DataEvent = 'server' | 'ticket' | 'account';

/** What each event makes stale, whichever of them it was: the client asks again for what it shows. */
const STALE_AFTER: Record<DataEvent, readonly (readonly string[])[]> = {
  server: [roots.servers, roots.overview],
  ticket: [roots.tickets, roots.staffTickets, roots.overview],
  account: [roots.account, roots.overview],
};

/** `refresh`: something may have been missed, so everything is stale. */
const EVENT_NAMES = [...Object.keys(STALE_AFTER), 'refresh', 'session-ended'];

function isDataEvent(name: string): name is DataEvent {
  return name in STALE_AFTER;
}

/** Keeps the page in step with the server for as long as somebody is signed in. */
export function useLiveUpdates(): void {
  const queryClient = useQueryClient();
  const router = useRouter();
  useEffect(() => {
    const connection = openLiveConnection({
      url: EVENTS_URL,
      names: EVENT_NAMES,
      onEvent: (name) => {
        if (name === 'session-ended') endSessionHere(router, queryClient);
        if (name === 'refresh') void queryClient.invalidateQueries();
        if (!isDataEvent(name)) return;
        for (const queryKey of STALE_AFTER[name]) void queryClient.invalidateQueries({ queryKey });
      },
      onReturn: () => {
        void queryClient.invalidateQueries();
      },
    });
    return () => {
      connection.close();
    };
  }, [queryClient, router]);
}
