import type { X509Certificate } from 'node:crypto';
import { chainVerdict, isValidAt } from './certificate-chain.ts';
import type { Timestamp } from './read-timestamp.ts';
import { timestampProblem } from './timestamp-problem.ts';
import { SHA256_OID } from './timestamp-query.ts';

/** What a stamp has to be. */
export interface ExpectedTimestamp {
  /** SHA-256 of what was to be stamped. */
  readonly sha256: Uint8Array;
  /** Of the question, when this is its answer. */
  readonly nonce?: Uint8Array;
  /** Policy that was asked for; any when absent. */
  readonly policy?: string | undefined;
  /** Certificates of authorities that are believed; without them the stamp is only shown to agree with itself. */
  readonly anchors?: readonly X509Certificate[] | undefined;
}

/**
 * Compares a stamp with what it has to be. Certificates have to be valid when it was made, not now: a stamp outlives them.
 * Errors (invalid): `timestamp_other_content`, `timestamp_other_nonce`, `timestamp_other_policy`, `timestamp_certificate_expired`, `timestamp_unknown_authority`.
 */
export function checkTimestamp(stamp: Timestamp, { sha256, nonce, policy, anchors }: ExpectedTimestamp): void {
  const { imprint, signer, certificates, genTimeMs } = stamp;
  if (imprint.algorithm !== SHA256_OID || !imprint.digest.equals(sha256)) throw timestampProblem('timestamp_other_content');
  if (nonce !== undefined && stamp.nonce?.equals(nonce) !== true) throw timestampProblem('timestamp_other_nonce');
  if (policy !== undefined && stamp.policy !== policy) throw timestampProblem('timestamp_other_policy');
  const verdict = anchors === undefined ? 'trusted' : chainVerdict(signer, certificates, anchors, genTimeMs);
  if (verdict === 'unknown') throw timestampProblem('timestamp_unknown_authority');
  if (verdict === 'expired' || !isValidAt(signer, genTimeMs)) throw timestampProblem('timestamp_certificate_expired');
}

/** What whoever stamped calls itself: the common name of its certificate, at most 200 characters, or that it has no name. Of unknown origin. */
export function authorityName({ signer }: Timestamp): string {
  // Node has none for a certificate without a name
  const lines = ((signer.subject as string | undefined) ?? '').split('\n');
  const name = (lines.findLast((line) => line.startsWith('CN='))?.slice(3) ?? lines.join(', ')).slice(0, 200);
  return name === '' ? '(no name)' : name;
}
