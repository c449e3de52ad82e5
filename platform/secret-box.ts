import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../domain/app-error.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** Something sealed, with the id of the key that opens it. */
export interface Sealed {
  /** nonce ‖ ciphertext ‖ tag */
  readonly bytes: Buffer;
  readonly keyId: string;
}

/** Authenticated encryption of small secrets. */
export interface SecretBox {
  readonly keyId: string;
  /** Seals `text` so that it opens only beside the same `boundTo` (the owner's id): a row can't be pasted over another. */
  seal(text: string, boundTo: string): Sealed;
  /** HMAC-SHA256 of `text` under keys derived for `purpose`, that of the newest key first: tells whether a text is the same as another without being of use for guessing it. */
  fingerprints(text: string, purpose: string): readonly Buffer[];
  /** Opens it again. Errors: `secret_key_unknown`, `secret_unreadable` (both unavailable). */
  open(sealed: Sealed, boundTo: string): string;
}

/** The public name of a key: says which one sealed a row, not what it is. */
export function secretKeyId(key: Buffer): string {
  return createHash('sha256').update('matpho key id').update(key).digest('hex').slice(0, 16);
}

function unreadable(cause?: unknown): AppError {
  return new AppError('unavailable', 'secret_unreadable', 'A stored secret could not be opened: it was damaged or belongs to another record. Enter it again.', {
    cause,
  });
}

/**
 * AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). New secrets are sealed with the first of `keys`; the others only open what was sealed before a
 * rotation. Each key is 32 bytes.
 */
export function createSecretBox(keys: readonly [Buffer, ...Buffer[]]): SecretBox {
  for (const key of keys) if (key.length !== KEY_BYTES) throw new AppError('invalid', 'secret_key_length', 'MATPHO_SECRET_KEY must be 32 bytes in base64.');
  const byId = new Map(keys.map((key) => [secretKeyId(key), key]));
  const keyId = secretKeyId(keys[0]);
  return {
    keyId,
    seal(text, boundTo) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, keys[0], nonce).setAAD(Buffer.from(boundTo));
      return { bytes: Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]), keyId };
    },
    fingerprints: (text, purpose) =>
      keys.map((key) =>
        createHmac('sha256', createHmac('sha256', key).update(`matpho ${purpose}`).digest())
          .update(text)
          .digest(),
      ),
    open({ bytes, keyId: sealedWith }, boundTo) {
      const key = byId.get(sealedWith);
      if (!key)
        throw new AppError(
          'unavailable',
          'secret_key_unknown',
          'A stored secret was sealed with another MATPHO_SECRET_KEY. Give the service that key as well, or enter the secret again.',
        );
      if (bytes.length < NONCE_BYTES + TAG_BYTES) throw unreadable();
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(boundTo));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      try {
        return decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw unreadable(cause);
      }
    },
  };
}
