/** A copy on one thread is made about as fast as it plays, or faster; what takes much longer is given up. */
const LEAST_MS = 60_000;
const PER_MS = 10;

/** How long making a copy of `lengthMs` of footage may take, in milliseconds. */
export function copyTimeLimitMs(lengthMs: number): number {
  return LEAST_MS + lengthMs * PER_MS;
}
