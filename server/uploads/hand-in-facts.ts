import { AppError } from '../../domain/app-error.ts';
import { parseDeviceTime } from '../../domain/device-time-text.ts';
import { findPersonalDataInName } from '../../domain/personal-data-check.ts';
import { handInFactsWire } from '../../domain/wire/hand-in-wire.ts';
import { checkReadingTimes } from '../clocks/reading-times.ts';
import { readFormFields } from '../form-fields.ts';

/** What somebody said of a file, read. */
export interface ReadFacts {
  readonly fileName: string;
  readonly fileModifiedAtMs: number | null;
  readonly deviceStartMs: number;
  /** What the recorder showed beside a right clock, if it was said. */
  readonly clock: { readonly deviceTimeMs: number; readonly trueTimeMs: number } | null;
}

const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
const AHEAD_MS = 400 * 24 * 3_600_000;
const SHOWN_NAME_CHARACTERS = 120;

/**
 * Reads and judges what comes with a file. Errors (invalid): `validation_failed`, `malformed_device_time`, `device_start_absurd`, those of `checkReadingTimes`.
 */
export function readFacts(given: Readonly<Record<string, unknown>>, nowMs: number): ReadFacts {
  const { deviceStart, filename, fileModifiedAt, clockDeviceTime, clockTrueTime } = readFormFields(handInFactsWire, given);
  const deviceStartMs = parseDeviceTime(deviceStart);
  const clock = readClock(clockDeviceTime, clockTrueTime, nowMs);
  // a recorder that lost its clock begins in 2000 or 1970: such a time means something only beside a right one
  const startMs = deviceStartMs - (clock === null ? 0 : clock.deviceTimeMs - clock.trueTimeMs);
  if (startMs < EARLIEST_MS || startMs > nowMs + AHEAD_MS)
    throw new AppError(
      'invalid',
      'device_start_absurd',
      "deviceStart lies too far from today to be what a recorder's display showed. Check the year; if the recorder lost its time, enter as well what its clock shows beside a right one.",
    );
  return {
    fileName: shownFileName(filename),
    fileModifiedAtMs: readModified(fileModifiedAt),
    deviceStartMs,
    clock,
  };
}

/** What a phone says of a file; one without a date says something that means nothing. */
function readModified(text: string | undefined): number | null {
  const ms = text === undefined ? 0 : Date.parse(text);
  return ms > 0 && ms < LATEST_MS ? ms : null;
}

function readClock(deviceTime: string | undefined, trueTime: string | undefined, nowMs: number): ReadFacts['clock'] {
  if (deviceTime === undefined || trueTime === undefined) return null;
  const reading = { deviceTimeMs: parseDeviceTime(deviceTime), trueTimeMs: Date.parse(trueTime) };
  checkReadingTimes(reading, nowMs);
  return reading;
}

/** The last part of a path, without what can't be shown. The long numbers that recorders write into names are no reason to refuse a file, but none is kept that could be a person's. */
function shownFileName(name: string): string {
  const last = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  const shown = Array.from(last).slice(0, SHOWN_NAME_CHARACTERS).join('').slice(0, 200);
  if (shown === '') return 'file';
  return findPersonalDataInName(shown).length === 0 ? shown : `file${/\.[A-Za-z0-9]{1,5}$/.exec(shown)?.[0] ?? ''}`;
}
