import { type AnyRoute, Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';

import { useLiveUpdates } from '@/app/live-updates';
import { BottomBar } from '@/app/shell/bottom-bar';
import { ConnectionBanner } from '@/app/shell/connection-banner';
import { useNavMarks } from '@/app/shell/nav-marks';
import { SideRail } from '@/app/shell/side-rail';
import { TopBar } from '@/app/shell/top-bar';
import { useFocusRescue } from '@/app/shell/use-focus-rescue';
import { usePaletteKeys } from '@/app/shell/use-palette-keys';
import { useAccount } from '@/app/use-account';
import { SkipLink } from '@/components/ui/skip-link';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';
import { PowerOutcomes } from '@/features/servers/components/power-outcomes';
import type { Account } from '@/lib/models';
import { isStaff } from '@/lib/permissions';
import { inBackground } from '@/lib/query-client';
import { TimeZoneContext } from '@/lib/time-zone';

const fetchPalette = async () => ({
  default: (await import('@/app/shell/command-palette')).CommandPalette,
});
const CommandPalette = lazy(fetchPalette);

/** By then the page is at rest. */
const FETCH_AHEAD_MS = 1500;

function isOfFrame(routeId: string, account: Account): boolean {
  return routeId.startsWith('/_authenticated') && (isStaff(account) || !routeId.includes('_staff'));
}

/** The frame of every page for signed-in people. */
export function AppShell() {
  return (
    <AppFrame account={useAccount()}>
      <Outlet />
    </AppFrame>
  );
}

/** The same frame around one page; also for what stands outside of every shell. */
export function AppFrame({ account, children }: { account: Account; children: ReactNode }) {
  const marks = useNavMarks();
  const isOnStaffPage = useLocation({
    select: (location) => location.pathname.startsWith('/staff/'),
  });
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const openPalette = useCallback(() => {
    setIsPaletteOpen(true);
  }, []);
  const router = useRouter();
  usePaletteKeys(openPalette);
  useFocusRescue();
  useLiveUpdates();
  useEffect(() => {
    const timer = setTimeout(() => {
      // Fetched ahead, the palette loses no key typed right after Ctrl-K, and a connection that breaks leaves every
      // page of this frame to be opened.
      inBackground(fetchPalette());
      const routes: Record<string, AnyRoute> = { ...router.routesById };
      for (const [id, route] of Object.entries(routes)) {
        if (isOfFrame(id, account)) inBackground(Promise.resolve(router.loadRouteChunk(route)));
      }
    }, FETCH_AHEAD_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [router, account]);

  return (
    <TimeZoneContext value={account.timezone}>
      <TooltipProvider delayDuration={300}>
        <SkipLink />
        <div className="flex min-h-dvh">
          <SideRail account={account} marks={marks} />
          <div className="flex min-w-0 flex-1 flex-col">
            <TopBar account={account} onPalette={openPalette} />
            <ConnectionBanner />
            <main
              id="content"
              tabIndex={-1}
              className="mx-auto w-full max-w-330 flex-1 px-4 pt-5 pb-24 md:px-6 md:pb-10"
            >
              {children}
            </main>
          </div>
        </div>
        <BottomBar account={account} marks={marks} isOnStaffPage={isOnStaffPage} />
        <PowerOutcomes />
        <Toaster />
        {isPaletteOpen ? (
          <Suspense fallback={null}>
            <CommandPalette
              account={account}
              onClose={() => {
                setIsPaletteOpen(false);
              }}
            />
          </Suspense>
        ) : null}
      </TooltipProvider>
    </TimeZoneContext>
  );
}
