import sql from 'sql-template-tag';
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

/** Every key that ever signed, the first one first. */
export async function listLogKeys(db: Queryable): Promise<Pick<StoredLogKey, 'id' | 'origin' | 'publicKey'>[]> {
  return db.rows(sql`SELECT id, origin, public_key AS "publicKey" FROM audit_key ORDER BY made_at, id`);
}

/** Stores a key unless another process was faster. */
export async function insertLogKey(db: Queryable, key: Pick<StoredLogKey, 'id' | 'origin' | 'publicKey'>, sealed: Sealed): Promise<void> {
  await db.run(sql`INSERT INTO audit_key (id, origin, public_key, sealed_private_key, key_id)
    VALUES (${key.id}, ${key.origin}, ${key.publicKey}, ${sealed.bytes}, ${sealed.keyId}) ON CONFLICT DO NOTHING`);
}

/** The kept checkpoint of the largest tree. */
export async function findNewestCheckpoint(db: Queryable): Promise<StoredCheckpoint | undefined> {
  return db.maybeRow(
    sql`SELECT size, log_key_id AS "logKeyId", root_hash AS "rootHash", note, made_at AS "madeAtMs" FROM audit_checkpoint ORDER BY size DESC, made_at DESC LIMIT 1`,
  );
}

/** Kept checkpoints of trees larger than `afterSize`, smallest first. */
export async function listCheckpoints(db: Queryable, afterSize: number, limit: number): Promise<StoredCheckpoint[]> {
  return db.rows(sql`SELECT size, log_key_id AS "logKeyId", root_hash AS "rootHash", note, made_at AS "madeAtMs" FROM audit_checkpoint
    WHERE size > ${afterSize} ORDER BY size, log_key_id LIMIT ${limit}`);
}

/** Keeps a checkpoint; one of the same size and key is the same. */
export async function insertCheckpoint(db: Queryable, { size, logKeyId, rootHash, note }: Omit<StoredCheckpoint, 'madeAtMs'>): Promise<void> {
  await db.run(
    sql`INSERT INTO audit_checkpoint (size, log_key_id, root_hash, note) VALUES (${size}, ${logKeyId}, ${rootHash}, ${note}) ON CONFLICT DO NOTHING`,
  );
}
