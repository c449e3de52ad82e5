import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** A lease that is not renewed for this long falls to whoever asks first. The database's clock decides: workers on several machines need not agree on the time. */
export const LEASE_SECONDS = 15;

/** Takes or renews leases on cameras and returns those that this worker holds now; the others belong to another worker. */
export async function holdLeases(db: Queryable, workerId: string, cameraIds: readonly string[]): Promise<string[]> {
  if (cameraIds.length === 0) return [];
  const rows = await db.rows<{ cameraId: string }>(sql`INSERT INTO recording_lease AS l (camera_id, worker_id, expires_at)
    SELECT id, ${workerId}::uuid, clock_timestamp() + ${LEASE_SECONDS} * interval '1 second' FROM unnest(${[...cameraIds].sort()}::uuid[]) AS t(id)
    ON CONFLICT (camera_id) DO UPDATE SET worker_id = excluded.worker_id, expires_at = excluded.expires_at
      WHERE l.worker_id = excluded.worker_id OR l.expires_at < clock_timestamp()
    RETURNING camera_id AS "cameraId"`);
  return rows.map((row) => row.cameraId);
}

/** Gives leases back, so that another worker can take them at once. */
export async function releaseLeases(db: Queryable, workerId: string, cameraIds: readonly string[]): Promise<void> {
  await db.run(sql`DELETE FROM recording_lease WHERE worker_id = ${workerId} AND camera_id = ANY(${cameraIds}::uuid[])`);
}

/** Whether the camera's recording is this worker's, until the transaction ends: nobody else can take it before. */
export async function lockOwnLease(tx: Queryable, workerId: string, cameraId: string): Promise<boolean> {
  const row = await tx.maybeRow(sql`SELECT 1 FROM recording_lease WHERE camera_id = ${cameraId} AND worker_id = ${workerId} FOR UPDATE`);
  return row !== undefined;
}

/** Whether a worker has shown itself lately; one that has not is taken for dead. */
export async function isWorkerAlive(db: Queryable, workerId: string): Promise<boolean> {
  const row = await db.maybeRow(
    sql`SELECT 1 FROM worker_heartbeat WHERE worker_id = ${workerId} AND beat_at > clock_timestamp() - ${2 * LEASE_SECONDS} * interval '1 second'`,
  );
  return row !== undefined;
}
