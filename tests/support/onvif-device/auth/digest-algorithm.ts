import { createHash } from 'node:crypto';
import type { AuthMode, AuthOptions } from './auth-options.ts';

/** Algorithms of ONVIF Core 5.9.3: MD5 by default, SHA-256 optional. */
export type DigestAlgorithm = 'MD5' | 'SHA-256';

const nodeNames: Record<DigestAlgorithm, string> = { MD5: 'md5', 'SHA-256': 'sha256' };

/** The hash of a string in UTF-8, in lower-case hexadecimal (RFC 7616, 3.3 and 3.4). */
export function digestHex(algorithm: DigestAlgorithm, text: string): string {
  return createHash(nodeNames[algorithm]).update(text, 'utf8').digest('hex');
}

/** The algorithms a device of this mode challenges with, most preferred first. Empty when it offers no digest. */
export function offeredAlgorithms(
  mode: AuthMode,
  { digestOrder, digestQop }: Pick<AuthOptions, 'digestOrder' | 'digestQop'>,
): readonly DigestAlgorithm[] {
  if (!mode.startsWith('digest')) return [];
  // Without an algorithm in the challenge it is MD5 (RFC 2069, 2.1.1).
  if (digestQop === 'none') return ['MD5'];
  if (mode === 'digest-both') return digestOrder;
  return mode === 'digest-sha256' ? ['SHA-256'] : ['MD5'];
}
