import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Shows that a worker lives. */
export async function beatHeart(
  db: Queryable,
  beat: { readonly workerId: string; readonly startedAtMs: number; readonly nowMs: number; readonly jobsDone: number },
): Promise<void> {
  const now = new Date(beat.nowMs);
  await db.run(sql`INSERT INTO worker_heartbeat (worker_id, started_at, beat_at, jobs_done) VALUES (${beat.workerId}, ${new Date(beat.startedAtMs)}, ${now}, ${beat.jobsDone})
    ON CONFLICT (worker_id) DO UPDATE SET beat_at = excluded.beat_at, jobs_done = excluded.jobs_done`);
}

/** The worker stops: it is not waited for. */
export async function endHeartbeat(db: Queryable, workerId: string): Promise<void> {
  await db.run(sql`DELETE FROM worker_heartbeat WHERE worker_id = ${workerId}`);
}
