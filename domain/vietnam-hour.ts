/** Hour of the day in Vietnam (UTC+7, no summer time), 0 up to but without 24. */
export function vietnamHour(atMs: number): number {
  return (((atMs / 3_600_000 + 7) % 24) + 24) % 24;
}
