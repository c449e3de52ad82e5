import type { X509Certificate } from 'node:crypto';
import { nodeSha256 } from '../../db/access-log/node-sha256.ts';
import { toAppError } from '../../domain/app-error.ts';
import { authorityName, checkTimestamp } from '../../media/evidence/timestamp/check-timestamp.ts';
import { readTimestamp } from '../../media/evidence/timestamp/read-timestamp.ts';
import type { LogProblems } from '../audit/log-problems.ts';
import { printable } from './printable.ts';

/** A stamp that holds. */
export interface VerifiedTimestamp {
  readonly atMs: number;
  /** What the authority calls itself, in characters that a terminal may show. */
  readonly authority: string;
  readonly serial: string;
  /** Whether it leads to a certificate of the reader's CA file. */
  readonly isTrusted: boolean;
}

/**
 * Checks a timestamp on the signature of a package. What doesn't hold is named, with `name` before it.
 *
 * @param anchors authorities that the reader believes; without them the stamp only agrees with itself
 */
export function verifyTimestamp(
  name: string,
  reply: Uint8Array,
  signature: Uint8Array,
  anchors: readonly X509Certificate[] | undefined,
  problems: LogProblems,
): VerifiedTimestamp | undefined {
  try {
    const stamp = readTimestamp(reply);
    checkTimestamp(stamp, { sha256: nodeSha256(signature), anchors });
    return { atMs: stamp.genTimeMs, authority: printable(authorityName(stamp)), serial: stamp.serial, isTrusted: anchors !== undefined };
  } catch (error) {
    problems.add(`${printable(name)}: ${toAppError(error).message}`);
    return undefined;
  }
}
