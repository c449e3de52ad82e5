import { shiftAndWiden, type TimeInterval } from './time-interval.ts';

/** How far a window reaches to both sides when nothing is known of the device's clock. */
export const UNREAD_CLOCK_MS = 30 * 60_000;

type OffsetRange = { readonly offsetMs: number; readonly uncertaintyMs: number };

const UNREAD_CLOCK: OffsetRange = { offsetMs: 0, uncertaintyMs: UNREAD_CLOCK_MS };

/**
 * The interval of true time as the device's own clock may show it: moved by the offset and widened by its uncertainty on both sides. Without a reading
 * (`clock` null) it isn't moved and is widened by 30 minutes. `deviceTime = trueTime + offset`.
 */
export function deviceWindow(trueInterval: TimeInterval, clock: OffsetRange | null): TimeInterval {
  const { offsetMs, uncertaintyMs } = clock ?? UNREAD_CLOCK;
  return shiftAndWiden(trueInterval, offsetMs, uncertaintyMs);
}

/** The inverse: the true time in which something happened that the device's clock shows within `deviceInterval`, widened alike. */
export function trueWindow(deviceInterval: TimeInterval, clock: OffsetRange | null): TimeInterval {
  const { offsetMs, uncertaintyMs } = clock ?? UNREAD_CLOCK;
  return shiftAndWiden(deviceInterval, -offsetMs, uncertaintyMs);
}
