import sql, { empty } from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { incidentInUnits, type Caller, type Reach } from './access-repository.ts';

/** A moment of a case that somebody marked while watching. */
export interface CaseMomentRow {
  readonly id: string;
  readonly incidentId: string;
  readonly requestId: string;
  readonly cameraId: string;
  readonly cameraName: string;
  /** True time. */
  readonly atMs: number;
  readonly note: string;
  readonly markedBy: string;
  readonly markedByUsername: string;
  readonly markedAtMs: number;
}

/** What is stored of a new one. */
export type NewCaseMoment = Omit<CaseMomentRow, 'cameraName' | 'markedByUsername'>;

/** Errors: `value_refused` (constraint `case_moment_needs_grant`) when that person doesn't watch that second now. */
export async function insertMoment(tx: Queryable, moment: NewCaseMoment): Promise<void> {
  await tx.run(sql`INSERT INTO case_moment (id, incident_id, camera_id, request_id, at, note, marked_by, marked_at)
    VALUES (${moment.id}, ${moment.incidentId}, ${moment.cameraId}, ${moment.requestId}, ${new Date(moment.atMs)}, ${moment.note}, ${moment.markedBy}, ${new Date(moment.markedAtMs)})`);
}

const SELECT = sql`SELECT m.id, m.incident_id AS "incidentId", m.request_id AS "requestId", m.camera_id AS "cameraId", c.name AS "cameraName", m.at AS "atMs", m.note,
    m.marked_by AS "markedBy", u.username AS "markedByUsername", m.marked_at AS "markedAtMs"
  FROM case_moment m JOIN camera c ON c.id = m.camera_id JOIN app_user u ON u.id = m.marked_by`;

/** Moments of an incident whose requests the person sees, newest mark first; `own` is of `asPerson`. */
export async function listMoments(
  own: Queryable,
  incidentId: string,
  { limit, beforeId }: { readonly limit: number; readonly beforeId?: string | undefined },
): Promise<CaseMomentRow[]> {
  return own.rows(
    sql`${SELECT} WHERE m.incident_id = ${incidentId} ${beforeId === undefined ? empty : sql`AND m.id < ${beforeId}`} ORDER BY m.id DESC LIMIT ${limit}`,
  );
}

/** Moments that were marked under these requests until `markedUntilMs`, in the order of true time, `limit` of them at most. */
export async function listMomentsOf(db: Queryable, requestIds: readonly string[], markedUntilMs: number, limit: number): Promise<CaseMomentRow[]> {
  return db.rows(
    sql`${SELECT} WHERE m.request_id = ANY(${requestIds}::uuid[]) AND m.marked_at <= ${new Date(markedUntilMs)} ORDER BY m.at, m.id LIMIT ${limit}`,
  );
}

/** Deletes a moment of that author; which request it was marked under, or undefined when it is another's or gone. */
export async function deleteMoment(tx: Queryable, id: string, author: string): Promise<{ readonly requestId: string; readonly atMs: number } | undefined> {
  return tx.maybeRow(sql`DELETE FROM case_moment WHERE id = ${id} AND marked_by = ${author} RETURNING request_id AS "requestId", at AS "atMs"`);
}

/** Reach of a moment through its incident. */
export async function momentReach(db: Queryable, momentId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT m.id, m.camera_id AS "cameraId", i.id AS "incidentId", i.entered_for = ${caller.organisationId} AS own, ${incidentInUnits(caller)} AS "inUnits"
    FROM case_moment m JOIN incident i ON i.id = m.incident_id WHERE m.id = ${momentId}`);
}
