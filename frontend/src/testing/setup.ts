import '@testing-library/jest-dom/vitest';

import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';

// What comes ends a wait: only a busy machine needs more than the usual second.
configure({ asyncUtilTimeout: 20_000 });

/** An event stream that says nothing; tests speak through it with `emit`. */
class SilentEventSource extends EventTarget {
  static instances: SilentEventSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    SilentEventSource.instances.push(this);
  }

  close(): void {
    SilentEventSource.instances = SilentEventSource.instances.filter((each) => each !== this);
  }
}

/** Sends a live event to every open stream, as the server would. */
export function emitLive(name: string, id?: number): void {
  for (const source of SilentEventSource.instances) {
    source.dispatchEvent(
      new MessageEvent(name, { data: JSON.stringify(id === undefined ? {} : { id }) }),
    );
  }
}

class NoResizeObserver {
  observe(): void {
    // The page has no layout here.
  }
  unobserve(): void {
    // The page has no layout here.
  }
  disconnect(): void {
    // The page has no layout here.
  }
}

beforeEach(() => {
  vi.stubGlobal('EventSource', SilentEventSource);
  vi.stubGlobal('ResizeObserver', NoResizeObserver);
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  // jsdom has no layout, so nothing can be scrolled to or captured.
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.hasPointerCapture = () => false;
  Element.prototype.releasePointerCapture = () => undefined;
});

afterEach(() => {
  cleanup();
  SilentEventSource.instances = [];
  localStorage.clear();
  sessionStorage.clear();
  vi.unstubAllGlobals();
});
