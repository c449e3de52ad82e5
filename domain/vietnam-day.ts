const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;

/** The calendar day (`yyyy-mm-dd`) of an instant in Viet Nam (UTC+7, no summer time). */
export function vietnamDay(atMs: number): string {
  return new Date(atMs + VIETNAM_MS).toISOString().slice(0, 10);
}

/** When a calendar day begins in Viet Nam. */
export function vietnamDayStartMs(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - VIETNAM_MS;
}

/** The last millisecond of a calendar day in Viet Nam. */
export function vietnamDayEndMs(day: string): number {
  return vietnamDayStartMs(day) + DAY_MS - 1;
}
