import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { NoteKey } from '../../domain/access-log/signed-note.ts';
import { newId } from '../../platform/new-id.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';
import { findLogKey, insertLogKey, type StoredLogKey } from '../repositories/audit-checkpoint-repository.ts';

/** Signs for the log. */
export interface LogSigner {
  /** Id of the key's row. */
  readonly id: string;
  /** Name (which is the log's origin) and public part. */
  readonly key: NoteKey;
  /** Ed25519 over the text in UTF-8 (RFC 8032); 64 bytes. */
  sign(text: string): Uint8Array;
}

/** Where the log comes from, for a new one: nobody has to be able to reach it, it only has to be like no other. */
function newOrigin(publicUrl: string | undefined, id: string): string {
  const host = publicUrl === undefined ? 'matpho.local' : new URL(publicUrl).hostname;
  return `${host}/log/${id}`;
}

function boundTo(id: string): string {
  return `audit key ${id}`;
}

/** Makes a key and stores it unless there is one at work; `originOf` gives its log's name, by the id of its row. */
export async function storeNewKey(db: Queryable, secretBox: SecretBox, originOf: (id: string) => string): Promise<void> {
  const id = newId();
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  await insertLogKey(db, { id, origin: originOf(id), publicKey: Buffer.from(x!, 'base64url') }, secretBox.seal(d!, boundTo(id)));
}

async function makeKey(db: Queryable, secretBox: SecretBox, publicUrl: string | undefined): Promise<StoredLogKey> {
  await storeNewKey(db, secretBox, (id) => newOrigin(publicUrl, id));
  // another process may have been faster: then it is that one's
  return (await findLogKey(db))!;
}

function unseal(secretBox: SecretBox, { id, sealedPrivateKey, keyId }: StoredLogKey): string {
  try {
    return secretBox.open({ bytes: sealedPrivateKey, keyId }, boundTo(id));
  } catch (cause) {
    throw new AppError(
      'unavailable',
      'audit_key_unreadable',
      "The key that signs the access log's checkpoints was sealed with another MATPHO_SECRET_KEY. Give the service that key as well.",
      { cause },
    );
  }
}

/**
 * The log's key; made when there is none yet, with its origin for good. Its private part is stored sealed with the service's key. `known`: one that was opened before, which is given back as long as it is the key at work.
 * Errors: `audit_key_unreadable`.
 */
export async function openLogSigner(db: Queryable, secretBox: SecretBox, publicUrl: string | undefined, known?: LogSigner): Promise<LogSigner> {
  const stored = (await findLogKey(db)) ?? (await makeKey(db, secretBox, publicUrl));
  if (known?.id === stored.id) return known;
  const x = stored.publicKey.toString('base64url');
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d: unseal(secretBox, stored) }, format: 'jwk' });
  return {
    id: stored.id,
    key: { name: stored.origin, publicKey: stored.publicKey },
    sign: (text) => sign(null, Buffer.from(text), privateKey),
  };
}
