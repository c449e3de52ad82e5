import type { ClockReading } from './clock-reading.ts';
import type { TimeInterval } from './time-interval.ts';
import { trueTimeOfDevice, type TrueTime } from './true-time-of-device.ts';

/** When a handed-in file was really taken. */
export type HandInTime = TrueTime;

/** People read the display to the second. */
const TYPED_MS = 1000;

/**
 * True time of a file whose device time was typed from the recorder's display: moved by the offset that held then, with its uncertainty. Without a reading it isn't moved and is uncertain by
 * 30 minutes. `deviceDuring` in milliseconds of the device's own clock.
 */
export function handInTime(readings: readonly ClockReading[], deviceDuring: TimeInterval): HandInTime {
  return trueTimeOfDevice(readings, deviceDuring, TYPED_MS);
}
