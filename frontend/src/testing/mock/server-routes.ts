import type { Server, ServerDetail, ServerOperation } from '@/lib/models';
import { data, listed, MockRefusal, notFound } from './answers';
import type { MockRequest, MockRoutes } from './routes';
import type { World } from './data';

const POWER_MS = 6000;
const STEP_MS = 1000;
const ENDS: Record<string, Server['status']> = {
  boot: 'running',
  restart: 'running',
  shutdown: 'off',
  poweroff: 'off',
};

/** The demo's servers are the one customer's; a newcomer and staff have none of their own. */
function mine(world: World): ServerDetail[] {
  return world.account?.id === 2 ? world.servers : [];
}

function find(world: World, id: string | undefined): ServerDetail {
  const found = mine(world).find((each) => each.id === Number(id));
  if (found === undefined) throw notFound();
  return found;
}

function row({
  interfaces: _i,
  traffic: _t,
  isInMaintenance: _m,
  isStale: _s,
  ...server
}: ServerDetail): Server {
  return server;
}

function power({ world, parts, emit }: MockRequest): Response {
  const server = find(world, parts.id);
  const action = parts.action as ServerOperation['action'];
  if (server.task !== null) {
    throw new MockRefusal(
      409,
      'server_busy',
      'This server is busy with something else. Try again in a few seconds.',
    );
  }
  const startedAt = new Date().toISOString();
  world.nextId += 1;
  const operation: ServerOperation = {
    id: world.nextId,
    action,
    state: 'running',
    actor: 'you',
    progress: 0,
    createdAt: startedAt,
    finishedAt: null,
    reason: null,
  };
  world.operations.set(server.id, [operation, ...(world.operations.get(server.id) ?? [])]);
  server.task = { action, progress: 0, startedAt };
  if (world.isPowerUnconfirmed) {
    operation.state = 'unknown';
    throw new MockRefusal(
      503,
      'power_outcome_unknown',
      'The server control did not confirm this. We are finding out whether it happened; do not repeat it until then.',
    );
  }
  const timer = setInterval(() => {
    const progress = (server.task?.progress ?? 0) + (100 * STEP_MS) / POWER_MS;
    server.refreshedAt = new Date().toISOString();
    if (progress < 100) {
      server.task = { action, progress: Math.round(progress), startedAt };
      operation.progress = Math.round(progress);
    } else {
      clearInterval(timer);
      server.task = null;
      server.status = ENDS[action] ?? server.status;
      Object.assign(operation, {
        state: 'succeeded',
        progress: 100,
        finishedAt: new Date().toISOString(),
      });
    }
    emit('server', server.id);
  }, STEP_MS);
  return data(row(server), 202);
}

export const serverRoutes: MockRoutes = {
  'GET /servers': ({ world, query }) => {
    const q = (query.get('q') ?? '').toLowerCase();
    const status = query.get('status');
    const sort = query.get('sort') ?? 'name';
    const key = sort.replace('-', '') as 'name' | 'status' | 'createdAt';
    const rows = mine(world)
      .filter((each) => status === null || each.status === status)
      .filter((each) => `${each.name} ${each.address ?? ''}`.toLowerCase().includes(q))
      .map(row)
      .sort((a, b) => a[key].localeCompare(b[key]) * (sort.startsWith('-') ? -1 : 1));
    return listed(rows, query);
  },
  'GET /servers/{id}': ({ world, parts }) => data(find(world, parts.id)),
  'GET /servers/{id}/activity': ({ world, parts, query }) =>
    listed(world.operations.get(find(world, parts.id).id) ?? [], query),
  'POST /servers/{id}/power/{action}': power,
  'GET /overview': ({ world }) => {
    const servers = mine(world).map(row);
    const tickets = world.tickets.filter((each) => each.customer.id === world.account?.id);
    const activity = servers
      .flatMap((server) =>
        (world.operations.get(server.id) ?? []).map(({ progress: _, ...operation }) => ({
          ...operation,
          serverId: server.id,
          serverName: server.name,
        })),
      )
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    return data({
      servers: servers.slice(0, 10),
      serverCounts: {
        total: servers.length,
        running: servers.filter((each) => each.status === 'running').length,
      },
      tickets: {
        open: tickets.filter((each) => each.status === 'open').length,
        answered: tickets.filter((each) => each.status === 'answered').length,
      },
      awaitingReply: tickets
        .filter((each) => each.status === 'answered')
        .map(({ id, subject }) => ({ id, subject })),
      activity: activity.slice(0, 8),
      virtfusion: { isReachable: world.isPanelReachable },
    });
  },
};
