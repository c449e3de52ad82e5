import sql from 'sql-template-tag';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { segmentsNear } from './segment-window.ts';

const ids = async (db: Queryable, statement: ReturnType<typeof sql>): Promise<string[]> => (await db.rows<{ id: string }>(statement)).map(({ id }) => id);

/** Requests that nobody decided in time, the first due first. */
export async function listUndecided(db: Queryable, nowMs: number, limit: number): Promise<string[]> {
  return ids(db, sql`SELECT id FROM footage_request WHERE state = 'submitted' AND expires_at <= ${new Date(nowMs)} ORDER BY expires_at LIMIT ${limit}`);
}

/** Emergencies that were not justified in time, ended ones too, for which nobody's right was suspended yet. */
export async function listUnjustified(db: Queryable, nowMs: number, limit: number): Promise<string[]> {
  return ids(
    db,
    sql`SELECT r.id FROM footage_request r WHERE r.emergency AND r.justified_at IS NULL AND r.justify_by <= ${new Date(nowMs)}
      AND NOT EXISTS (SELECT 1 FROM emergency_suspension s WHERE s.request_id = r.id) ORDER BY r.justify_by LIMIT ${limit}`,
  );
}

/** Requests whose board is to be reminded. */
export async function listRemindersDue(db: Queryable, nowMs: number, limit: number): Promise<string[]> {
  return ids(
    db,
    sql`SELECT id FROM footage_request WHERE state = 'submitted' AND remind_at IS NOT NULL AND remind_at <= ${new Date(nowMs)} ORDER BY remind_at LIMIT ${limit}`,
  );
}

/** When the board is reminded next; null: not any more. False when that was written down already. */
export async function setReminder(tx: Queryable, id: string, nowMs: number, nextMs: number | null): Promise<boolean> {
  const count = await tx.run(sql`UPDATE footage_request SET remind_at = ${nextMs === null ? null : new Date(nextMs)}
    WHERE id = ${id} AND state = 'submitted' AND remind_at <= ${new Date(nowMs)}`);
  return count > 0;
}

/** Approved requests whose footage is to be looked for. */
export async function listLooksDue(db: Queryable, nowMs: number, limit: number): Promise<string[]> {
  return ids(db, sql`SELECT id FROM footage_request WHERE look_at IS NOT NULL AND look_at <= ${new Date(nowMs)} ORDER BY look_at LIMIT ${limit}`);
}

/** What is on hand of a camera's window: stretches of footage in order, each with its own time, and how many pictures. */
export async function onHandOf(db: Queryable, cameraId: string, during: TimeInterval): Promise<{ parts: TimeInterval[]; pictures: number }> {
  const [from, to] = [new Date(during.fromMs), new Date(during.toMs)];
  const near = segmentsNear(sql`${cameraId}::uuid`, sql`${from}::timestamptz`, sql`${to}::timestamptz`, 20_000);
  const parts = await db.rows<TimeInterval>(sql`SELECT lower(s.true_during) AS "fromMs", upper(s.true_during) AS "toMs" FROM ${near} s
    WHERE s.true_during && tstzrange(${from}, ${to}) ORDER BY lower(s.true_during)`);
  const { pictures } = await db.row<{ pictures: number }>(
    sql`SELECT count(*) AS pictures FROM snapshot WHERE camera_id = ${cameraId} AND taken_at >= ${from} AND taken_at < ${to}`,
  );
  return { parts, pictures };
}
