import { AppError } from '../../domain/app-error.ts';
import { handoverText } from '../../domain/access-log/key-handover.ts';
import { addSignature, noteKeyId, writeSignedNote, type NoteKey } from '../../domain/access-log/signed-note.ts';
import type { SecretBox } from '../../platform/secret-box.ts';
import type { Database, Queryable } from '../database.ts';
import { endLogKey, findLogKey, findNewestCheckpoint, insertHandover, type StoredLogKey } from '../repositories/audit-checkpoint-repository.ts';
import { lockLog, readLogSize } from '../repositories/audit-leaf-repository.ts';
import { appendAudit } from '../repositories/audit-repository.ts';
import { requireAgreement } from './log-checkpoint.ts';
import { sequenceEvents } from './log-sequencer.ts';
import { openLogSigner, storeNewKey, type LogSigner } from './log-signer.ts';
import { readRoot } from './tree-reader.ts';

/** How a key of the log was replaced. */
export interface KeyRotation {
  readonly ended: NoteKey;
  readonly begun: NoteKey;
  /** Of the last tree that the old key may sign. */
  readonly size: number;
  /** Signed by both keys; null when the old one was lost. */
  readonly handover: string | null;
}

const WITHIN_MS = 30_000;

async function requireKey(tx: Queryable): Promise<StoredLogKey> {
  const key = await findLogKey(tx);
  if (key === undefined)
    throw new AppError(
      'conflict',
      'audit_key_absent',
      'The access log has no key yet: there is nothing to replace. It is made when the first checkpoint is signed.',
    );
  return key;
}

/** The hand-over as a note with both signatures. */
function signHandover(checkpoint: { size: number; root: Uint8Array }, old: LogSigner, begun: LogSigner): string {
  const text = handoverText({ origin: old.key.name, ...checkpoint }, old.key, begun.key);
  return addSignature(writeSignedNote(text, old.key, old.sign(text)), begun.key, begun.sign(text));
}

async function replaceKey(tx: Queryable, secretBox: SecretBox, isLost: boolean): Promise<KeyRotation> {
  if (!(await lockLog(tx, WITHIN_MS)))
    throw new AppError('unavailable', 'audit_log_behind', 'The access log is being worked on. Nothing was changed: try again in a minute.');
  const stored = await requireKey(tx);
  const ended = { name: stored.origin, publicKey: stored.publicKey };
  const old = isLost ? undefined : await openLogSigner(tx, secretBox, undefined);
  const size = await readLogSize(tx);
  const root = await readRoot(tx, size);
  const kept = await findNewestCheckpoint(tx);
  if (kept !== undefined) await requireAgreement(tx, kept, { size, root });
  await endLogKey(tx, stored.id);
  await storeNewKey(tx, secretBox, () => stored.origin);
  const begun = await openLogSigner(tx, secretBox, undefined);
  const handover = old === undefined ? null : signHandover({ size, root }, old, begun);
  await insertHandover(tx, { oldKeyId: stored.id, newKeyId: begun.id, size, note: handover });
  const detail = { endedKeyId: noteKeyId(ended), begunKeyId: noteKeyId(begun.key), size, lost: isLost, by: 'command' };
  await appendAudit(tx, { action: 'audit.rotate_key', detail });
  return { ended, begun: begun.key, size, handover };
}

/**
 * Replaces the key of the log. The old one signs who comes after it, and its private part is gone then. The log doesn't grow meanwhile, so nothing larger is ever signed by it. `isLost`: it can't be opened any more, and signs nothing: whoever
 * pinned it is warned, as of a forgery.
 *
 * Errors: `audit_key_absent` (conflict), `audit_key_unreadable`, `audit_log_behind`, `audit_log_damaged`.
 */
export async function rotateLogKey(db: Database, secretBox: SecretBox, { isLost }: { readonly isLost: boolean }): Promise<KeyRotation> {
  // the old key answers for all that happened before
  await sequenceEvents(db, { withinMs: WITHIN_MS });
  return db.transaction((tx) => replaceKey(tx, secretBox, isLost));
}
