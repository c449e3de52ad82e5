import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** SHA-256 (FIPS 180-4): any bytes to 32 bytes. Servers pass their own, which is faster. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The one that runs everywhere. */
export const sha256: Sha256 = (bytes) => nobleSha256(bytes);
