import sql, { type Sql } from 'sql-template-tag';
import type { CameraEventKind } from '../../domain/camera-event.ts';
import type { Queryable } from '../database.ts';

/** A lease that is not renewed for this long falls to whoever asks first; by the database's clock. */
const LEASE_SECONDS = 30;

/** What is listened to by itself: a camera, or a recorder with all its channels. */
type ListenedKind = 'camera' | 'recorder';

const LEASE_OF: Readonly<Record<ListenedKind, { readonly table: Sql; readonly id: Sql }>> = {
  camera: { table: sql`camera_event_watch`, id: sql`camera_id` },
  recorder: { table: sql`recorder_event_watch`, id: sql`recorder_id` },
};

/** Takes or renews the right to listen to cameras or recorders, and returns those that this worker has now. */
export async function holdEventWatches(db: Queryable, workerId: string, kind: ListenedKind, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const lease = LEASE_OF[kind];
  const rows = await db.rows<{ id: string }>(sql`INSERT INTO ${lease.table} AS w (${lease.id}, worker_id, expires_at)
    SELECT id, ${workerId}::uuid, clock_timestamp() + ${LEASE_SECONDS} * interval '1 second' FROM unnest(${[...ids].sort()}::uuid[]) AS t(id)
    ON CONFLICT (${lease.id}) DO UPDATE SET worker_id = excluded.worker_id, expires_at = excluded.expires_at
      WHERE w.worker_id IS NULL OR w.worker_id = excluded.worker_id OR w.expires_at < clock_timestamp()
    RETURNING ${lease.id} AS id`);
  return rows.map((row) => row.id);
}

/** Gives them back, so that another worker can listen at once. What was heard stays. */
export async function releaseEventWatches(db: Queryable, workerId: string, kind: ListenedKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { table, id } = LEASE_OF[kind];
  await db.run(sql`UPDATE ${table} SET worker_id = NULL, expires_at = NULL WHERE worker_id = ${workerId} AND ${id} = ANY(${ids}::uuid[])`);
}

/** Something moved in the picture; no more than that is ever kept of it. */
export async function noteMotion(db: Queryable, cameraId: string, atMs: number): Promise<void> {
  await db.run(sql`INSERT INTO camera_event_watch AS w (camera_id, last_motion_at) VALUES (${cameraId}, ${new Date(atMs)})
    ON CONFLICT (camera_id) DO UPDATE SET last_motion_at = greatest(w.last_motion_at, excluded.last_motion_at)`);
}

/** The camera says that its view is not what it was: noted, and its next picture is due at once. The picture decides, not the camera's word. */
export async function noteTamper(db: Queryable, cameraId: string, kind: Exclude<CameraEventKind, 'motion'>, atMs: number): Promise<void> {
  await db.run(sql`INSERT INTO camera_event_watch (camera_id, last_tamper_at, last_tamper_kind) VALUES (${cameraId}, ${new Date(atMs)}, ${kind})
    ON CONFLICT (camera_id) DO UPDATE SET last_tamper_at = excluded.last_tamper_at, last_tamper_kind = excluded.last_tamper_kind`);
  await bringPictureForward(db, cameraId, atMs);
}

/** Makes the camera's next scheduled picture due at once. A camera that takes none by schedule goes on taking none. */
export async function bringPictureForward(db: Queryable, cameraId: string, atMs: number): Promise<void> {
  await db.run(sql`UPDATE camera_state SET next_snapshot_at = least(next_snapshot_at, ${new Date(atMs)}) WHERE camera_id = ${cameraId}`);
}
