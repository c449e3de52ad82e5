import { AppError } from '../../domain/app-error.ts';
import type { ClockReading } from '../../domain/clock-reading.ts';

/** Our clock and that of who types may differ by this much. */
const AHEAD_MS = 60_000;
const OLDEST_MS = 10 * 365 * 86_400_000;
/** Devices show 1970 when they lost their time; what lies beyond is a slip of the finger. */
const DEVICE_TIMES_MS = { from: 0, to: Date.UTC(2100, 0, 1) } as const;

/**
 * Refuses times that nobody can have read on a device and on a right clock beside it, however they came here.
 *
 * @throws AppError `invalid` `true_time_in_future` | `true_time_too_old` | `device_time_absurd`
 */
export function checkReadingTimes({ trueTimeMs, deviceTimeMs }: Pick<ClockReading, 'trueTimeMs' | 'deviceTimeMs'>, nowMs: number): void {
  if (trueTimeMs > nowMs + AHEAD_MS) throw new AppError('invalid', 'true_time_in_future', 'trueTime lies in the future. Check the date and its zone.');
  if (trueTimeMs < nowMs - OLDEST_MS) throw new AppError('invalid', 'true_time_too_old', 'trueTime lies more than ten years back. Check the year.');
  if (deviceTimeMs < DEVICE_TIMES_MS.from || deviceTimeMs >= DEVICE_TIMES_MS.to)
    throw new AppError(
      'invalid',
      'device_time_absurd',
      'deviceTime lies before 1970 or after 2099. Type it as the device shows it, with four digits of the year.',
    );
}
