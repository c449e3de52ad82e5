const DAY_MIN = 1440;
const MINUTE_MS = 60_000;
/** Asia/Ho_Chi_Minh: +07:00, no summer time since 1975 (IANA tz database). */
export const LOCAL_OFFSET_MS = 7 * 3_600_000;

/** Hours in which nobody is told anything, as minutes of the day in Viet Nam; `fromMin` after `toMin` reaches over midnight. */
export interface QuietHours {
  readonly fromMin: number;
  readonly toMin: number;
}

/** Ten in the evening to six in the morning. */
export const DEFAULT_QUIET_HOURS: QuietHours = { fromMin: 22 * 60, toMin: 6 * 60 };

/** Minute of the day in Viet Nam, 0 to 1439. */
function localMinute(atMs: number): number {
  return Math.floor((atMs + LOCAL_OFFSET_MS) / MINUTE_MS) % DAY_MIN;
}

/** The first moment at or after `fromMs` at which the clock in Viet Nam shows `minute` of the day. */
export function nextLocalMinute(fromMs: number, minute: number): number {
  const dayMs = DAY_MIN * MINUTE_MS;
  const startOfDayMs = Math.floor((fromMs + LOCAL_OFFSET_MS) / dayMs) * dayMs - LOCAL_OFFSET_MS;
  const todayMs = startOfDayMs + minute * MINUTE_MS;
  return todayMs >= fromMs ? todayMs : todayMs + dayMs;
}

/** Whether `atMs` lies in the quiet hours; their first minute belongs to them, their last moment doesn't. */
export function isQuiet(atMs: number, hours: QuietHours | null): boolean {
  if (hours === null) return false;
  const minute = localMinute(atMs);
  return hours.fromMin < hours.toMin ? minute >= hours.fromMin && minute < hours.toMin : minute >= hours.fromMin || minute < hours.toMin;
}

/** `atMs` itself, or the end of the quiet hours that it lies in. */
export function afterQuietHours(atMs: number, hours: QuietHours | null): number {
  return hours !== null && isQuiet(atMs, hours) ? nextLocalMinute(atMs, hours.toMin) : atMs;
}
