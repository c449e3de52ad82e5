/** How an offset between a device's clock and true time was measured. */
export const CLOCK_METHODS = ['onvif', 'rtcp', 'http_date', 'manual', 'photo', 'osd', 'simulated'] as const;
export type ClockMethod = (typeof CLOCK_METHODS)[number];

/**
 * One comparison of a device's clock with ours. `offsetMs = deviceTimeMs - trueTimeMs`, positive when the device runs
 * ahead; the true offset lies within `offsetMs ± uncertaintyMs`.
 */
export interface ClockReading {
  readonly trueTimeMs: number;
  readonly deviceTimeMs: number;
  readonly uncertaintyMs: number;
  readonly method: ClockMethod;
}

/** `deviceTime − trueTime` of a reading, in milliseconds. */
export function readingOffsetMs(reading: ClockReading): number {
  return reading.deviceTimeMs - reading.trueTimeMs;
}
