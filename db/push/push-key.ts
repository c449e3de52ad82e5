import { makePushKeyPair, type PushKeyPair } from '../../platform/push-keys.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { Queryable } from '../database.ts';
import { findPushKey, insertPushKey } from '../repositories/push-repository.ts';

/** What the private part is sealed beside. */
const BOUND_TO = 'push key';

/** The service's keys for push services; made when they are needed first. Errors: those of opening what was sealed. */
export async function openPushKey(db: Queryable, secretBox: SecretBox, nowMs: number): Promise<PushKeyPair> {
  const known = await findPushKey(db);
  if (known !== undefined)
    return { publicKey: known.publicKey, privateKey: secretBox.open({ bytes: known.privateBytes, keyId: known.privateKeyId }, BOUND_TO) };
  const made = makePushKeyPair();
  const sealed = secretBox.seal(made.privateKey, BOUND_TO);
  await insertPushKey(db, { publicKey: made.publicKey, privateBytes: sealed.bytes, privateKeyId: sealed.keyId }, nowMs);
  return openPushKey(db, secretBox, nowMs);
}
