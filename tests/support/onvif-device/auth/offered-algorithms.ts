import type { AuthMode, AuthOptions } from './auth-options.ts';
import type { DigestAlgorithm } from './digest-algorithm.ts';

/** The algorithms a device of this mode challenges with, most preferred first. Empty when it offers no digest. */
export function offeredAlgorithms(mode: AuthMode, { digestOrder, digestQop }: Pick<AuthOptions, 'digestOrder' | 'digestQop'>): readonly DigestAlgorithm[] {
  if (!mode.startsWith('digest')) return [];
  // Without an algorithm in the challenge it is MD5 (RFC 2069, 2.1.1).
  if (digestQop === 'none') return ['MD5'];
  if (mode === 'digest-both') return digestOrder;
  return mode === 'digest-sha256' ? ['SHA-256'] : ['MD5'];
}
