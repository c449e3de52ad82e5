/** A phone's clock that runs ahead by no more than this has said "now". */
const PHONE_AHEAD_MS = 10 * 60_000;

/**
 * When something was that a person tells by a phone's clock, perhaps long after.
 *
 * @param said RFC 3339; undefined: now.
 * @returns epoch milliseconds, never later than `nowMs`; null when it lies further ahead of it than clocks of phones do.
 */
export function saidMomentMs(said: string | undefined, nowMs: number): number | null {
  const saidMs = said === undefined ? nowMs : Date.parse(said);
  return saidMs > nowMs + PHONE_AHEAD_MS ? null : Math.min(saidMs, nowMs);
}
