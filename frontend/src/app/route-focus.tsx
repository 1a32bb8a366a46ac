import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

import { focusHeading } from '@/lib/focus';

/**
 * After a move to another page the focus goes to its heading, so that readers begin there and
 * Tab goes on from there. A change of the search part alone (a filter, a tab) moves nothing.
 */
export function RouteFocus() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return;
        focusHeading();
      }),
    [router],
  );
  return null;
}
