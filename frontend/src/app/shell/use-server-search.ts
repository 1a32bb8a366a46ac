import { useQuery } from '@tanstack/react-query';

import { LONGEST_QUERY } from '@/components/table/table-search';
import { overviewQuery } from '@/features/overview/api';
import { serverListQuery } from '@/features/servers/api';
import { asApiError } from '@/lib/api-error';
import type { Server } from '@/lib/models';
import { useSettled } from '@/lib/use-settled';

const TYPING_PAUSE_MS = 200;
/** More are found in the list. */
const MOST_FOUND = 6;

/** The servers that may be meant by `text`: at once those of the dashboard, then those of the API. */
export function useServerSearch(text: string) {
  const typed = text.trim().slice(0, LONGEST_QUERY);
  const q = useSettled(typed, TYPING_PAUSE_MS);
  const known = useQuery(overviewQuery).data?.servers ?? [];
  const query = useQuery({ ...serverListQuery({ q, perPage: MOST_FOUND }), enabled: q !== '' });
  const found = typed === '' ? [] : (query.data?.items ?? []);
  const isAnswered = typed === q && query.isSuccess && !query.isPlaceholderData;
  const hasFailed = typed === q && query.isError && !query.isFetching;
  return {
    q,
    servers: [
      ...new Map<number, Server>([...known, ...found].map((each) => [each.id, each])).values(),
    ],
    /** How many fit in all, when they are more than were found. */
    total:
      isAnswered && query.data.pagination.totalItems > found.length
        ? query.data.pagination.totalItems
        : null,
    isSearching: typed !== '' && !isAnswered && !hasFailed,
    problem: typed !== '' && hasFailed ? asApiError(query.error).message : null,
    retry: () => void query.refetch(),
  };
}
