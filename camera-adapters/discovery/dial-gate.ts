import { cancelledError } from '../socket-error.ts';

/** What a discovery may do to a network at most. */
export interface DialLimits {
  /** Connections at once, half-open ones included. */
  readonly atOnce: number;
  /** New connections a second. */
  readonly perSecond: number;
}

/** Every connection of a discovery goes through here. */
export interface DialGate {
  /**
   * Runs `dial`, which opens one connection and has closed it when it settles, as soon as the limits allow.
   *
   * @throws AppError `cancelled`/`contact_cancelled` when `signal` aborts before it began; else what `dial` throws.
   */
  run<T>(signal: AbortSignal, dial: () => Promise<T>): Promise<T>;
}

/** One gate for a whole discovery, with a lane for each address. */
export interface DialGates {
  /** Of all that waits, what has the lowest `order` goes first: addresses are finished one after the other and not all at the end. */
  lane(order: number): DialGate;
}

interface Waiting {
  readonly order: number;
  readonly start: () => void;
}

/** How far the rate may catch up after timers that came late. */
const CATCH_UP_MS = 20;

/** Gates of one discovery. */
export function createDialGates({ atOnce, perSecond }: DialLimits): DialGates {
  const gapMs = 1000 / perSecond;
  const waiting = new Set<Waiting>();
  let active = 0;
  let nextAtMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const pump = (): void => {
    while (waiting.size > 0 && active < atOnce) {
      const nowMs = performance.now();
      if (nowMs < nextAtMs) {
        timer ??= setTimeout(() => {
          timer = undefined;
          pump();
        }, nextAtMs - nowMs);
        return;
      }
      nextAtMs = Math.max(nextAtMs, nowMs - CATCH_UP_MS) + gapMs;
      const first = lowest(waiting);
      waiting.delete(first);
      active += 1;
      first.start();
    }
  };
  const enter = (order: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.delete(entry);
        reject(cancelledError());
      };
      const start = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const entry = { order, start };
      signal.addEventListener('abort', leave, { once: true });
      waiting.add(entry);
      pump();
    });
  const run = async <T>(order: number, signal: AbortSignal, dial: () => Promise<T>): Promise<T> => {
    if (signal.aborted) throw cancelledError();
    await enter(order, signal);
    try {
      if (signal.aborted) throw cancelledError();
      return await dial();
    } finally {
      active -= 1;
      pump();
    }
  };
  return { lane: (order) => ({ run: (signal, dial) => run(order, signal, dial) }) };
}

/** The first of the lowest order; a few thousand wait at most. */
function lowest(waiting: ReadonlySet<Waiting>): Waiting {
  let first: Waiting | undefined;
  for (const entry of waiting) if (first === undefined || entry.order < first.order) first = entry;
  return first!;
}
