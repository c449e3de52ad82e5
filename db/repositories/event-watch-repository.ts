import sql from 'sql-template-tag';
import type { CameraEventKind } from '../../domain/camera-event.ts';
import type { Queryable } from '../database.ts';

/** A lease that is not renewed for this long falls to whoever asks first; by the database's clock. */
const LEASE_SECONDS = 30;

/** Takes or renews the right to listen to cameras, and returns those that this worker has now. */
export async function holdEventWatches(db: Queryable, workerId: string, cameraIds: readonly string[]): Promise<string[]> {
  if (cameraIds.length === 0) return [];
  const rows = await db.rows<{ cameraId: string }>(sql`INSERT INTO camera_event_watch AS w (camera_id, worker_id, expires_at)
    SELECT id, ${workerId}::uuid, clock_timestamp() + ${LEASE_SECONDS} * interval '1 second' FROM unnest(${[...cameraIds].sort()}::uuid[]) AS t(id)
    ON CONFLICT (camera_id) DO UPDATE SET worker_id = excluded.worker_id, expires_at = excluded.expires_at
      WHERE w.worker_id IS NULL OR w.worker_id = excluded.worker_id OR w.expires_at < clock_timestamp()
    RETURNING camera_id AS "cameraId"`);
  return rows.map((row) => row.cameraId);
}

/** Gives them back, so that another worker can listen at once. What was heard stays. */
export async function releaseEventWatches(db: Queryable, workerId: string, cameraIds: readonly string[]): Promise<void> {
  await db.run(sql`UPDATE camera_event_watch SET worker_id = NULL, expires_at = NULL WHERE worker_id = ${workerId} AND camera_id = ANY(${cameraIds}::uuid[])`);
}

/** Something moved in the picture; no more than that is ever kept of it. */
export async function noteMotion(db: Queryable, cameraId: string, atMs: number): Promise<void> {
  await db.run(sql`UPDATE camera_event_watch SET last_motion_at = greatest(last_motion_at, ${new Date(atMs)}) WHERE camera_id = ${cameraId}`);
}

/** The camera says that its view is not what it was: noted, and its next picture is due at once. The picture decides, not the camera's word. */
export async function noteTamper(db: Queryable, cameraId: string, kind: Exclude<CameraEventKind, 'motion'>, atMs: number): Promise<void> {
  await db.run(sql`UPDATE camera_event_watch SET last_tamper_at = ${new Date(atMs)}, last_tamper_kind = ${kind} WHERE camera_id = ${cameraId}`);
  await bringPictureForward(db, cameraId, atMs);
}

/** Makes the camera's next scheduled picture due at once. A camera that takes none by schedule goes on taking none. */
export async function bringPictureForward(db: Queryable, cameraId: string, atMs: number): Promise<void> {
  await db.run(sql`UPDATE camera_state SET next_snapshot_at = least(next_snapshot_at, ${new Date(atMs)}) WHERE camera_id = ${cameraId}`);
}
