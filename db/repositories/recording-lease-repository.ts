import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** A lease that is not renewed for this long falls to whoever asks first. The database's clock decides: workers on several machines need not agree on the time. */
export const LEASE_SECONDS = 15;

/** Takes or renews leases on cameras and returns those that this worker holds now; the others belong to another worker. */
export async function holdLeases(db: Queryable, workerId: string, cameraIds: readonly string[]): Promise<string[]> {
  if (cameraIds.length === 0) return [];
  const rows = await db.rows<{ cameraId: string }>(sql`INSERT INTO recording_lease AS l (camera_id, worker_id, expires_at)
    SELECT id, ${workerId}::uuid, clock_timestamp() + ${LEASE_SECONDS} * interval '1 second' FROM unnest(${[...cameraIds].sort()}::uuid[]) AS t(id)
    ON CONFLICT (camera_id) DO UPDATE SET worker_id = excluded.worker_id, expires_at = excluded.expires_at,
        held_since = CASE WHEN l.worker_id = excluded.worker_id THEN l.held_since ELSE clock_timestamp() END
      WHERE l.worker_id = excluded.worker_id OR l.expires_at < clock_timestamp()
    RETURNING camera_id AS "cameraId"`);
  return rows.map((row) => row.cameraId);
}

/** Gives leases back, so that another worker can take them at once. */
export async function releaseLeases(db: Queryable, workerId: string, cameraIds: readonly string[]): Promise<void> {
  await db.run(sql`DELETE FROM recording_lease WHERE worker_id = ${workerId} AND camera_id = ANY(${cameraIds}::uuid[])`);
}

/** Footage that a worker wants to store: a camera and when it was recorded, true time ± its uncertainty. */
export interface LeasedFootage {
  readonly cameraId: string;
  readonly trueFromMs: number;
  readonly trueToMs: number;
  readonly uncertaintyMs: number;
}

/**
 * Whether a worker may store this footage, until the transaction ends: nobody else can take the camera's lease before. It may while the lease is its own; and
 * what it had recorded before another took it (both were cut off from the database, and the other came back first) it may store unless that is there already.
 */
export async function lockStoring(tx: Queryable, workerId: string, footage: LeasedFootage): Promise<boolean> {
  const { cameraId, trueFromMs, trueToMs, uncertaintyMs } = footage;
  const lease = await tx.maybeRow<{ own: boolean; later: boolean }>(
    sql`SELECT worker_id = ${workerId} AS own, held_since >= ${new Date(trueToMs)} AS later FROM recording_lease WHERE camera_id = ${cameraId} FOR UPDATE`,
  );
  if (lease?.own === true) return true;
  if (lease?.later === false) return false;
  // neighbours may overlap by what both are uncertain by
  const [fromMs, toMs] = [trueFromMs + uncertaintyMs, trueToMs - uncertaintyMs];
  const there = await tx.rows(
    sql`SELECT 1 FROM footage_segment WHERE camera_id = ${cameraId} AND upper(true_during) > ${new Date(fromMs)} AND lower(true_during) < ${new Date(toMs)} LIMIT 1`,
  );
  return there.length === 0;
}

/** Whether a worker has shown itself lately; one that has not is taken for dead. */
export async function isWorkerAlive(db: Queryable, workerId: string): Promise<boolean> {
  const row = await db.maybeRow(
    sql`SELECT 1 FROM worker_heartbeat WHERE worker_id = ${workerId} AND beat_at > clock_timestamp() - ${2 * LEASE_SECONDS} * interval '1 second'`,
  );
  return row !== undefined;
}
