import { createCipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import type { BrowserKeys } from '../../../platform/push-keys.ts';

const RECORD_BYTES = 4096;
const SALT_BYTES = 16;
const TAG_BYTES = 16;

/** What makes each message different; given only by tests. */
export interface PushRandomness {
  readonly salt: Buffer;
  /** An own pair of keys of P-256, generated or set. */
  readonly keys: ECDH;
}

function freshRandomness(): PushRandomness {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  return { salt: randomBytes(SALT_BYTES), keys };
}

function derive(key: ArrayBuffer | Buffer, salt: Buffer, info: Buffer, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key as ArrayBuffer), salt, info, bytes));
}

/**
 * Encrypts a message for one browser: RFC 8291, sections 3.3 and 3.4, as a single record of `aes128gcm` (RFC 8188). The content is padded to a multiple of `padTo` bytes, delimiter included, so that its length
 * tells little.
 */
export function encryptPush(content: Buffer, { publicKey, authSecret }: BrowserKeys, padTo: number, { salt, keys } = freshRandomness()): Buffer {
  const own = keys.getPublicKey();
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, own]);
  const ikm = derive(keys.computeSecret(publicKey), authSecret, keyInfo, 32);
  const cek = derive(ikm, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(ikm, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const whole = content.length + 1;
  // 2: the last record (RFC 8188, section 2)
  const record = Buffer.concat([content, Buffer.from([2]), Buffer.alloc(Math.ceil(whole / padTo) * padTo - whole)]);
  if (record.length + TAG_BYTES > RECORD_BYTES) throw new RangeError('a push message has at most 4,079 bytes');
  const cipher = createCipheriv('aes-128-gcm', cek, nonce);
  const header = Buffer.alloc(SALT_BYTES + 5);
  salt.copy(header);
  header.writeUInt32BE(RECORD_BYTES, SALT_BYTES);
  header.writeUInt8(own.length, SALT_BYTES + 4);
  return Buffer.concat([header, own, cipher.update(record), cipher.final(), cipher.getAuthTag()]);
}
