import { offsetOver, type ClockOffset } from './clock-offset.ts';
import type { ClockReading } from './clock-reading.ts';
import { UNREAD_CLOCK_MS } from './device-window.ts';
import type { TimeInterval } from './time-interval.ts';

/** When something was really taken of which the device's own time is known. */
export interface TrueTime {
  readonly trueDuring: TimeInterval;
  /** To either side of both ends. */
  readonly uncertaintyMs: number;
  /** The clock that was reckoned with; null when nothing is known of it. */
  readonly clock: ClockOffset | null;
}

/** Offsets change by seconds a day, so that a second look at the moved interval is exact enough, and a third one settles it where somebody set the clock. */
const LOOKS = 3;

/**
 * True time of what the device says it took in `deviceDuring`: moved by the offset that held then (`trueTime = deviceTime − offset`), with its uncertainty. Without a reading it isn't moved and is uncertain by
 * 30 minutes. `exactness`: how far the device times themselves may be off from what the device put down, in milliseconds; it is added where the clock was read.
 */
export function trueTimeOfDevice(readings: readonly ClockReading[], deviceDuring: TimeInterval, exactnessMs: number): TrueTime {
  let trueDuring = deviceDuring;
  let clock: ClockOffset | null = null;
  for (let look = 0; look < LOOKS; look++) {
    clock = offsetOver(readings, trueDuring);
    if (clock === null) return { trueDuring: deviceDuring, uncertaintyMs: UNREAD_CLOCK_MS, clock };
    trueDuring = { fromMs: deviceDuring.fromMs - clock.offsetMs, toMs: deviceDuring.toMs - clock.offsetMs };
  }
  return { trueDuring, uncertaintyMs: (clock?.uncertaintyMs ?? UNREAD_CLOCK_MS) + exactnessMs, clock };
}
