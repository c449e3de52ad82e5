import { createHmac } from 'node:crypto';

/** What an authenticator app shows at `nowMs`, written from RFC 4226 and 6238 apart from the product: HMAC-SHA-1, 30 s, 6 digits. `secret` is base32. */
export function currentTotpCode(secret: string, nowMs: number): string {
  let bits = 0n;
  for (const char of secret) bits = bits * 32n + BigInt('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char));
  const key = Buffer.from(bits.toString(16).padStart((secret.length * 5) / 4, '0'), 'hex');
  const counter = Buffer.from(
    Math.floor(nowMs / 30_000)
      .toString(16)
      .padStart(16, '0'),
    'hex',
  );
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac.at(-1)! % 16;
  const value = (mac[at]! % 128) * 2 ** 24 + mac[at + 1]! * 2 ** 16 + mac[at + 2]! * 2 ** 8 + mac[at + 3]!;
  return String(value % 1_000_000).padStart(6, '0');
}
