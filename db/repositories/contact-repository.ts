import sql, { empty, type Sql } from 'sql-template-tag';
import type { DeviceTimeSource } from '../../domain/camera-contact.ts';
import { idFloor, idTimeMs } from '../../domain/uuid.ts';
import type { Queryable } from '../database.ts';

/** A test, a picture or a search for cameras that somebody asked for. */
export interface CheckRow {
  readonly id: string;
  readonly kind: 'check' | 'snapshot' | 'discovery';
  /** Null for a search. */
  readonly cameraId: string | null;
  readonly state: 'waiting' | 'active' | 'completed' | 'failed';
  readonly progress: number;
  readonly result: Record<string, unknown> | null;
  readonly error: { code: string; message: string } | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
}

export async function insertCheck(
  db: Queryable,
  check: { id: string; cameraId: string; recorderId?: string; requestedBy: string; kind: 'check' | 'snapshot' },
): Promise<void> {
  await db.run(sql`INSERT INTO camera_check (id, camera_id, recorder_id, requested_by, kind)
    VALUES (${check.id}, ${check.cameraId}, ${check.recorderId ?? null}, ${check.requestedBy}, ${check.kind})`);
}

/** When pictures of a camera were asked for since `sinceMs`, newest first, in epoch milliseconds; those that failed aside. Locks the camera, so that of two who ask at once the second sees the first. */
export async function lockPicturesAsked(
  tx: Queryable,
  cameraId: string,
  { sinceMs, limit }: { readonly sinceMs: number; readonly limit: number },
): Promise<number[]> {
  await tx.rows(sql`SELECT 1 FROM camera WHERE id = ${cameraId} FOR NO KEY UPDATE`);
  const rows = await tx.rows<{ id: string }>(sql`SELECT id FROM camera_check
    WHERE camera_id = ${cameraId} AND id >= ${idFloor(sinceMs)} AND kind = 'snapshot' AND state <> 'failed' ORDER BY id DESC LIMIT ${limit}`);
  return rows.map(({ id }) => idTimeMs(id));
}

/** A search that was stopped or interrupted is a job that failed, and what was found is where it always is. */
function discoveryAsJob(id: string): Sql {
  return sql`SELECT id, 'discovery', NULL, CASE WHEN state IN ('interrupted', 'stopped') THEN 'failed' ELSE state END,
    CASE WHEN state = 'completed' THEN 1 ELSE addresses_done::float8 / address_count END,
    CASE WHEN state = 'completed' THEN jsonb_build_object('discoveryId', id) END,
    CASE WHEN state IN ('interrupted', 'stopped') AND error IS NULL
      THEN jsonb_build_object('code', 'discovery_' || state, 'message', 'The search was ended before it was done. What it had found is shown; search again for the rest.') ELSE error END,
    created_at, finished_at FROM discovery WHERE id = ${id}`;
}

export async function findCheck(db: Queryable, id: string): Promise<CheckRow> {
  return db.row(
    sql`SELECT id, kind, camera_id AS "cameraId", state, progress, result, error, created_at AS "createdAtMs", finished_at AS "finishedAtMs" FROM camera_check WHERE id = ${id}
      UNION ALL ${discoveryAsJob(id)}`,
  );
}

/** A stored picture, without the picture and where it lies. */
export interface SnapshotRow {
  readonly id: string;
  readonly cameraId: string;
  readonly takenAtMs: number;
  readonly deviceTimeMs: number | null;
  readonly deviceTimeSource: DeviceTimeSource;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly clockMethod: string | null;
  readonly reason: 'schedule' | 'request' | 'alarm';
  readonly sha256: Buffer;
  readonly byteLength: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly expiresAtMs: number;
}

const SELECT_SNAPSHOT = sql`SELECT id, camera_id AS "cameraId", taken_at AS "takenAtMs", device_time AS "deviceTimeMs", device_time_source AS "deviceTimeSource",
  clock_offset_ms AS "clockOffsetMs", clock_uncertainty_ms AS "clockUncertaintyMs", clock_method AS "clockMethod", reason, sha256, byte_length AS "byteLength",
  width_px AS "widthPx", height_px AS "heightPx", expires_at AS "expiresAtMs" FROM snapshot`;

export async function findSnapshot(db: Queryable, id: string): Promise<SnapshotRow> {
  return db.row(sql`${SELECT_SNAPSHOT} WHERE id = ${id}`);
}

