import type { ClockOptions } from '../device-service/clock-options.ts';
import { utcOffsetMs } from '../device-service/posix-time-zone.ts';
import type { RecordingOptions } from './recording-options.ts';

type TimeOptions = ClockOptions & Pick<RecordingOptions, 'recordingTimes'>;

/**
 * How far what the device takes for UTC of its recordings is from true time, in milliseconds. The replay server has to
 * be told the same.
 */
export function timelineOffsetMs(options: TimeOptions): number {
  const mistaken = options.recordingTimes === 'local-as-utc' ? utcOffsetMs(options.timeZone, options.daylightSavings) : 0;
  return options.clockOffsetMs + mistaken;
}

/** A true time in the way the device writes times of recordings, as `xs:dateTime`. */
export function recordedTime(trueMs: number, options: TimeOptions): string {
  const utcMs = trueMs + timelineOffsetMs(options);
  if (options.recordingTimes === 'utc' || options.recordingTimes === 'local-as-utc') return new Date(utcMs).toISOString();
  const offsetMs = utcOffsetMs(options.timeZone, options.daylightSavings);
  const local = new Date(utcMs + offsetMs).toISOString().slice(0, -1);
  return options.recordingTimes === 'without-zone' ? local : `${local}${zoneText(offsetMs)}`;
}

/** A time of a request, which is on the timeline of the device, as true milliseconds since 1970; NaN when it is none. */
export function requestedTimeMs(text: string, options: TimeOptions): number {
  return Date.parse(text) - timelineOffsetMs(options);
}

function zoneText(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
