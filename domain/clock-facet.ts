import { readingOffsetMs, type ClockReading } from './clock-reading.ts';

/**
 * From this offset on a device's clock counts as wrong. A policy of the product: half a minute is what a person who
 * compares a picture's printed time with another camera's notices, while ordinary NTP or a clock set by hand last month stays below it.
 */
export const CLOCK_OFF_MS = 30_000;

/** What one reading says about the clock: `off` only when the offset is beyond {@link CLOCK_OFF_MS} by more than its own uncertainty. */
export function clockFacetState(reading: ClockReading): 'ok' | 'off' {
  return Math.abs(readingOffsetMs(reading)) - reading.uncertaintyMs > CLOCK_OFF_MS ? 'off' : 'ok';
}
