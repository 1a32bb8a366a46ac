import { useQuery } from '@tanstack/react-query';

import { serverListQuery, serverQuery } from '@/features/servers/api';
import { asApiError } from '@/lib/api-error';
import { t } from '@/lib/i18n';

/** As many as one answer holds. */
const FIRST_SERVERS = { perPage: 100 } as const;

export interface ServerChoices {
  servers: readonly { id: number; name: string }[];
  /** Why some or all of the person's servers are not among them. */
  note: string | undefined;
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
  const total = list.data?.pagination.totalItems ?? 0;
  return {
    servers:
      chosenId === undefined || isListed || !isThere
        ? servers
        : // Until its name has arrived it has a number, so that nobody takes it for not chosen.
          [
            { id: chosenId, name: chosen.data?.name ?? t('servers.number', { id: chosenId }) },
            ...servers,
          ],
    note:
      list.isError && list.data === undefined
        ? t('servers.choicesFailed')
        : total > servers.length
          ? t('servers.choicesPart', { shown: servers.length, total })
          : undefined,
  };
}
