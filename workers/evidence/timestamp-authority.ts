import type { TimestampSettings } from '../../platform/config.ts';
import { authorityName, checkTimestamp } from '../../media/evidence/timestamp/check-timestamp.ts';
import { readAnchors } from '../../media/evidence/timestamp/read-anchors.ts';
import { readTimestamp } from '../../media/evidence/timestamp/read-timestamp.ts';
import { timestampQuery } from '../../media/evidence/timestamp/timestamp-query.ts';
import { postQuery } from './timestamp-exchange.ts';

/** A stamp that was checked against its question. */
export interface GivenTimestamp {
  /** The whole TimeStampResp, as it came. */
  readonly reply: Buffer;
  readonly stampedAtMs: number;
  /** What the authority calls itself. */
  readonly authority: string;
}

/** Whoever stamps: gives a stamp on a SHA-256. Errors: those of `postQuery`, `readTimestamp` and `checkTimestamp`. */
export type TimestampAuthority = (sha256: Uint8Array, signal: AbortSignal) => Promise<GivenTimestamp>;

const DEADLINE_MS = 15_000;

/** The authority of the settings (RFC 3161 over HTTP). Each stamp is checked before it counts: against question, policy and, where a CA file is given, that. Errors: `ca_file_unusable` (invalid). */
export async function createTimestampAuthority({ url, policy, caPath }: TimestampSettings, deadlineMs: number = DEADLINE_MS): Promise<TimestampAuthority> {
  const anchors = caPath === undefined ? undefined : await readAnchors(caPath);
  return async (sha256, signal) => {
    const query = timestampQuery(sha256, policy);
    const reply = await postQuery(url, query.bytes, deadlineMs, signal);
    const stamp = readTimestamp(reply);
    checkTimestamp(stamp, { sha256, nonce: query.nonce, policy, anchors });
    return { reply, stampedAtMs: stamp.genTimeMs, authority: authorityName(stamp) };
  };
}
