import sql, { empty } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import type { Sealed } from '../../platform/secret-box.ts';

/** A key of the log as it is stored. */
export interface StoredLogKey {
  readonly id: string;
  readonly origin: string;
  readonly publicKey: Buffer;
  readonly sealedPrivateKey: Buffer;
  /** Which of the service's keys seals it. */
  readonly keyId: string;
}

/** A checkpoint that was made and kept. */
export interface StoredCheckpoint {
  readonly size: number;
  readonly logKeyId: string;
  readonly rootHash: Buffer;
  readonly note: string;
  readonly madeAtMs: number;
}

const KEY_COLUMNS = sql`id, origin, public_key AS "publicKey", sealed_private_key AS "sealedPrivateKey", key_id AS "keyId"`;

/** The key that signs now. */
export async function findLogKey(db: Queryable): Promise<StoredLogKey | undefined> {
  return db.maybeRow(sql`SELECT ${KEY_COLUMNS} FROM audit_key WHERE ended_at IS NULL`);
}

/** A key and what came after it. */
export interface LogKeySpan extends Pick<StoredLogKey, 'id' | 'origin' | 'publicKey'> {
  /** Size of the last tree that it may sign; null while it signs. */
  readonly endSize: number | null;
  /** The key after it; null while it signs. */
  readonly nextKeyId: string | null;
  /** Signed by it and the next one; null while it signs, and when it was lost. */
  readonly handover: string | null;
}

/** Every key that ever signed, the first one first. */
export async function listLogKeys(db: Queryable): Promise<LogKeySpan[]> {
  return db.rows(sql`SELECT k.id, k.origin, k.public_key AS "publicKey", h.size AS "endSize", h.new_key_id AS "nextKeyId", h.note AS handover
    FROM audit_key k LEFT JOIN audit_key_handover h ON h.old_key_id = k.id ORDER BY k.made_at, k.id`);
}

/** Hand-overs that both keys signed, the first one first. */
export async function listHandovers(db: Queryable): Promise<{ newKeyId: string; note: string }[]> {
  return db.rows(sql`SELECT new_key_id AS "newKeyId", note FROM audit_key_handover WHERE note IS NOT NULL ORDER BY made_at, size, new_key_id`);
}

/** Ends a key: its private part is gone from here. */
export async function endLogKey(tx: Queryable, id: string): Promise<void> {
  await tx.run(sql`UPDATE audit_key SET ended_at = clock_timestamp(), sealed_private_key = '' WHERE id = ${id} AND ended_at IS NULL`);
}

/** Keeps how a key followed another. `note`: see {@link LogKeySpan}. */
export async function insertHandover(tx: Queryable, row: { oldKeyId: string; newKeyId: string; size: number; note: string | null }): Promise<void> {
  await tx.run(sql`INSERT INTO audit_key_handover (new_key_id, old_key_id, size, note) VALUES (${row.newKeyId}, ${row.oldKeyId}, ${row.size}, ${row.note})`);
}

/** Stores a key unless another process was faster. */
export async function insertLogKey(db: Queryable, key: Pick<StoredLogKey, 'id' | 'origin' | 'publicKey'>, sealed: Sealed): Promise<void> {
  await db.run(sql`INSERT INTO audit_key (id, origin, public_key, sealed_private_key, key_id, made_at)
    VALUES (${key.id}, ${key.origin}, ${key.publicKey}, ${sealed.bytes}, ${sealed.keyId}, clock_timestamp()) ON CONFLICT DO NOTHING`);
}

/** The kept checkpoint of the largest tree. */
export async function findNewestCheckpoint(db: Queryable): Promise<StoredCheckpoint | undefined> {
  return db.maybeRow(
    sql`SELECT size, log_key_id AS "logKeyId", root_hash AS "rootHash", note, made_at AS "madeAtMs" FROM audit_checkpoint ORDER BY size DESC, made_at DESC LIMIT 1`,
  );
}

/** Kept checkpoints after one of them, smallest first; two keys may have signed trees of the same size. */
export async function listCheckpoints(
  db: Queryable,
  after: Pick<StoredCheckpoint, 'size' | 'logKeyId'> | undefined,
  limit: number,
): Promise<StoredCheckpoint[]> {
  const beyond = after === undefined ? empty : sql`WHERE (size, log_key_id) > (${after.size}::bigint, ${after.logKeyId}::uuid)`;
  return db.rows(sql`SELECT size, log_key_id AS "logKeyId", root_hash AS "rootHash", note, made_at AS "madeAtMs" FROM audit_checkpoint
    ${beyond} ORDER BY size, log_key_id LIMIT ${limit}`);
}

/** Keeps a checkpoint; one of the same size and key is the same. */
export async function insertCheckpoint(db: Queryable, { size, logKeyId, rootHash, note, madeAtMs }: StoredCheckpoint): Promise<void> {
  await db.run(sql`INSERT INTO audit_checkpoint (size, log_key_id, root_hash, note, made_at)
    VALUES (${size}, ${logKeyId}, ${rootHash}, ${note}, ${new Date(madeAtMs)}) ON CONFLICT DO NOTHING`);
}
