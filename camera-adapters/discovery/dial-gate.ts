import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
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

/** A gate of its own for each discovery. */
export function createDialGate({ atOnce, perSecond }: DialLimits): DialGate {
  const limiter = createConcurrencyLimiter(atOnce);
  const gapMs = 1000 / perSecond;
  let nextAtMs = 0;
  const turn = async (signal: AbortSignal): Promise<void> => {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, nextAtMs);
    nextAtMs = atMs + gapMs;
    if (atMs > nowMs) await pause(atMs - nowMs, signal);
    if (signal.aborted) throw cancelledError();
  };
  return {
    run: (signal, dial) =>
      limiter.run(async () => {
        if (signal.aborted) throw cancelledError();
        await turn(signal);
        return dial();
      }),
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
