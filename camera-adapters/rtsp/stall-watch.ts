import { startHeardDeadline } from '../../platform/heard-deadline.ts';

/** Watches that something keeps coming. */
export interface StallWatch {
  /** Says that something came. Costs next to nothing. */
  touch(): void;
  end(): void;
}

/** Calls `onStall` once when `touch` was not called for `stallMs`; counts from now on. */
export function createStallWatch(stallMs: number, onStall: () => void): StallWatch {
  let touchedAtMs = performance.now();
  let endWait = startHeardDeadline(stallMs, look);
  function look(): void {
    const remainingMs = touchedAtMs + stallMs - performance.now();
    if (remainingMs > 0) endWait = startHeardDeadline(Math.max(1, remainingMs), look);
    else onStall();
  }
  return {
    touch() {
      touchedAtMs = performance.now();
    },
    end: () => endWait(),
  };
}
