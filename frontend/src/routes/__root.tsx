import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';

import { FramedCrashPage, FramedNotFoundPage } from '@/app/framed-pages';
import type { RouterContext } from '@/app/router';
import { RouteFocus } from '@/app/route-focus';

export const Route = createRootRouteWithContext<RouterContext>()({
  component: Root,
  notFoundComponent: FramedNotFoundPage,
  errorComponent: FramedCrashPage,
});

function Root() {
  return (
    <>
      <RouteFocus />
      <Outlet />
    </>
  );
}
