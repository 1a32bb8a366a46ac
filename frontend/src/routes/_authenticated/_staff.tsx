import { createFileRoute, notFound, Outlet } from '@tanstack/react-router';

import { NotPermittedPage } from '@/app/not-permitted-page';
import { isStaff } from '@/lib/permissions';

/** Everything below is for staff. The server refuses others anyway; this spares them the attempt. */
export const Route = createFileRoute('/_authenticated/_staff')({
  beforeLoad: ({ context }) => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- the router's own way to refuse
    if (!isStaff(context.account)) throw notFound();
  },
  notFoundComponent: NotPermittedPage,
  component: Outlet,
});
