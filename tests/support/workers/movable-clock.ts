import type { Clock } from '../../../platform/clock.ts';

/** A clock that a test moves. */
export interface MovableClock extends Clock {
  advance(ms: number): void;
}

/** Starts at the machine's time, in whole seconds; database defaults such as `now()` then lie near it. */
export function createMovableClock(startMs: number = Math.floor(Date.now() / 1000) * 1000): MovableClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}
