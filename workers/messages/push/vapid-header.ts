import { sign, type KeyObject } from 'node:crypto';

const GOOD_FOR_S = 12 * 3600;

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The `Authorization` of a push (RFC 8292, sections 2 and 3): that it is this service which sends, whom to ask, and for which push service it is meant. */
export function vapidHeader(
  { publicKey, signingKey, contact }: { readonly publicKey: string; readonly signingKey: KeyObject; readonly contact: string },
  origin: string,
  nowMs: number,
): string {
  const claims = { aud: origin, exp: Math.floor(nowMs / 1000) + GOOD_FOR_S, sub: contact };
  const signed = `${part({ typ: 'JWT', alg: 'ES256' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: signingKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  return `vapid t=${signed}.${signature}, k=${publicKey}`;
}
