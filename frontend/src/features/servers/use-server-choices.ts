import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { LONGEST_QUERY } from '@/components/table/table-search';
import { serverListQuery, serverQuery } from '@/features/servers/api';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';
import { useSettled } from '@/lib/use-settled';

/** As many as one answer holds. */
const FIRST_SERVERS = { perPage: 100 } as const;
const MOST_FOUND = 20;
const TYPING_PAUSE_MS = 200;

interface Named {
  id: number;
  name: string;
}

export interface ServerChoices {
  servers: readonly Named[];
  /** Why the person's servers are not among them. */
  note: string | undefined;
  /** For whoever has more than fit in `servers`; null for everybody else. */
  search: {
    found: readonly Named[];
    note: string | null;
    onSearch: (text: string) => void;
  } | null;
}

/** The servers to choose from, and in any case the one with `chosenId`, unless there is no such. */
export function useServerChoices(chosenId: number | undefined): ServerChoices {
  const list = useQuery(serverListQuery(FIRST_SERVERS));
  const servers = list.data?.items ?? [];
  const isListed = servers.some(({ id }) => id === chosenId);
  const chosen = useQuery({
    ...serverQuery(chosenId ?? 0),
    enabled: chosenId !== undefined && !list.isPending && !isListed,
  });
  const isThere = chosen.error === null || asApiError(chosen.error).status !== 404;
  const search = useSearchIn(servers);
  const isPart = (list.data?.pagination.totalItems ?? 0) > servers.length;
  return {
    servers:
      chosenId === undefined || isListed || !isThere
        ? servers
        : // Until its name has arrived it has a number, so that nobody takes it for not chosen.
          [
            { id: chosenId, name: chosen.data?.name ?? t('servers.number', { id: chosenId }) },
            ...servers,
          ],
    note: list.isError && list.data === undefined ? t('servers.choicesFailed') : undefined,
    search: isPart ? search : null,
  };
}

/** Finds among all servers what somebody types; before that, there are the `first` ones. */
function useSearchIn(first: readonly Named[]): NonNullable<ServerChoices['search']> {
  const [text, setText] = useState('');
  const typed = text.trim().slice(0, LONGEST_QUERY);
  const q = useSettled(typed, TYPING_PAUSE_MS);
  const query = useQuery({
    ...serverListQuery({ q, perPage: MOST_FOUND }),
    enabled: typed !== '' && q !== '',
  });
  if (typed === '') return { found: first, note: t('servers.choicesMore'), onSearch: setText };
  const isAnswered = typed === q && query.isSuccess && !query.isPlaceholderData;
  const found = isAnswered ? query.data.items : [];
  return {
    found,
    note:
      typed === q && query.isError && !query.isFetching
        ? asApiError(query.error).message
        : !isAnswered
          ? t('servers.choicesSearching')
          : found.length === 0
            ? t('servers.choicesNone')
            : query.data.pagination.totalItems > found.length
              ? t('servers.choicesMore')
              : null,
    onSearch: setText,
  };
}
