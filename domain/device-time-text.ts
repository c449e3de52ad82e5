import { AppError } from './app-error.ts';

const VIETNAM_OFFSET = '+07:00';
const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)$/;
const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/**
 * Epoch milliseconds of a time that a device shows. Without a zone it is read as Asia/Ho_Chi_Minh (+07:00, no summer time since 1975): recorders show wall time.
 * Errors: `malformed_device_time` (invalid).
 */
export function parseDeviceTime(text: string): number {
  const local = LOCAL.exec(text);
  const ms = local ? Date.parse(`${local[1]}T${local[2]}${VIETNAM_OFFSET}`) : ZONED.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  if (Number.isNaN(ms) || !isDay(text.slice(0, 10)))
    throw new AppError('invalid', 'malformed_device_time', 'deviceTime is not a time. Write it as 2026-11-22T08:00:00, with a zone if the device gives one.');
  return ms;
}

/** `Date.parse` makes 2 March of 30 February. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
