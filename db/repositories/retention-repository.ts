import sql, { type Sql } from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** What retention deletes. */
export type FootageKind = 'snapshot' | 'footage_segment';

/** Something that was deleted; its blob still is there. */
export interface DeletedFootage {
  readonly id: string;
  readonly cameraId: string;
  readonly blobKey: string;
  readonly byteLength: number;
  readonly fromMs: number;
  readonly toMs: number;
}

const TABLES: { readonly [K in FootageKind]: Sql } = { snapshot: sql`snapshot`, footage_segment: sql`footage_segment` };

/** The widest stretch of true time that a row may show. A picture is an instant, so it is given a millisecond. */
const WIDEST: { readonly [K in FootageKind]: Sql } = {
  snapshot: sql`tstzrange(f.taken_at, f.taken_at + interval '1 millisecond')`,
  footage_segment: sql`tstzrange(lower(f.true_during) - f.uncertainty_ms * interval '1 millisecond', upper(f.true_during) + f.uncertainty_ms * interval '1 millisecond')`,
};
const TRUE_TIME: { readonly [K in FootageKind]: Sql } = {
  snapshot: sql`f.taken_at AS "fromMs", f.taken_at AS "toMs"`,
  footage_segment: sql`lower(f.true_during) AS "fromMs", upper(f.true_during) AS "toMs"`,
};

/** The rule of `isHeld` in `domain/retention.ts`, in SQL. */
function isHeld(kind: FootageKind, now: Date): Sql {
  return sql`EXISTS (SELECT 1 FROM hold h WHERE h.camera_id = f.camera_id AND h.during && ${WIDEST[kind]}
    AND h.released_at IS NULL AND NOT h.pending AND (h.expires_at IS NULL OR h.expires_at > ${now}))`;
}

/**
 * Deletes up to `limit` expired rows that no live hold touches, in the transaction `tx`, and returns them. The cameras' rows are locked first: storing a hold needs a
 * share of that lock, so a hold is either stored before and seen here, or waits and finds only what is left. Cameras that are busy just now are left for the next sweep.
 */
export async function deleteExpired(tx: Queryable, kind: FootageKind, { nowMs, limit }: { nowMs: number; limit: number }): Promise<DeletedFootage[]> {
  const now = new Date(nowMs);
  const due = await tx.rows<{ id: string; cameraId: string }>(sql`SELECT f.id, f.camera_id AS "cameraId" FROM ${TABLES[kind]} f
    WHERE f.expires_at <= ${now} AND NOT ${isHeld(kind, now)} ORDER BY f.expires_at LIMIT ${limit}`);
  if (due.length === 0) return [];
  const cameraIds = [...new Set(due.map((row) => row.cameraId))];
  const locked = await tx.rows<{ id: string }>(sql`SELECT id FROM camera WHERE id = ANY(${cameraIds}::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED`);
  return tx.rows(sql`DELETE FROM ${TABLES[kind]} f
    WHERE f.id = ANY(${due.map((row) => row.id)}::uuid[]) AND f.camera_id = ANY(${locked.map((row) => row.id)}::uuid[]) AND NOT ${isHeld(kind, now)}
    RETURNING f.id, f.camera_id AS "cameraId", f.blob_key AS "blobKey", f.byte_length AS "byteLength", ${TRUE_TIME[kind]}`);
}
