import sql, { empty, type Sql } from 'sql-template-tag';
import type { AbsenceReason } from '../../domain/fault-terms.ts';
import type { Queryable } from '../database.ts';
import { lockCameras } from './camera-lock-repository.ts';

/** A window in which a camera is away on purpose. */
export interface AbsenceRow {
  readonly id: string;
  readonly cameraId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: AbsenceReason;
  readonly note: string;
  readonly createdBy: string;
  readonly createdByUsername: string;
  readonly createdAtMs: number;
}

const SELECT_ABSENCE = sql`SELECT b.id, b.camera_id AS "cameraId", lower(b.during) AS "fromMs", upper(b.during) AS "toMs", b.reason, b.note, b.created_by AS "createdBy",
    au.username AS "createdByUsername", b.created_at AS "createdAtMs"
  FROM camera_absence b JOIN app_user au ON au.id = b.created_by`;

/** Windows of a camera, those that were entered last first. */
export async function listAbsences(db: Queryable, cameraId: string, page: { limit: number; beforeId?: string | undefined }): Promise<AbsenceRow[]> {
  const after = page.beforeId === undefined ? empty : sql`AND b.id < ${page.beforeId}`;
  return db.rows(sql`${SELECT_ABSENCE} WHERE b.camera_id = ${cameraId} ${after} ORDER BY b.id DESC LIMIT ${page.limit}`);
}

/** Stores a window. Errors: constraint `camera_absence_one_at_a_time` when it overlaps another of the camera. */
export async function insertAbsence(db: Queryable, absence: Omit<AbsenceRow, 'createdByUsername'>): Promise<void> {
  const { id, cameraId, fromMs, toMs, reason, note, createdBy, createdAtMs } = absence;
  await db.run(sql`INSERT INTO camera_absence (id, camera_id, during, reason, note, created_by, created_at)
    VALUES (${id}, ${cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), ${reason}, ${note}, ${createdBy}, ${new Date(createdAtMs)})`);
}

/** The window of that camera, locked; undefined when there is none. */
export async function lockAbsence(tx: Queryable, cameraId: string, id: string): Promise<{ fromMs: number; toMs: number } | undefined> {
  return tx.maybeRow(
    sql`SELECT lower(during) AS "fromMs", upper(during) AS "toMs" FROM camera_absence WHERE id = ${id} AND camera_id = ${cameraId} FOR UPDATE`,
  );
}

/** Drops a window that has not begun. */
export async function deleteAbsence(tx: Queryable, id: string): Promise<void> {
  await tx.run(sql`DELETE FROM camera_absence WHERE id = ${id}`);
}

/** Ends a window that has begun. */
export async function endAbsence(tx: Queryable, id: string, endMs: number): Promise<void> {
  await tx.run(sql`UPDATE camera_absence SET during = tstzrange(lower(during), ${new Date(endMs)}) WHERE id = ${id} AND upper(during) > ${new Date(endMs)}`);
}

/** Others get their one-word state with their next contact; cameras that can't be dialled have none (the rule of `overallState` for them). */
async function settleUncontacted(db: Queryable, cameraIds: readonly string[]): Promise<void> {
  if (cameraIds.length === 0) return;
  const isDraft = sql`(c.purpose IS NULL OR NOT EXISTS (SELECT 1 FROM camera_notice n WHERE n.camera_id = c.id))`;
  await db.run(sql`UPDATE camera_state s SET overall = CASE WHEN ${isDraft} THEN 'draft' WHEN c.maintenance OR c.absent THEN 'maintenance' ELSE 'unknown' END
    FROM camera c JOIN camera_source src ON src.camera_id = c.id AND src.kind = 'registered'
    WHERE s.camera_id = c.id AND c.id = ANY(${cameraIds}::uuid[])`);
}

const begins = (now: Date): Sql =>
  sql`NOT c.absent AND c.retired_at IS NULL AND c.id IN (SELECT b.camera_id FROM camera_absence b WHERE b.during @> ${now}::timestamptz)`;
const ends = (now: Date): Sql => sql`c.absent AND NOT EXISTS (SELECT 1 FROM camera_absence b WHERE b.camera_id = c.id AND b.during @> ${now}::timestamptz)`;

/** Marks cameras whose windows begin and unmarks those whose windows ended, in the transaction `tx`; returns them. Run twice it changes nothing. */
export async function followAbsences(tx: Queryable, nowMs: number): Promise<string[]> {
  const now = new Date(nowMs);
  const due = await tx.rows<{ id: string }>(sql`SELECT c.id FROM camera c WHERE ${begins(now)} UNION ALL SELECT c.id FROM camera c WHERE ${ends(now)}`);
  if (due.length === 0) return [];
  const dueIds = due.map(({ id }) => id);
  await lockCameras(tx, dueIds);
  const isDue = sql`c.id = ANY(${dueIds}::uuid[])`;
  const changed = await tx.rows<{ id: string }>(
    sql`UPDATE camera c SET absent = NOT c.absent WHERE ${isDue} AND ((${begins(now)}) OR (${ends(now)})) RETURNING c.id`,
  );
  const ids = changed.map(({ id }) => id);
  await settleUncontacted(tx, ids);
  return ids;
}
