import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';

import type { RouterContext } from '@/app/router';
import { RouteFocus } from '@/app/route-focus';

export const Route = createRootRouteWithContext<RouterContext>()({ component: Root });

function Root() {
  return (
    <>
      <RouteFocus />
      <Outlet />
    </>
  );
}
