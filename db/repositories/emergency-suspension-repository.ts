import sql, { empty } from 'sql-template-tag';
import type { Scope } from '../../domain/permission-rule.ts';
import type { Queryable } from '../database.ts';
import { inUnits, type Caller, type Reach } from './access-repository.ts';

/** That somebody opens no footage in an emergency for now. */
export interface SuspensionRow {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  readonly requestId: string;
  readonly suspendedAtMs: number;
  readonly liftedAtMs: number | null;
  readonly liftedBy: string | null;
  readonly liftedByUsername: string | null;
  readonly liftReason: string | null;
}

const SELECT_SUSPENSION = sql`SELECT s.id, s.user_id AS "userId", a.username, s.request_id AS "requestId", s.suspended_at AS "suspendedAtMs", s.lifted_at AS "liftedAtMs",
    s.lifted_by AS "liftedBy", l.username AS "liftedByUsername", s.lift_reason AS "liftReason"
  FROM emergency_suspension s JOIN app_user a ON a.id = s.user_id JOIN footage_request r ON r.id = s.request_id LEFT JOIN app_user l ON l.id = s.lifted_by`;

export async function findSuspension(db: Queryable, id: string): Promise<SuspensionRow> {
  return db.row(sql`${SELECT_SUSPENSION} WHERE s.id = ${id}`);
}

/** Reach of a suspension through the camera of its request. */
export async function suspensionReach(db: Queryable, id: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT s.id, r.camera_id AS "cameraId", r.incident_id AS "incidentId", false AS own, ${inUnits(sql`r.unit_id`, caller)} AS "inUnits"
    FROM emergency_suspension s JOIN footage_request r ON r.id = s.request_id WHERE s.id = ${id}`);
}

/** Suspensions within reach, lifted ones too, newest first. */
export async function listSuspensions(
  db: Queryable,
  reach: Caller & { readonly scope: Scope },
  page: { limit: number; beforeId?: string | undefined },
): Promise<SuspensionRow[]> {
  const within = reach.scope === 'any' ? sql`true` : inUnits(sql`r.unit_id`, reach);
  const after = page.beforeId === undefined ? empty : sql`AND s.id < ${page.beforeId}`;
  return db.rows(sql`${SELECT_SUSPENSION} WHERE ${within} ${after} ORDER BY s.id DESC LIMIT ${page.limit}`);
}

export async function isSuspended(db: Queryable, userId: string): Promise<boolean> {
  return (await db.maybeRow(sql`SELECT 1 FROM emergency_suspension WHERE user_id = ${userId} AND lifted_at IS NULL LIMIT 1`)) !== undefined;
}

/** Suspends a right, once for each request; false when it was done already. */
export async function insertSuspension(tx: Queryable, suspension: { id: string; userId: string; requestId: string; atMs: number }): Promise<boolean> {
  const count = await tx.run(sql`INSERT INTO emergency_suspension (id, user_id, request_id, suspended_at)
    VALUES (${suspension.id}, ${suspension.userId}, ${suspension.requestId}, ${new Date(suspension.atMs)}) ON CONFLICT (request_id) DO NOTHING`);
  return count > 0;
}

/** Lifts a suspension; false when it was lifted already. Errors: `value_refused` (`emergency_suspension_lifted_by_another`). */
export async function liftSuspension(tx: Queryable, id: string, lift: { by: string; reason: string; atMs: number }): Promise<boolean> {
  const count = await tx.run(
    sql`UPDATE emergency_suspension SET lifted_at = ${new Date(lift.atMs)}, lifted_by = ${lift.by}, lift_reason = ${lift.reason} WHERE id = ${id} AND lifted_at IS NULL`,
  );
  return count > 0;
}
