import { clockFacetState } from './clock-facet.ts';
import { readingOffsetMs, type ClockReading } from './clock-reading.ts';

/**
 * What is wrong with a clock, as far as one reading tells. `time_zone`: right in another zone, `half_day`: morning and afternoon confused, `date_swapped`: day,
 * month and year stand in each other's places, `wrong_date`: the time of day is right, `reset`: it lost its time and began anew (1970, 2000 …).
 */
export const CLOCK_DIAGNOSES = ['right', 'ahead', 'behind', 'time_zone', 'half_day', 'date_swapped', 'wrong_date', 'reset'] as const;
export type ClockDiagnosisKind = (typeof CLOCK_DIAGNOSES)[number];

/** `zone` (`+08:00`) is that which a clock of kind `time_zone` is set to; null otherwise. */
export interface ClockDiagnosis {
  readonly kind: ClockDiagnosisKind;
  readonly zone: string | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A clock that is set right but in another zone, or on another day, differs by that, give or take what clocks drift in a month. */
const DIAGNOSIS_MARGIN_MS = 2 * MINUTE_MS;
/** A reading that is less certain than this names no zone: it would fit several causes. */
const SURE_ENOUGH_MS = 3 * MINUTE_MS;
const VIETNAM_MINUTES = 7 * 60;
/** UTC offsets in use on Earth, in minutes, summer times included (IANA time zone database, 2026). No other difference is a zone: 17 minutes are not. */
const ZONES_MINUTES = [
  -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -150, -120, -60, 0, 60, 120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 480, 525,
  540, 570, 600, 630, 660, 720, 765, 780, 825, 840,
];
/** No device of ours was set by hand to a day before this: such a clock began anew by itself. */
const FIRST_LIKELY_MS = Date.UTC(2015, 0, 1);
const YEAR_MS = 365 * DAY_MS;

/** Names what is wrong with the clock that was read; pure. Viet Nam is +07:00 without summer time, so a whole or quarter hour more or less is a zone. */
export function clockDiagnosis(reading: ClockReading): ClockDiagnosis {
  const offsetMs = readingOffsetMs(reading);
  if (clockFacetState(reading) === 'ok') return named('right');
  const marginMs = DIAGNOSIS_MARGIN_MS + reading.uncertaintyMs;
  const isSure = reading.uncertaintyMs <= SURE_ENOUGH_MS;
  const zone = isSure ? zoneOf(offsetMs, marginMs) : undefined;
  if (zone !== undefined) return { kind: 'time_zone', zone };
  if (isSure && Math.abs(Math.abs(offsetMs) - DAY_MS / 2) <= marginMs) return named('half_day');
  if (isSure && isSwapped(reading, marginMs)) return named('date_swapped');
  if (reading.deviceTimeMs < FIRST_LIKELY_MS && offsetMs < -YEAR_MS) return named('reset');
  if (isSure && Math.abs(offsetMs) > DAY_MS / 2 && Math.abs(offsetMs - Math.round(offsetMs / DAY_MS) * DAY_MS) <= marginMs) return named('wrong_date');
  if (Math.abs(offsetMs) > YEAR_MS) return named('reset');
  return named(offsetMs > 0 ? 'ahead' : 'behind');
}

function named(kind: ClockDiagnosisKind): ClockDiagnosis {
  return { kind, zone: null };
}

/** Twelve hours are left out: somebody took morning for afternoon, which is far likelier than New York. */
function zoneOf(offsetMs: number, marginMs: number): string | undefined {
  const zoneMinutes = ZONES_MINUTES.filter((minutes) => minutes !== VIETNAM_MINUTES - 720).find(
    (minutes) => Math.abs(offsetMs - (minutes - VIETNAM_MINUTES) * MINUTE_MS) <= marginMs,
  );
  if (zoneMinutes === undefined) return undefined;
  const [hours, minutes] = [Math.floor(Math.abs(zoneMinutes) / 60), Math.abs(zoneMinutes) % 60];
  return `${zoneMinutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** Whether the shown date, read in another order (month-day, year-day …), is the true one. */
function isSwapped({ deviceTimeMs, trueTimeMs }: ClockReading, marginMs: number): boolean {
  const local = new Date(deviceTimeMs + VIETNAM_MINUTES * MINUTE_MS);
  const [year, month, day] = [local.getUTCFullYear() - 2000, local.getUTCMonth() + 1, local.getUTCDate()];
  if (year < 0 || year > 99) return false;
  const timeOfDayMs = (deviceTimeMs + VIETNAM_MINUTES * MINUTE_MS) % DAY_MS;
  const orders = [
    [year, day, month],
    [day, month, year],
    [month, day, year],
    [day, year, month],
    [month, year, day],
  ] as const;
  return orders.some(([y, m, d]) => {
    const meantMs = Date.UTC(2000 + y, m - 1, d) + timeOfDayMs - VIETNAM_MINUTES * MINUTE_MS;
    return m >= 1 && m <= 12 && d >= 1 && d <= 31 && Math.abs(meantMs - trueTimeMs) <= marginMs;
  });
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
