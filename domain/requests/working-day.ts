import { isVietnamHoliday } from './vietnam-holiday.ts';

const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;

/** Days since 1 January 1970 on the calendar of Viet Nam (UTC+7, no summer time). */
function dayNumber(atMs: number): number {
  return Math.floor((atMs + VIETNAM_MS) / DAY_MS);
}

/** Monday to Friday and no public holiday. */
function isWorkingDay(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isVietnamHoliday(date.toISOString().slice(0, 10));
}

/** The `count`th working day after the day of `fromMs`, which itself doesn't count. */
function workingDayAfter(fromMs: number, count: number): number {
  let day = dayNumber(fromMs);
  for (let left = count; left > 0;) {
    day += 1;
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/**
 * When a term of `count` working days ends that something at `fromMs` began: at the end (24:00) of the last one, in Viet Nam. The day itself doesn't count (Civil Code 91/2015/QH13, articles 147.2 and 148.6).
 *
 * @param count at least 1.
 */
export function workingDaysEndMs(fromMs: number, count: number): number {
  return (workingDayAfter(fromMs, count) + 1) * DAY_MS - VIETNAM_MS;
}

/** Eight in the morning of the `count`th working day after the day of `fromMs`. */
export function workingMorningMs(fromMs: number, count: number): number {
  return workingDayAfter(fromMs, count) * DAY_MS + 8 * 3_600_000 - VIETNAM_MS;
}
