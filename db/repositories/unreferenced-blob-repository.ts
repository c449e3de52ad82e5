import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** A blob and the row that names it, or would. */
export interface BlobReference {
  readonly key: string;
  readonly rowId: string;
}

/** Says that a blob is about to be written: unless a row names it, it is deleted after `deleteAfterMs`. */
export async function announceBlob(db: Queryable, { key, rowId }: BlobReference, deleteAfterMs: number): Promise<void> {
  await db.run(sql`INSERT INTO unreferenced_blob (blob_key, row_id, delete_after) VALUES (${key}, ${rowId}, ${new Date(deleteAfterMs)})
    ON CONFLICT (blob_key) DO UPDATE SET row_id = excluded.row_id, delete_after = excluded.delete_after`);
}

/** In the transaction that stores the row: the blob is named from now on. False when it has been deleted meanwhile. */
export async function nameBlob(tx: Queryable, key: string): Promise<boolean> {
  return (await tx.run(sql`DELETE FROM unreferenced_blob WHERE blob_key = ${key}`)) === 1;
}

/** In the transaction that deletes the rows, and tells the log so: the blobs are named no longer. */
export async function dropBlobs(tx: Queryable, blobs: readonly BlobReference[], nowMs: number): Promise<void> {
  await tx.run(sql`INSERT INTO unreferenced_blob (blob_key, row_id, delete_after, logged)
    SELECT key, row_id, ${new Date(nowMs)}, true FROM unnest(${blobs.map((blob) => blob.key)}::text[], ${blobs.map((blob) => blob.rowId)}::uuid[]) AS t(key, row_id)
    ON CONFLICT (blob_key) DO UPDATE SET delete_after = excluded.delete_after, logged = true`);
}

/** A blob whose time is over. `named`: it has a row after all, only its entry is to go; `logged`: the log already tells that it goes. */
export interface DueBlob {
  readonly key: string;
  readonly named: boolean;
  readonly logged: boolean;
}

/** Locks up to `limit` entries that are due, oldest first. */
export async function lockDueBlobs(tx: Queryable, nowMs: number, limit: number): Promise<DueBlob[]> {
  return tx.rows(sql`SELECT u.blob_key AS key, u.logged, (EXISTS (SELECT 1 FROM snapshot s WHERE s.id = u.row_id) OR EXISTS (SELECT 1 FROM footage_segment f WHERE f.id = u.row_id)
      OR EXISTS (SELECT 1 FROM footage_copy c WHERE c.id = u.row_id) OR EXISTS (SELECT 1 FROM watch_copy w WHERE w.blob_key = u.blob_key AND w.id = u.row_id)
      OR EXISTS (SELECT 1 FROM evidence_package p WHERE p.blob_key = u.blob_key AND p.id = u.row_id)) AS named
    FROM unreferenced_blob u WHERE u.delete_after <= ${new Date(nowMs)} ORDER BY u.delete_after LIMIT ${limit} FOR UPDATE OF u SKIP LOCKED`);
}

export async function forgetBlobs(tx: Queryable, keys: readonly string[]): Promise<void> {
  await tx.run(sql`DELETE FROM unreferenced_blob WHERE blob_key = ANY(${keys}::text[])`);
}
