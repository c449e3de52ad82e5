import type { ClockReading } from '../../domain/clock-reading.ts';
import { localToUtcMs } from './local-time.ts';
import { NS } from './onvif-namespaces.ts';
import { descend, textAt } from './xml-element.ts';
import type { XmlElement } from './xml-element.ts';

/** When a question went out and how long its answer took. */
export interface RoundTrip {
  /** Our wall clock at the start, epoch milliseconds. */
  readonly sentAtMs: number;
  readonly roundTripMs: number;
}

/** Both ONVIF and HTTP tell whole seconds: the instant lies anywhere in the second named, so its middle is taken. */
const HALF_SECOND_MS = 500;

/**
 * The camera's clock from a GetSystemDateAndTimeResponse (ONVIF Core, section 8.3.6): UTCDateTime, or LocalDateTime with its TimeZone.
 *
 * The answer was made somewhere in the round trip: its middle is our time, half of it the uncertainty, 500 ms more for the resolution.
 *
 * @returns undefined when the device tells no time that exists.
 */
export function readDeviceClock(response: XmlElement, trip: RoundTrip): ClockReading | undefined {
  const answer = descend(response, NS.device, 'SystemDateAndTime');
  const utcMs = dateTimeMs(descend(answer, NS.schema, 'UTCDateTime'));
  return toReading(utcMs ?? localMs(answer), trip, 'onvif');
}

/** How far the device's local time is ahead of UTC, in milliseconds, by the zone in a GetSystemDateAndTimeResponse; undefined when it names none that can be read. */
export function readDeviceZone(response: XmlElement): number | undefined {
  const answer = descend(response, NS.device, 'SystemDateAndTime');
  const zone = textAt(answer, NS.schema, 'TimeZone', 'TZ');
  const nearMs = dateTimeMs(descend(answer, NS.schema, 'UTCDateTime')) ?? Date.now();
  const utcMs = zone === undefined ? undefined : localToUtcMs(nearMs, zone, isSummerTimeOn(answer));
  return utcMs === undefined ? undefined : nearMs - utcMs;
}

function isSummerTimeOn(answer: XmlElement | undefined): boolean {
  return /^(?:true|1)$/.test(textAt(answer, NS.schema, 'DaylightSavings') ?? '');
}

function localMs(answer: XmlElement | undefined): number | undefined {
  const wallMs = dateTimeMs(descend(answer, NS.schema, 'LocalDateTime'));
  if (wallMs === undefined) return undefined;
  return localToUtcMs(wallMs, textAt(answer, NS.schema, 'TimeZone', 'TZ'), isSummerTimeOn(answer));
}

/** `tt:DateTime` as if it were UTC. Second 60 is a leap second. */
function dateTimeMs(element: XmlElement | undefined): number | undefined {
  const number = (group: string, name: string): number => Number(/^\d{1,4}$/.exec(textAt(element, NS.schema, group, name) ?? '')?.[0] ?? Number.NaN);
  const [year, month, day] = [number('Date', 'Year'), number('Date', 'Month'), number('Date', 'Day')];
  const [hour, minute, second] = [number('Time', 'Hour'), number('Time', 'Minute'), number('Time', 'Second')];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const isInRange = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 60;
  return isInRange && Number.isFinite(ms) && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? ms : undefined;
}

/**
 * The camera's clock from the `Date` field of an HTTP answer (RFC 9110, section 6.6.1).
 *
 * @returns undefined when the field is missing or no date.
 */
export function readHttpDateClock(dateField: string | undefined, trip: RoundTrip): ClockReading | undefined {
  const ms =
    dateField === undefined || !/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(dateField) ? Number.NaN : Date.parse(dateField);
  return toReading(Number.isFinite(ms) ? ms : undefined, trip, 'http_date');
}

function toReading(deviceMs: number | undefined, trip: RoundTrip, method: 'onvif' | 'http_date'): ClockReading | undefined {
  if (deviceMs === undefined) return undefined;
  return {
    trueTimeMs: Math.round(trip.sentAtMs + trip.roundTripMs / 2),
    deviceTimeMs: deviceMs + HALF_SECOND_MS,
    uncertaintyMs: Math.ceil(trip.roundTripMs / 2) + HALF_SECOND_MS,
    method,
  };
}
