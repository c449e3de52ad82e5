import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Authenticator apps count in these steps and show so many digits, whatever else RFC 6238 allows. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** 160 bits, the length of the HMAC (RFC 4226, section 4, R6). */
const SECRET_BYTES = 20;
/** How many steps a phone's clock may be behind or ahead (RFC 6238, section 5.2). */
const SKEW_STEPS = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret, base32 without padding: what an app takes and what is sealed. */
export function newTotpSecret(): string {
  const bits = [...randomBytes(SECRET_BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((group) => BASE32[Number.parseInt(group, 2)]).join('');
}

function bytesOf(secret: string): Buffer {
  const bits = [...secret].map((char) => BASE32.indexOf(char).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of a step: HOTP (RFC 4226, section 5.3) with SHA-1. */
function codeOfStep(key: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest[digest.length - 1]! & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The step of which `code` is the code, at most one before or after now; undefined for none. The latest comes first, so that a code counts once (see `last_step`). */
export function totpStep(secret: string, code: string, nowMs: number): number | undefined {
  const [key, now] = [bytesOf(secret), Math.floor(nowMs / STEP_MS)];
  const given = Buffer.from(code);
  const steps = Array.from({ length: 2 * SKEW_STEPS + 1 }, (_, index) => now + SKEW_STEPS - index);
  return steps.filter((step) => step >= 0).find((step) => given.length === DIGITS && timingSafeEqual(given, Buffer.from(codeOfStep(key, step))));
}

/** What the QR code of an authenticator app says (Google Authenticator's "Key Uri Format", which all of them read). */
export function totpUri(secret: string, username: string): string {
  const issuer = 'Mat Pho';
  const query = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: String(DIGITS), period: String(STEP_MS / 1000) });
  return `otpauth://totp/${encodeURIComponent(`${issuer}:${username}`)}?${query.toString().replaceAll('+', '%20')}`;
}
