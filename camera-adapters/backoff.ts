import type { AppError } from '../domain/app-error.ts';

/** How long to wait between tries. */
export interface BackoffPolicy {
  /** Upper limit of the first delay. */
  readonly firstMs: number;
  /** The limit doubles with each failure in a row, up to this. */
  readonly mostMs: number;
  /** Delay after a failure that only a person can mend: between this and twice as much. */
  readonly hopelessMs: number;
  /** A try that ran for this long was a success: the next failure counts as the first again. */
  readonly stableMs: number;
}

/** Delays of one thing that is tried again and again. */
export interface Backoff {
  /** Delay before the next try, milliseconds. @param ranForMs how long the try that failed had run. */
  delayAfter(error: AppError, ranForMs: number): number;
}

/** Suits cameras: back within a second after a blip, twice a minute at most while one is dead, seldom where a password must be mended. */
export const CAMERA_BACKOFF: BackoffPolicy = { firstMs: 1_000, mostMs: 30_000, hopelessMs: 300_000, stableMs: 60_000 };

/** Cameras lock an account after some wrong passwords, and an address that is forbidden stays so until someone changes it. */
const HOPELESS_CODES = new Set([
  'auth_failed',
  'address_forbidden',
  'port_forbidden',
  'redirect_refused',
  'path_not_found',
  'url_malformed',
  'url_scheme',
  'segment_too_long',
  'transport_unsupported',
]);

/**
 * Exponential backoff with full jitter: a random delay between 0 and a limit that doubles. Without the jitter all cameras behind a switch that
 * rebooted would be dialled in step.
 *
 * @param random from 0 to below 1.
 */
export function createBackoff(policy: BackoffPolicy, random: () => number): Backoff {
  let failures = 0;
  return {
    delayAfter(error, ranForMs) {
      if (ranForMs >= policy.stableMs) failures = 0;
      failures += 1;
      if (HOPELESS_CODES.has(error.code)) return policy.hopelessMs * (1 + random());
      const limitMs = Math.min(policy.mostMs, policy.firstMs * 2 ** Math.min(failures - 1, 30));
      return random() * limitMs;
    },
  };
}
