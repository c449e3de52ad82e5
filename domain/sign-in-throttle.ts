/** How many failed sign-ins are let through before one must wait, by what they have in common. */
export const SIGN_IN_LIMITS = {
  windowMs: 15 * 60_000,
  /** The same account from the same address: a person who mistypes, or one who guesses. */
  pair: 5,
  /** One account from anywhere: high, so that a stranger can't lock somebody out easily. */
  account: 50,
  /** One address for any account. */
  address: 50,
  /** Codes of a second factor: who tries one knows the password, so a stranger can't lock anybody out this way. Within a day, or six digits would be guessed in a year. */
  code: 5,
  codeWindowMs: 24 * 3_600_000,
} as const;

/** Failures of one kind within the window. */
export interface FailureCount {
  readonly count: number;
  readonly lastAtMs: number;
}

const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * How long, in milliseconds from `nowMs`, the next try must wait: nothing up to `limit` failures, then ten seconds after the last one, doubled with each more, fifteen minutes at most.
 */
export function throttleWaitMs(failures: FailureCount | undefined, limit: number, nowMs: number): number {
  if (failures === undefined || failures.count < limit) return 0;
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(20, failures.count - limit));
  return Math.max(0, failures.lastAtMs + waitMs - nowMs);
}
