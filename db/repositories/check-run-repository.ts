import sql from 'sql-template-tag';
import type { CameraProblem } from '../../domain/camera-contact.ts';
import type { Queryable } from '../database.ts';

/** A test or picture that somebody asked for, as the worker that does it needs it. */
export interface CheckRun {
  readonly cameraId: string;
  /** The recorder, where all of its channels are to be tested. */
  readonly recorderId: string | null;
  readonly requestedBy: string | null;
}

/** Begins the work, or begins it again after a worker died. Undefined when it is done already or not there. */
export async function beginCheck(db: Queryable, checkId: string): Promise<CheckRun | undefined> {
  return db.maybeRow(sql`UPDATE camera_check SET state = 'active', progress = 0.1 WHERE id = ${checkId} AND state IN ('waiting', 'active')
    RETURNING camera_id AS "cameraId", recorder_id AS "recorderId", requested_by AS "requestedBy"`);
}

export async function noteCheckProgress(db: Queryable, checkId: string, progress: number): Promise<void> {
  await db.run(sql`UPDATE camera_check SET progress = ${progress} WHERE id = ${checkId} AND state = 'active'`);
}

/** Ends the work; what was ended before stays as it is, and false says so. */
export async function completeCheck(db: Queryable, checkId: string, result: Readonly<Record<string, unknown>>, nowMs: number): Promise<boolean> {
  const count =
    await db.run(sql`UPDATE camera_check SET state = 'completed', progress = 1, result = ${JSON.stringify(result)}::jsonb, finished_at = ${new Date(nowMs)}
    WHERE id = ${checkId} AND state IN ('waiting', 'active')`);
  return count > 0;
}

export async function failCheck(db: Queryable, checkId: string, { code, message }: CameraProblem, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE camera_check SET state = 'failed', error = ${JSON.stringify({ code, message })}::jsonb, finished_at = ${new Date(nowMs)}
    WHERE id = ${checkId} AND state IN ('waiting', 'active')`);
}

/** What a person asked for before `createdBeforeMs` and nobody has finished, oldest first. */
export async function listOpenChecks(
  db: Queryable,
  createdBeforeMs: number,
  limit: number,
): Promise<{ id: string; kind: 'check' | 'snapshot'; recorderId: string | null }[]> {
  return db.rows(
    sql`SELECT id, kind, recorder_id AS "recorderId" FROM camera_check WHERE state IN ('waiting', 'active') AND created_at < ${new Date(createdBeforeMs)} ORDER BY created_at LIMIT ${limit}`,
  );
}

/** Somebody's test of a whole recorder that is asked for and not done, if there is one. */
export async function findOpenRecorderCheck(db: Queryable, recorderId: string, requestedBy: string): Promise<string | undefined> {
  const row = await db.maybeRow<{ id: string }>(
    sql`SELECT id FROM camera_check WHERE state IN ('waiting', 'active') AND recorder_id = ${recorderId} AND requested_by = ${requestedBy} ORDER BY created_at DESC LIMIT 1`,
  );
  return row?.id;
}

/** Ends what no worker will ever finish: the queue lost its job, or the worker died once too often. Returns how many. */
export async function failLostChecks(db: Queryable, createdBeforeMs: number, { code, message }: CameraProblem, nowMs: number): Promise<number> {
  return db.run(sql`UPDATE camera_check SET state = 'failed', error = ${JSON.stringify({ code, message })}::jsonb, finished_at = ${new Date(nowMs)}
    WHERE state IN ('waiting', 'active') AND created_at < ${new Date(createdBeforeMs)}`);
}
