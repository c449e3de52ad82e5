import { sha256, type Sha256 } from './sha256.ts';

/** Bytes in a hash. */
export const HASH_BYTES = 32;

/** The hash of a leaf: SHA-256(0x00 ‖ input) (RFC 9162, 2.1.1). The prefixes keep a node from passing as a leaf. */
export function leafHash(input: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + input.length);
  bytes.set(input, 1);
  return hash(bytes);
}

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 9162, 2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return hash(bytes);
}

/** The root of a tree without leaves. */
export function emptyRoot(hash: Sha256 = sha256): Uint8Array {
  return hash(new Uint8Array(0));
}

/** Whether two hashes are the same. They are public: no constant time is needed. */
export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
