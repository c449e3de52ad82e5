import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryKeys } from '../../../web/api/query-keys.ts';
import { createEventSocket, type EventSocketOptions, type LiveEvent, type LiveState, type SocketLike } from '../../../web/live/event-socket.ts';
import { createKeyBatch } from '../../../web/live/key-batch.ts';
import { CATCH_UP_KEYS, slowlyStaleKeysOf, staleKeysOf } from '../../../web/live/stale-keys.ts';

/** The far end of a socket. */
class FakeSocket implements SocketLike {
  onopen: WebSocket['onopen'] = null;
  onmessage: WebSocket['onmessage'] = null;
  onclose: WebSocket['onclose'] = null;
  readonly sent: string[] = [];
  closed = false;
  send(data: unknown): void {
    this.sent.push(String(data));
  }
  close(): void {
    this.closed = true;
  }
  open(): void {
    this.onopen?.call(this as never, new Event('open'));
  }
  say(message: unknown): void {
    this.onmessage?.call(this as never, { data: typeof message === 'string' ? message : JSON.stringify(message) } as MessageEvent);
  }
  drop(): void {
    this.onclose?.call(this as never, new Event('close') as CloseEvent);
  }
}

function start(random = 1) {
  const sockets: FakeSocket[] = [];
  const events: LiveEvent[] = [];
  const states: LiveState[] = [];
  const catchUps: number[] = [];
  const options: EventSocketOptions = {
    connect: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket;
    },
    topics: ['cameras', 'jobs'],
    askedFromMs: Date.now(),
    onEvent: (event) => events.push(event),
    onState: (state) => states.push(state),
    onCatchUp: () => catchUps.push(sockets.length),
    random: () => random,
  };
  return { socket: createEventSocket(options), sockets, events, states, catchUps, last: () => sockets.at(-1)! };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the connection for live changes', () => {
  it('asks for its topics once it is open and hands on what comes', () => {
    const { sockets, events, states, catchUps, last } = start();
    last().open();
    last().say({ topic: 'cameras', type: 'state_changed', data: { cameraId: 'a' } });
    expect(sockets[0]?.sent).toEqual(['{"topics":["cameras","jobs"],"recent":true}']);
    expect(events).toEqual([{ topic: 'cameras', type: 'state_changed', data: { cameraId: 'a' } }]);
    expect(states).toEqual(['connecting', 'live']);
    expect(catchUps).toEqual([]);
  });

  it('is made anew at once when the network came back, whether or not the old one knows that it is dead', () => {
    const { socket, sockets, events, states, catchUps, last } = start();
    last().open();
    const [silent] = sockets;
    socket.renew();
    expect([silent?.closed, sockets.length]).toEqual([true, 2]);
    silent?.say({ topic: 'cameras', type: 'state_changed', data: {} });
    silent?.drop();
    expect([events, states]).toEqual([[], ['connecting', 'live']]);
    last().open();
    expect(catchUps).toEqual([2]);
    // in the middle of a wait
    last().drop();
    socket.renew();
    expect(sockets.length).toBe(3);
    vi.runAllTimers();
    expect(sockets.length).toBe(3);
    socket.close();
    socket.renew();
    expect(sockets.length).toBe(3);
  });

  it('ignores what it does not understand', () => {
    const { events, last } = start();
    last().open();
    for (const message of [
      'not json',
      '7',
      { topic: 'service', type: 'subscribed', data: {} },
      { topic: 'cameras' },
      { topic: 'cameras', type: 'x', data: null },
    ])
      last().say(message);
    expect(events).toEqual([]);
  });

  it('waits twice as long after each failure, up to half a minute', () => {
    const { sockets, last } = start();
    const waits: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      const before = sockets.length;
      const startedAt = Date.now();
      last().drop();
      while (sockets.length === before) vi.advanceTimersToNextTimer();
      waits.push(Date.now() - startedAt);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('spreads its tries by chance over half of each wait', () => {
    const { sockets, last } = start(0);
    last().drop();
    vi.advanceTimersByTime(499);
    expect(sockets).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(2);
  });

  it('catches up after a break and begins again with short waits', () => {
    const { sockets, states, catchUps, last } = start();
    last().open();
    last().drop();
    vi.advanceTimersByTime(1000);
    last().drop();
    vi.advanceTimersByTime(2000);
    last().open();
    expect(catchUps).toEqual([3]);
    expect(states).toEqual(['connecting', 'live', 'lost', 'lost', 'live']);
    last().drop();
    vi.advanceTimersByTime(1000);
    expect(sockets).toHaveLength(4);
  });

  it('catches up when the service itself may have missed something', () => {
    const { last, catchUps, events } = start();
    last().open();
    last().say({ topic: 'service', type: 'subscribed', data: {} });
    expect(catchUps).toEqual([]);
    last().say({ topic: 'service', type: 'gap', data: {} });
    expect(catchUps).toEqual([1]);
    expect(events).toEqual([]);
  });

  it('catches up when the first try was in vain: what was fetched before the second is not followed from its own time on', () => {
    const { catchUps, last } = start();
    last().drop();
    vi.advanceTimersByTime(1000);
    last().open();
    expect(catchUps).toEqual([2]);
  });

  it('tries no more once it is closed', () => {
    const { socket, sockets, last } = start();
    last().open();
    last().drop();
    socket.close();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
    expect(sockets[0]?.closed).toBe(true);
  });
});

