import { hash as hashOnce } from 'node:crypto';
import type { CameraCredentials } from '../../domain/camera-source.ts';

/** Hashes of HTTP digest (RFC 7616 §3.3 and §6.1), by the word in a challenge, strongest first. */
const HASH_NAMES = { 'SHA-512-256': 'sha512-256', 'SHA-256': 'sha256', MD5: 'md5' } as const;

/** A digest algorithm without its `-sess` suffix. */
export type DigestAlgorithm = keyof typeof HASH_NAMES;

/** {@link DigestAlgorithm}s from the strongest to the weakest. */
export const DIGEST_ALGORITHMS = Object.keys(HASH_NAMES) as readonly DigestAlgorithm[];

/** What goes into one digest response. */
export interface DigestInput {
  readonly algorithm: DigestAlgorithm;
  /** Whether the challenge asked for the `-sess` variant. */
  readonly isSession: boolean;
  readonly realm: string;
  readonly nonce: string;
  readonly method: string;
  /** As it stands in the request line. */
  readonly uri: string;
  /** Present when the challenge offered `qop=auth`; without it the old form of RFC 2069 holds. */
  readonly qop?: { readonly nonceCount: string; readonly clientNonce: string };
  /** For `-sess` without qop; else the one of `qop`. */
  readonly clientNonce?: string;
}

/**
 * The `response` of HTTP digest in lower-case hexadecimal.
 *
 * Source: RFC 7616 §3.4.1–3.4.3; RFC 2617 §3.2.2.1 for challenges without qop. Name and password go in as UTF-8.
 */
export function digestResponse(credentials: CameraCredentials, input: DigestInput): string {
  const hash = (text: string): string => hashOnce(HASH_NAMES[input.algorithm], text, 'hex');
  const user = hash(`${credentials.username}:${input.realm}:${credentials.password}`);
  const clientNonce = input.qop?.clientNonce ?? input.clientNonce ?? '';
  const a1 = input.isSession ? hash(`${user}:${input.nonce}:${clientNonce}`) : user;
  const a2 = hash(`${input.method}:${input.uri}`);
  if (input.qop === undefined) return hash(`${a1}:${input.nonce}:${a2}`);
  return hash(`${a1}:${input.nonce}:${input.qop.nonceCount}:${clientNonce}:auth:${a2}`);
}
