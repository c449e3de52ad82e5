import { sha256, type Sha256 } from '../merkle/sha256.ts';

/** Bytes of the salt that a value is committed to with. */
export const SALT_BYTES = 16;

/** SHA-256(salt ‖ value): tells nothing of the value without the salt, and can be opened to no other value. The salt's length is fixed, so there is one way to take it apart. */
export function commitTo(value: Uint8Array, salt: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(salt.length + value.length);
  bytes.set(salt);
  bytes.set(value, salt.length);
  return hash(bytes);
}
