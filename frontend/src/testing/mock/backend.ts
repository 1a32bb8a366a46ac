import { accountRoutes } from './account-routes';
import { MockRefusal, notFound, refused } from './answers';
import { createWorld, type World } from './data';
import type { MockHandler, MockRoutes } from './routes';
import { serverRoutes } from './server-routes';
import { staffRoutes } from './staff-routes';
import { ticketRoutes } from './ticket-routes';

export interface MockBackend {
  world: World;
  /** A stand-in for `fetch`. */
  fetch: (request: Request) => Promise<Response>;
  onEvent: (listener: (name: string, id: number) => void) => () => void;
}

const ROUTES: MockRoutes = { ...accountRoutes, ...serverRoutes, ...ticketRoutes, ...staffRoutes };

function match(
  method: string,
  path: string,
): { handler: MockHandler; parts: Record<string, string> } | null {
  for (const [route, handler] of Object.entries(ROUTES)) {
    const [verb, pattern = ''] = route.split(' ');
    const expression = new RegExp(`^/api/v1${pattern.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
    const found = verb === method ? expression.exec(path) : null;
    if (found !== null) return { handler, parts: { ...found.groups } };
  }
  return null;
}

/** The API in memory: for development without a back end, component tests and pictures. */
export function createMockBackend(world: World = createWorld()): MockBackend {
  const listeners = new Set<(name: string, id: number) => void>();
  const emit = (name: string, id: number) => {
    listeners.forEach((listener) => {
      listener(name, id);
    });
  };
  return {
    world,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fetch: async (request) => {
      const url = new URL(request.url);
      try {
        const found = match(request.method, url.pathname);
        if (found === null) throw notFound();
        if (!url.pathname.startsWith('/api/v1/auth/') && world.account === null) {
          throw new MockRefusal(401, 'unauthenticated', 'Sign in to continue.');
        }
        const text = await request.text();
        const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
        return found.handler({ world, parts: found.parts, query: url.searchParams, body, emit });
      } catch (error) {
        if (error instanceof MockRefusal) return refused(error);
        throw error;
      }
    },
  };
}
