import { createHash } from 'node:crypto';

/** Algorithms of ONVIF Core 5.9.3: MD5 by default, SHA-256 optional. */
export type DigestAlgorithm = 'MD5' | 'SHA-256';

const nodeNames: Record<DigestAlgorithm, string> = { MD5: 'md5', 'SHA-256': 'sha256' };

/** The hash of a string in UTF-8, in lower-case hexadecimal (RFC 7616, 3.3 and 3.4). */
export function digestHex(algorithm: DigestAlgorithm, text: string): string {
  return createHash(nodeNames[algorithm]).update(text, 'utf8').digest('hex');
}
