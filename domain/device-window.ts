import { whenAtLeast, whenAtMost, type CurveDomain } from './clock-curve.ts';
import { clockModel } from './clock-model.ts';
import type { OffsetPiece } from './clock-piece.ts';
import type { ClockReading } from './clock-reading.ts';
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

/** The inverse for one offset: the true time in which something happened that the device's clock shows within `deviceInterval`, widened alike. */
export function trueWindow(deviceInterval: TimeInterval, clock: OffsetRange | null): TimeInterval {
  const { offsetMs, uncertaintyMs } = clock ?? UNREAD_CLOCK;
  return shiftAndWiden(deviceInterval, -offsetMs, uncertaintyMs);
}

/**
 * When the device's clock may have shown a time within `deviceInterval`, by all its readings, in any order: the exact inverse of `offsetAt`. A true instant
 * is in the answer just when its range of offsets makes the device show that time then. In order, apart from each other, never empty; more than one where the clock was
 * set back and showed the time twice. Without readings one window, widened by 30 minutes.
 */
export function trueWindows(readings: readonly ClockReading[], deviceInterval: TimeInterval): TimeInterval[] {
  const { pieces } = clockModel(readings);
  if (pieces.length === 0) return [trueWindow(deviceInterval, null)];
  const found = pieces.flatMap((piece) => windowWithin(piece, deviceInterval) ?? []);
  // set ahead, the clock skipped some times: who reads one of them all the same misread, or it was set twice
  const settings = pieces.filter(({ kind }) => kind === 'between');
  const windows = found.length > 0 ? found : settings.filter((piece, index) => settings[index - 1]?.fromMs === piece.fromMs);
  return joined(windows.map(({ fromMs, toMs }) => ({ fromMs: Math.floor(fromMs + ROUNDING_MS), toMs: Math.ceil(toMs - ROUNDING_MS) })));
}

/** Epoch milliseconds have a few ten-thousandths in a double: not a millisecond more for that. */
const ROUNDING_MS = 0.001;

/** The offset's least value may not be later than the interval, its greatest not earlier. Both hold for an interval of true time each. */
function windowWithin(piece: OffsetPiece, { fromMs, toMs }: TimeInterval): CurveDomain | null {
  const notTooLate = whenAtMost(piece.low, toMs, piece);
  return notTooLate && whenAtLeast(piece.high, fromMs, notTooLate);
}

function joined(windows: readonly TimeInterval[]): TimeInterval[] {
  const apart: TimeInterval[] = [];
  for (const window of windows.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = apart.at(-1);
    if (last && window.fromMs <= last.toMs + 1) apart[apart.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, window.toMs) };
    else apart.push(window);
  }
  return apart;
}
