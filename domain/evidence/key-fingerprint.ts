import { bytesToHex } from '@noble/hashes/utils.js';
import { parseNoteKey } from '../access-log/signed-note.ts';
import { sha256, type Sha256 } from '../merkle/sha256.ts';

function inGroups(hex: string): string {
  return hex.match(/.{4}/g)!.join(' ');
}

/** SHA-256 of an Ed25519 public key (its 32 bytes) in hexadecimal, in groups of four as it is printed and read aloud. */
export function keyFingerprint(publicKey: Uint8Array, hash: Sha256 = sha256): string {
  return inGroups(bytesToHex(hash(publicKey)));
}

/** A fingerprint that somebody typed, or a key as one word, as {@link keyFingerprint} writes it; undefined when it is neither. Never throws. */
export function readFingerprint(typed: string, hash: Sha256 = sha256): string | undefined {
  const key = parseNoteKey(typed.trim());
  if (key !== undefined) return keyFingerprint(key.publicKey, hash);
  const hex = typed
    .toLowerCase()
    .replace(/^\s*sha-?256:/, '')
    .replaceAll(/[\s:.-]/g, '');
  return /^[0-9a-f]{64}$/.test(hex) ? inGroups(hex) : undefined;
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo. */
const SPKI_OF_ED25519 = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/** The public key as other programs read it (RFC 7468, RFC 8410). */
export function publicKeyPem(publicKey: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...SPKI_OF_ED25519, ...publicKey));
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`;
}
