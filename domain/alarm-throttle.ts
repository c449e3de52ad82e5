/**
 * How many wrong tokens get an answer of their own before they are told to wait, in 15 minutes. A right token is never kept waiting: guessing 256 bits is hopeless with or without a
 * limit, but a stranger who guesses must not silence a bell. What the limit protects is the log.
 */
export const ALARM_TOKEN_LIMITS = { windowMs: 15 * 60_000, point: 10, address: 30 } as const;
