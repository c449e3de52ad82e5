import type { ClockReading } from '../../domain/clock-reading.ts';

const YEAR_2000_MS = Date.UTC(2000, 0, 1);
/** `Date` cuts off its fraction of a second, so the device's time lies within the second that begins there. */
const HALF_SECOND_MS = 500;

/**
 * The camera's clock by the `Date` field of an answer (RFC 2326 §12.18, in the form of RFC 9110 §5.6.7).
 *
 * @param askedAtMs, answeredAtMs when the request went out and its answer was there, epoch milliseconds: the field was written in between.
 * @returns undefined without a readable field, and for a clock that was never set.
 */
export function readDateHeaderClock(field: string | undefined, askedAtMs: number, answeredAtMs: number): ClockReading | undefined {
  if (field === undefined || !/^[A-Za-z]{3}, \d{2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(field)) return undefined;
  const second = Date.parse(field);
  if (!(second >= YEAR_2000_MS)) return undefined;
  return {
    trueTimeMs: Math.round((askedAtMs + answeredAtMs) / 2),
    deviceTimeMs: second + HALF_SECOND_MS,
    uncertaintyMs: Math.ceil(HALF_SECOND_MS + Math.abs(answeredAtMs - askedAtMs) / 2),
    method: 'http_date',
  };
}
