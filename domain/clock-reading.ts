/** How an offset between a device's clock and true time was measured. */
export const CLOCK_METHODS = ['onvif', 'rtcp', 'http_date', 'manual', 'photo', 'osd', 'simulated'] as const;
export type ClockMethod = (typeof CLOCK_METHODS)[number];

/** Methods by which the service itself asks the device, again and again in the same way; by the others a person reads. */
const AUTOMATIC: ReadonlySet<ClockMethod> = new Set(['onvif', 'rtcp', 'http_date', 'simulated']);

/** Whether the service reads by this method itself. */
export function isAutomatic(method: ClockMethod): boolean {
  return AUTOMATIC.has(method);
}

/**
 * One comparison of a device's clock with ours. `offsetMs = deviceTimeMs - trueTimeMs`, positive when the device runs
 * ahead; the true offset lies within `offsetMs ± uncertaintyMs`.
 */
export interface ClockReading {
  readonly trueTimeMs: number;
  readonly deviceTimeMs: number;
  readonly uncertaintyMs: number;
  readonly method: ClockMethod;
  /** Somebody set the clock just before: earlier readings don't contradict this one. */
  readonly afterSetting?: boolean;
}

/** `deviceTime − trueTime` of a reading, in milliseconds. */
export function readingOffsetMs(reading: ClockReading): number {
  return reading.deviceTimeMs - reading.trueTimeMs;
}
