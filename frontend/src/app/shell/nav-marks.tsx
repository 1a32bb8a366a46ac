import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { overviewQuery } from '@/features/overview/api';
import { t } from '@/lib/i18n';
import { paths } from '@/lib/paths';

/** What stands beside an item of the navigation: a number where there is room, a dot also where there is none. */
export interface NavMark {
  count?: ReactNode;
  dot?: ReactNode;
}

export type NavMarks = Readonly<Record<string, NavMark>>;

/** How many servers there are, and whether a ticket waits for the person. */
export function useNavMarks(): NavMarks {
  const overview = useQuery(overviewQuery).data;
  if (overview === undefined) return {};
  const { serverCounts, awaitingReply } = overview;
  return {
    [paths.servers()]:
      serverCounts.total === 0
        ? {}
        : { count: <span className="tabular text-sm text-ink-3">{serverCounts.total}</span> },
    [paths.tickets()]:
      awaitingReply.length === 0
        ? {}
        : {
            dot: (
              <span
                className="size-1.75 rounded-full bg-accent"
                role="img"
                aria-label={t('shell.ticketWaits')}
              />
            ),
          },
  };
}
