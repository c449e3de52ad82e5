import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import type { BlobReference } from './unreferenced-blob-repository.ts';

/** A segment as the maker of its copy needs it. */
export interface CopySource {
  readonly cameraId: string;
  readonly fromMs: number;
  readonly blobKey: string;
  readonly byteLength: number;
  readonly codec: string;
}

/** The segment, and whether its copy is there already; undefined when it was deleted. */
export async function findCopySource(db: Queryable, segmentId: string): Promise<(CopySource & { readonly hasCopy: boolean }) | undefined> {
  return db.maybeRow(sql`SELECT f.camera_id AS "cameraId", lower(f.true_during) AS "fromMs", f.blob_key AS "blobKey", f.byte_length AS "byteLength", f.codec,
    EXISTS (SELECT 1 FROM footage_copy c WHERE c.segment_id = f.id) AS "hasCopy" FROM footage_segment f WHERE f.id = ${segmentId}`);
}

/** A copy as it is stored. */
export interface NewCopy {
  readonly id: string;
  readonly segmentId: string;
  readonly madeBy: 'remux' | 'transcode';
  readonly sha256: Buffer;
  readonly blobKey: string;
  readonly byteLength: number;
  readonly madeAtMs: number;
}

/** Stores a copy beside its segment. The segment is locked: it is either deleted before, then nothing is stored (false), or with its copy. */
export async function insertCopy(tx: Queryable, copy: NewCopy): Promise<boolean> {
  const segment = await tx.maybeRow<{ cameraId: string }>(sql`SELECT camera_id AS "cameraId" FROM footage_segment WHERE id = ${copy.segmentId} FOR KEY SHARE`);
  if (segment === undefined) return false;
  return (
    (await tx.run(sql`INSERT INTO footage_copy (id, segment_id, camera_id, codec, made_by, sha256, blob_key, byte_length, made_at)
      VALUES (${copy.id}, ${copy.segmentId}, ${segment.cameraId}, 'h264', ${copy.madeBy}, ${copy.sha256}, ${copy.blobKey}, ${copy.byteLength}, ${new Date(copy.madeAtMs)})
      ON CONFLICT (segment_id) DO NOTHING`)) === 1
  );
}

/** In the transaction that deletes segments: their copies go as well. Returns the blobs that nobody names any more, with the segment that each was a copy of. */
export async function deleteCopies(tx: Queryable, segmentIds: readonly string[]): Promise<(BlobReference & { readonly segmentId: string })[]> {
  return tx.rows(
    sql`DELETE FROM footage_copy WHERE segment_id = ANY(${segmentIds}::uuid[]) RETURNING blob_key AS key, id AS "rowId", segment_id AS "segmentId"`,
  );
}
