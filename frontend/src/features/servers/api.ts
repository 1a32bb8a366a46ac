import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import { rememberPending } from '@/features/servers/pending-power';
import type { ServerSearch } from '@/features/servers/search';
import { type PowerAction, taskWord } from '@/features/servers/server-states';
import { api, idempotencyKey, unwrap, unwrapPage } from '@/lib/api';
import { type ApiError, asApiError } from '@/lib/api-error';
import { t, tn } from '@/lib/i18n';
import type { Page, Server, ServerDetail } from '@/lib/models';
import { roots } from '@/lib/query-keys';
import { showToast } from '@/lib/toast';

/** Older acts are of little use in a feed. */
const ACTIVITY_SHOWN = 50;

const keys = {
  lists: [...roots.servers, 'list'] as const,
  detail: (serverId: number) => [...roots.servers, 'detail', serverId] as const,
  activity: (serverId: number) => [...roots.servers, 'activity', serverId] as const,
};

export function serverListQuery(search: ServerSearch) {
  return queryOptions({
    queryKey: [...keys.lists, search],
    queryFn: () => unwrapPage(api.GET('/api/v1/servers', { params: { query: search } })),
    placeholderData: keepPreviousData,
  });
}

export function serverQuery(serverId: number) {
  return queryOptions({
    queryKey: keys.detail(serverId),
    queryFn: () =>
      unwrap(api.GET('/api/v1/servers/{server_id}', { params: { path: { server_id: serverId } } })),
  });
}

export function serverActivityQuery(serverId: number) {
  return queryOptions({
    queryKey: keys.activity(serverId),
    queryFn: () =>
      unwrapPage(
        api.GET('/api/v1/servers/{server_id}/activity', {
          params: { path: { server_id: serverId }, query: { perPage: ACTIVITY_SHOWN } },
        }),
      ),
  });
}

/** Puts what the server just answered about one server wherever that server is shown. */
function spreadServer(queryClient: QueryClient, server: Server): void {
  queryClient.setQueryData<ServerDetail>(keys.detail(server.id), (before) =>
    before === undefined ? undefined : { ...before, ...server },
  );
  queryClient.setQueriesData<Page<Server>>({ queryKey: keys.lists }, (before) =>
    before === undefined
      ? undefined
      : { ...before, items: before.items.map((each) => (each.id === server.id ? server : each)) },
  );
  void queryClient.invalidateQueries({ queryKey: keys.activity(server.id) });
  void queryClient.invalidateQueries({ queryKey: roots.overview });
}

export interface PowerRequest {
  server: Pick<Server, 'id' | 'name'>;
  action: PowerAction;
}

function requestPower({ server, action }: PowerRequest): Promise<Server> {
  return unwrap(
    api.POST('/api/v1/servers/{server_id}/power/{action}', {
      params: {
        path: { server_id: server.id, action },
        header: { 'Idempotency-Key': idempotencyKey() },
      },
    }),
  );
}

/** Asked for, not confirmed, and looked into by the server: it ends like any other act. */
function isUnderWayUnconfirmed(error: ApiError): boolean {
  return error.code === 'power_outcome_unknown';
}

/** One server's acts share a message: the outcome takes the place of "Starting". */
export function powerToast(serverId: number): string {
  return `power-${String(serverId)}`;
}

/** One act on one server: says that it began, and watches for the outcome. */
export function usePower() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: requestPower,
    onSuccess: (server, { action }) => {
      spreadServer(queryClient, server);
      rememberPending(server.id, action);
      const state = taskWord(server.task ?? { action });
      showToast({
        about: powerToast(server.id),
        tone: 'info',
        title: t('servers.power.accepted', { name: server.name, state }),
      });
    },
    onError: (error, { server, action }) => {
      const refusal = asApiError(error);
      const isUnconfirmed = isUnderWayUnconfirmed(refusal);
      if (isUnconfirmed) rememberPending(server.id, action);
      showToast({
        about: powerToast(server.id),
        tone: isUnconfirmed ? 'info' : 'danger',
        title: t(
          // Without an answer nobody can say that nothing was changed.
          isUnconfirmed || refusal.isOffline ? 'servers.power.notKnown' : 'servers.power.refused',
          { name: server.name },
        ),
        text: refusal.message,
      });
      void queryClient.invalidateQueries({ queryKey: roots.servers });
      void queryClient.invalidateQueries({ queryKey: roots.overview });
    },
  });
}

/** The same act on several servers, each on its own: one refusal stops none of the others. */
export function useBulkPower() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({
      servers,
      action,
    }: {
      servers: readonly Server[];
      action: PowerAction;
    }) => {
      const results = await Promise.allSettled(
        servers.map((server) => requestPower({ server, action })),
      );
      const errors: ApiError[] = [];
      servers.forEach(({ id }, index) => {
        const result = results[index];
        if (result?.status === 'fulfilled') spreadServer(queryClient, result.value);
        const error = result?.status === 'rejected' ? asApiError(result.reason) : null;
        if (error === null || isUnderWayUnconfirmed(error)) rememberPending(id, action);
        else errors.push(error);
      });
      return { accepted: results.length - errors.length, errors };
    },
    // Told here, since by then the selection and its bar may be gone.
    onSuccess: ({ accepted, errors }, { action }) => {
      if (accepted > 0) {
        const state = taskWord({ action });
        showToast({ tone: 'info', title: tn('servers.bulkBegun', accepted, { state }) });
      }
      const [first] = errors;
      if (first === undefined) return;
      showToast({
        tone: 'danger',
        title: tn('servers.bulkRefused', errors.length),
        text: first.message,
      });
      void queryClient.invalidateQueries({ queryKey: roots.servers });
      void queryClient.invalidateQueries({ queryKey: roots.overview });
    },
  });
}