/** The same, unless it is gone. */
export async function findSnapshotIfThere(db: Queryable, id: string): Promise<SnapshotRow | undefined> {
  return db.maybeRow(sql`${SELECT_SNAPSHOT} WHERE id = ${id}`);
}

/** Where a picture lies that was taken at the request of the board of its camera, for that board; null for everybody else. Asked as the person. */
export async function findOwnPictureBlob(own: Queryable, id: string): Promise<string | null> {
  return (await own.row<{ blobKey: string | null }>(sql`SELECT wall_picture_blob(${id}) AS "blobKey"`)).blobKey;
}

/** A page of a list that is sorted by time and id, newest first. */
export interface TimePage {
  readonly fromMs: number;
  readonly toMs: number;
  readonly limit: number;
  readonly before?: { readonly atMs: number; readonly id: string } | undefined;
}

/** Rows after a cursor of a list that is sorted by a time and the id, both descending. */
export function beforeCursor(column: Sql, before: TimePage['before']): Sql {
  return before === undefined ? empty : sql`AND (${column}, id) < (${new Date(before.atMs)}, ${before.id})`;
}

/** Pictures of a camera taken in [from, to), newest first; `reason` narrows them. */
export async function listSnapshots(db: Queryable, cameraId: string, page: TimePage, reason?: SnapshotRow['reason']): Promise<SnapshotRow[]> {
  const only = reason === undefined ? empty : sql`AND reason = ${reason}`;
  return db.rows(sql`${SELECT_SNAPSHOT} WHERE camera_id = ${cameraId} AND taken_at >= ${new Date(page.fromMs)} AND taken_at < ${new Date(page.toMs)} ${only}
    ${beforeCursor(sql`taken_at`, page.before)} ORDER BY taken_at DESC, id DESC LIMIT ${page.limit}`);
}

export interface StateIntervalRow {
  readonly facet: string;
  readonly state: string;
  readonly fromMs: number;
  readonly toMs: number | null;
  readonly cause: Record<string, unknown> | null;
}

/** What a camera's facets were within [from, to), oldest first. */
export async function listStateIntervals(db: Queryable, cameraId: string, fromMs: number, toMs: number, limit: number): Promise<StateIntervalRow[]> {
  return db.rows(sql`SELECT facet, state, lower(during) AS "fromMs", CASE WHEN upper_inf(during) THEN NULL ELSE upper(during) END AS "toMs", cause
    FROM camera_state_interval WHERE camera_id = ${cameraId} AND during && tstzrange(${new Date(fromMs)}, ${new Date(toMs)})
    ORDER BY lower(during) DESC, facet LIMIT ${limit}`);
}

export interface SegmentRow {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly uncertaintyMs: number;
  readonly deviceFromMs: number | null;
  readonly deviceToMs: number | null;
  readonly deviceTimeSource: DeviceTimeSource;
  readonly source: 'recorded' | 'edge' | 'upload';
  readonly codec: string;
  readonly byteLength: number;
  readonly sha256: Buffer;
  readonly expiresAtMs: number;
  readonly held: boolean;
}

/** Segments of a camera that touch [from, to), oldest first. A segment is a few seconds long, so the index on its end bounds the search. */
export async function listSegments(db: Queryable, cameraId: string, fromMs: number, toMs: number, limit: number): Promise<SegmentRow[]> {
  return db.rows(sql`SELECT f.id, lower(f.true_during) AS "fromMs", upper(f.true_during) AS "toMs", f.uncertainty_ms AS "uncertaintyMs", lower(f.device_during) AS "deviceFromMs",
      upper(f.device_during) AS "deviceToMs", f.device_time_source AS "deviceTimeSource", f.source, f.codec, f.byte_length AS "byteLength", f.sha256, f.expires_at AS "expiresAtMs",
      EXISTS (SELECT 1 FROM hold h WHERE h.camera_id = f.camera_id AND h.during && f.true_during AND h.released_at IS NULL AND NOT h.pending AND (h.expires_at IS NULL OR h.expires_at > now())) AS held
    FROM footage_segment f WHERE f.camera_id = ${cameraId} AND upper(f.true_during) > ${new Date(fromMs)} AND lower(f.true_during) < ${new Date(toMs)}
    ORDER BY upper(f.true_during), lower(f.true_during) LIMIT ${limit}`);
}
