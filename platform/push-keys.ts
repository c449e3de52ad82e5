import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto';
import { AppError } from '../domain/app-error.ts';

const CURVE = 'prime256v1';
const POINT_BYTES = 65;
const SECRET_BYTES = 16;

/** The service's pair of keys for push services (VAPID): an uncompressed point and a scalar of P-256, both base64url. */
export interface PushKeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The keys of a browser's subscription (RFC 8291, 3.1, 3.2), as bytes. */
export interface BrowserKeys {
  readonly publicKey: Buffer;
  readonly authSecret: Buffer;
}

export function makePushKeyPair(): PushKeyPair {
  const keys = createECDH(CURVE);
  return { publicKey: keys.generateKeys().toString('base64url'), privateKey: keys.getPrivateKey().toString('base64url') };
}

/** The private key for signing. */
export function pushSigningKey({ publicKey, privateKey }: PushKeyPair): KeyObject {
  const point = Buffer.from(publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  // the scalar may have lost leading zeros
  const d = Buffer.from(privateKey, 'base64url').toString('hex').padStart(64, '0');
  return createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y, d: Buffer.from(d, 'hex').toString('base64url') } });
}

/** Reads a browser's keys from base64url. Errors: `push_keys_malformed` (invalid): no point of the curve, or a secret of another length. */
export function readBrowserKeys(p256dh: string, auth: string): BrowserKeys {
  const [publicKey, authSecret] = [Buffer.from(p256dh, 'base64url'), Buffer.from(auth, 'base64url')];
  if (publicKey.length === POINT_BYTES && publicKey[0] === 4 && authSecret.length === SECRET_BYTES && isOnCurve(publicKey)) return { publicKey, authSecret };
  throw new AppError('invalid', 'push_keys_malformed', "These are not the keys of a browser's push subscription. Switch push off and on again.");
}

function isOnCurve(point: Buffer): boolean {
  try {
    const keys = createECDH(CURVE);
    keys.generateKeys();
    keys.computeSecret(point);
    return true;
  } catch {
    return false;
  }
}
