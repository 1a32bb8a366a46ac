import type { World } from './data';

/** What a handler gets: the world, the parts of the path, the query and the parsed body. */
export interface MockRequest {
  world: World;
  parts: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  emit: (name: string, id: number) => void;
}

export type MockHandler = (request: MockRequest) => Response;

/** Handlers by method and path, as in `GET /servers/{id}`. */
export type MockRoutes = Record<string, MockHandler>;