describe('what changed between the first question and the first connection', () => {
  const changed = (cameraId: string) => ({ topic: 'cameras', type: 'changed', data: { cameraId } });
  const recent = (heardForMs: number, events: readonly (readonly [number, unknown])[] = []) => ({
    topic: 'service',
    type: 'recent',
    data: { heardForMs, events: events.map(([agoMs, event]) => ({ agoMs, event })) },
  });
  /** Connected 4 s after the page began to ask. */
  function late() {
    const page = start();
    vi.advanceTimersByTime(4000);
    page.last().open();
    return page;
  }

  it('is handed on, and what was before the first question is not: the page has it', () => {
    const { events, catchUps, last } = late();
    last().say(
      recent(60_000, [
        [4001, changed('before')],
        [4000, changed('a')],
        [10, changed('b')],
        [10, { topic: 'people', type: 'x', data: {} }],
      ]),
    );
    expect([events, catchUps]).toEqual([[changed('a'), changed('b')], []]);
  });

  it('costs nothing when nothing did', () => {
    const { events, catchUps, last } = late();
    last().say(recent(60_000));
    expect([events, catchUps]).toEqual([[], []]);
  });

  it('is caught up with as a whole when the service has not been listening for so long, once', () => {
    const { events, catchUps, last } = late();
    last().say(recent(3999, [[10, changed('a')]]));
    expect([events, catchUps]).toEqual([[], [1]]);
  });

  it('counts from the catching up on after a break', () => {
    const { events, catchUps, last } = late();
    last().drop();
    vi.advanceTimersByTime(1000);
    last().open();
    vi.advanceTimersByTime(50);
    last().say(
      recent(60, [
        [55, changed('before')],
        [50, changed('a')],
      ]),
    );
    expect([events, catchUps]).toEqual([[changed('a')], [2]]);
  });
});

describe('what an announced change makes stale', () => {
  it.each([
    [{ topic: 'cameras', type: 'changed', data: { cameraId: 'a' } }, [['cameras'], ['faults'], ['fault'], ['camera', 'a']]],
    [{ topic: 'incidents', type: 'created', data: { incidentId: 'i' } }, [['incidents'], ['incident', 'i']]],
    [{ topic: 'jobs', type: 'updated', data: { jobId: 'j', cameraId: 'a', state: 'active' } }, [['job', 'j']]],
  ] as const)('%o', (event, keys) => expect(staleKeysOf(event)).toEqual(keys));

  it.each([['incident-pulls'], ['incident'], ['camera']])('after a break %s is among what may have changed', (key) =>
    expect(CATCH_UP_KEYS).toContainEqual([key]),
  );

  it('is fetched once for a hundred cameras that change together', () => {
    const flushed: unknown[] = [];
    const batch = createKeyBatch(500, (keys) => flushed.push(keys));
    for (let camera = 0; camera < 100; camera += 1) batch.add(staleKeysOf({ topic: 'cameras', type: 'changed', data: { cameraId: `c${camera % 2}` } }));
    vi.advanceTimersByTime(500);
    expect(flushed).toEqual([[['cameras'], ['faults'], ['fault'], ['camera', 'c0'], ['camera', 'c1']]]);
  });

  it('of what is behind the figures is that of now, and is fetched at most once a minute', () => {
    const flushed: (readonly QueryKey[])[] = [];
    const batch = createKeyBatch(60_000, (keys) => flushed.push(keys));
    for (let second = 0; second < 120; second += 1) {
      batch.add(slowlyStaleKeysOf({ topic: 'cameras', type: 'state_changed', data: { cameraId: `c${second}` } }));
      vi.advanceTimersByTime(1000);
    }
    expect(flushed).toEqual([[queryKeys.coverageBehindNow], [queryKeys.coverageBehindNow]]);
    expect(slowlyStaleKeysOf({ topic: 'incidents', type: 'created', data: { incidentId: 'i' } })).toEqual([]);
    const client = new QueryClient();
    const isStale = (key: QueryKey): boolean | undefined => {
      client.setQueryData(key, 'as it was');
      void client.invalidateQueries({ queryKey: queryKeys.coverageBehindNow });
      return client.getQueryState(key)?.isInvalidated;
    };
    for (const part of ['cameras', 'groups', 'trend']) {
      expect(isStale(queryKeys.coverageBehind(part, { asOf: undefined }))).toBe(true);
      expect(isStale(queryKeys.coverageBehind(part, { asOf: '2026-11-01' }))).toBe(false);
    }
    // asked for by the clock
    expect(isStale(queryKeys.coverageSummary({ days: 7 }))).toBe(false);
  });

  it('is not fetched after the page is gone', () => {
    const flushed: unknown[] = [];
    const batch = createKeyBatch(500, (keys) => flushed.push(keys));
    batch.add([['cameras']]);
    batch.cancel();
    vi.advanceTimersByTime(1000);
    expect(flushed).toEqual([]);
  });
});
