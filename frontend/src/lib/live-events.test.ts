import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { openLiveConnection, reconnectDelayMs } from '@/lib/live-events';

class FakeEventSource extends EventTarget {
  static opened: FakeEventSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  isClosed = false;
  constructor(readonly url: string) {
    super();
    FakeEventSource.opened.push(this);
  }
  close(): void {
    this.isClosed = true;
  }
}

function lastSource(): FakeEventSource {
  const source = FakeEventSource.opened.at(-1);
  if (source === undefined) throw new Error('No stream was opened.');
  return source;
}

describe('the live connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    FakeEventSource.opened = [];
    vi.stubGlobal('EventSource', FakeEventSource);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function open() {
    const onEvent = vi.fn();
    const onReturn = vi.fn();
    const connection = openLiveConnection({
      url: '/api/v1/events',
      names: ['server'],
      onEvent,
      onReturn,
    });
    return { connection, onEvent, onReturn };
  }

  it('hands on named events', () => {
    const { onEvent } = open();
    lastSource().dispatchEvent(new MessageEvent('server', { data: '{"id": 7}' }));
    expect(onEvent).toHaveBeenCalledExactlyOnceWith('server');
  });

  it('survives an event that it cannot read', () => {
    const { onEvent } = open();
    lastSource().dispatchEvent(new MessageEvent('server', { data: 'not json' }));
    expect(onEvent).toHaveBeenCalledExactlyOnceWith('server');
  });

  it('opens again after a break, and then says that events may have been missed', () => {
    const { onReturn } = open();
    lastSource().onopen?.();
    expect(onReturn).not.toHaveBeenCalled();
    lastSource().onerror?.();
    vi.advanceTimersByTime(2000);
    expect(FakeEventSource.opened).toHaveLength(2);
    lastSource().onopen?.();
    expect(onReturn).toHaveBeenCalledOnce();
  });

  it('never keeps two streams, also when the network returns while one is being opened', () => {
    const { connection } = open();
    lastSource().onerror?.();
    vi.advanceTimersByTime(2000);
    window.dispatchEvent(new Event('online'));
    expect(FakeEventSource.opened.filter((each) => !each.isClosed)).toHaveLength(1);
    connection.close();
    expect(FakeEventSource.opened.filter((each) => !each.isClosed)).toEqual([]);
  });

  it('stays closed once it was closed', () => {
    const { connection } = open();
    const source = lastSource();
    connection.close();
    source.onerror?.();
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.opened).toHaveLength(1);
    expect(source.isClosed).toBe(true);
  });

  it('waits longer each time, up to half a minute, and never the same as everybody else', () => {
    expect(reconnectDelayMs(0, 1)).toBe(1000);
    expect(reconnectDelayMs(3, 1)).toBe(8000);
    expect(reconnectDelayMs(20, 1)).toBe(30_000);
    expect(reconnectDelayMs(20, 0)).toBe(15_000);
  });
});
