import { checkpointText } from '../../domain/access-log/checkpoint.ts';
import { noteKeyId, noteKeyText, writeSignedNote } from '../../domain/access-log/signed-note.ts';
import type { TreeHead } from '../../domain/merkle/consistency-proof.ts';
import { sameHash } from '../../domain/merkle/tree-hash.ts';
import type { Database, Queryable } from '../database.ts';
import { findNewestCheckpoint, insertCheckpoint, listHandovers, type StoredCheckpoint } from '../repositories/audit-checkpoint-repository.ts';
import { readLogSize } from '../repositories/audit-leaf-repository.ts';
import { logDamaged } from './log-error.ts';
import type { LogSigner } from './log-signer.ts';
import { readRoot } from './tree-reader.ts';

/** A checkpoint as it goes out. */
export interface LogCheckpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** 8 hexadecimal digits (C2SP signed-note). */
  readonly keyId: string;
  /** Ed25519, 64 bytes, over the text of the note. */
  readonly signature: Uint8Array;
  /** Text and signature (C2SP tlog-checkpoint). */
  readonly note: string;
  readonly publicKey: Uint8Array;
  /** Key and its id as one word. */
  readonly keyText: string;
  /** How the log's keys followed one another up to this one: notes that both keys signed, the first one first. */
  readonly handovers: readonly string[];
}

/** Whoever asks all the time fills no table: one checkpoint a minute is kept. What was signed holds without being kept. */
const KEPT_EVERY_MS = 60_000;

/** Whether the log still has what was signed of it. Errors: `audit_log_damaged`. */
export async function requireAgreement(db: Queryable, kept: StoredCheckpoint, now: TreeHead): Promise<void> {
  const root = kept.size === now.size ? now.root : kept.size < now.size ? await readRoot(db, kept.size) : undefined;
  if (root === undefined || !sameHash(root, kept.rootHash)) throw logDamaged(`it contradicts its own checkpoint of size ${kept.size}`);
}

/** Those up to the key that signed: another may have come after it meanwhile. */
async function handoversTo(db: Database, keyId: string): Promise<string[]> {
  const all = await listHandovers(db);
  return all.slice(0, all.findIndex(({ newKeyId }) => newKeyId === keyId) + 1).map(({ note }) => note);
}

/**
 * Signs the log as it is. Nothing is signed that contradicts what was signed before and kept. The same tree and key give the same checkpoint.
 *
 * @param openSigner - looks for the key at work. The size is read before: a key that is still at work afterwards may sign a tree of that size, since the log grows no more while its key is replaced.
 * Errors: `audit_log_damaged`.
 */
export async function makeCheckpoint(db: Database, openSigner: () => Promise<LogSigner>, nowMs: number): Promise<LogCheckpoint> {
  const kept = await findNewestCheckpoint(db);
  const size = await readLogSize(db);
  const root = await readRoot(db, size);
  if (kept !== undefined) await requireAgreement(db, kept, { size, root });
  const signer = await openSigner();
  const { key } = signer;
  const text = checkpointText({ origin: key.name, size, root });
  const signature = signer.sign(text);
  const note = writeSignedNote(text, key, signature);
  const isDue = kept === undefined || (kept.size < size && nowMs - kept.madeAtMs >= KEPT_EVERY_MS);
  if (isDue) await insertCheckpoint(db, { size, logKeyId: signer.id, rootHash: Buffer.from(root), note, madeAtMs: nowMs });
  const handovers = await handoversTo(db, signer.id);
  return { origin: key.name, size, root, keyId: noteKeyId(key), signature, note, publicKey: key.publicKey, keyText: noteKeyText(key), handovers };
}
