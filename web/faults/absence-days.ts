import { formatDay, formatInstant, formatTime } from '../formats/instant-format.ts';

/** When a camera is away, as people set it: `toDay` is the last whole day and belongs to it. Ends in the middle of a day are told as instants. */
export interface AbsenceDays {
  /** `dd/mm/yyyy`, or with the time when it doesn't begin at midnight. */
  readonly from: string;
  /** The same, of the end. */
  readonly to: string;
  /** The end is a whole day, to its last minute. */
  readonly isWholeDay: boolean;
}

/** Reads an absence back the way it was typed: the API's `to` is the first instant after it, which is the midnight behind the last day. */
export function absenceDays(absence: { readonly from: string; readonly to: string }): AbsenceDays {
  const isMidnight = (instant: string): boolean => Date.parse(instant) % 60_000 === 0 && formatTime(instant) === '00:00';
  const isWholeDay = isMidnight(absence.to);
  return {
    from: isMidnight(absence.from) ? formatDay(absence.from) : formatInstant(absence.from),
    to: isWholeDay ? formatDay(Date.parse(absence.to) - 1) : formatInstant(absence.to),
    isWholeDay,
  };
}
