import { describe, expect, it } from 'vitest';
import { newTotpSecret, totpStep, totpUri } from '../../../server/accounts/totp.ts';

/** "12345678901234567890", the secret of RFC 6238's appendix B and RFC 4226's appendix D, in base32. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of the authenticator app', () => {
  // RFC 6238, appendix B, the rows of SHA-1; the last six of its eight digits
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %d s is that of the RFC', (atS, code) => expect(totpStep(RFC_SECRET, code, atS * 1000)).toBe(Math.floor(atS / 30)));

  it('counts one step before and one after, and none beyond', () => {
    const [step, code] = [41_152_263, '005924'];
    const taken = [-2, -1, 0, 1, 2].map((away) => totpStep(RFC_SECRET, code, (step + away) * 30_000));
    expect(taken).toEqual([undefined, step, step, step, undefined]);
  });

  it.each(['', '00592', '0059244', '005925', 'abcdef', '٠٠٥٩٢٤'])('is not %j', (code) => expect(totpStep(RFC_SECRET, code, 1234567890_000)).toBeUndefined());
});

it('a secret has 160 bits and is never the same', () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret);
  for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(new Set(secrets).size).toBe(50);
});

it('the text of the QR code says all that apps need', () => {
  const uri = new URL(totpUri(RFC_SECRET, 'tuan.le'));
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(['otpauth:', 'totp', '/Mat Pho:tuan.le']);
  expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: RFC_SECRET, issuer: 'Mat Pho', algorithm: 'SHA1', digits: '6', period: '30' });
});
