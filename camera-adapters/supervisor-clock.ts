import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../platform/clock.ts';
import type { Clock } from '../platform/clock.ts';

/** Time, as the supervisor needs it. */
export interface SupervisorClock extends Clock {
  /** Resolves after `ms`, or at once when `signal` fires; never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The machine's clock and timers. */
export const systemSupervisorClock: SupervisorClock = {
  now: systemClock.now,
  async wait(ms, signal) {
    // the only way for it to reject is the signal
    await delay(ms, undefined, { signal }).catch(() => undefined);
  },
};
