import type { TimeInterval } from '../time-interval.ts';
import { vietnamDay, vietnamDayEndMs, vietnamDayStartMs } from '../vietnam-day.ts';

const DAY_MS = 86_400_000;

/** The time of which figures tell: now, or the last moment of an earlier day in Viet Nam. */
export interface AsAt {
  /** `yyyy-mm-dd` */
  readonly day: string;
  readonly atMs: number;
  readonly isNow: boolean;
}

/** The time that a wanted day (`yyyy-mm-dd`, today when absent) stands for; null for a day that is yet to come. */
export function asAt(wanted: string | undefined, nowMs: number): AsAt | null {
  const today = vietnamDay(nowMs);
  const day = wanted ?? today;
  if (day > today) return null;
  return day === today ? { day, atMs: nowMs, isNow: true } : { day, atMs: vietnamDayEndMs(day), isNow: false };
}

/** The last `days` calendar days up to that time, its own day included. */
export function periodUntil({ day, atMs }: AsAt, days: number): TimeInterval {
  return { fromMs: vietnamDayStartMs(day) - (days - 1) * DAY_MS, toMs: atMs };
}
