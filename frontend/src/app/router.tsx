import type { QueryClient } from '@tanstack/react-query';
import { createRouter, type RouterHistory } from '@tanstack/react-router';

import { CrashPage } from '@/app/crash-page';
import { NotFoundPage } from '@/app/not-found-page';
import { routeTree } from '@/generated/route-tree';

/** What every route's guard and loader may use. */
export interface RouterContext {
  queryClient: QueryClient;
}

/** `history` is the browser's own unless a test brings another. */
export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    ...(history === undefined ? {} : { history }),
    routeTree,
    context: { queryClient },
    // Pages are fetched when a link is pointed at or focused, so that opening them feels instant.
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    // An answer that takes no longer leaves no trace on the screen.
    defaultPendingMs: 400,
    scrollRestoration: true,
    // Pages see only what their own schema let through.
    search: { strict: true },
    defaultNotFoundComponent: NotFoundPage,
    defaultErrorComponent: CrashPage,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;

declare module '@tanstack/react-router' {
  interface Register {
    router: AppRouter;
  }

  interface HistoryState {
    /** An address to show on the next page, kept out of the URL. */
    email?: string;
  }
}
