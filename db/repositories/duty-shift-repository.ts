import sql, { join } from 'sql-template-tag';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** When somebody is on duty. */
export interface DutyShiftRow {
  readonly id: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly userId: string;
  readonly displayName: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whose shifts: an organisation's own, those of the organisations that answer for the caller's units, or all. */
export interface DutyReach {
  readonly scope: 'own' | 'units' | 'any';
  readonly organisationId: string;
  readonly unitIds: readonly string[];
}

/** An organisation that answers for one of the caller's units, or for one below. */
function withinReach({ scope, organisationId, unitIds }: DutyReach, column: ReturnType<typeof sql>) {
  if (scope === 'any') return sql`true`;
  if (scope === 'own') return sql`${column} = ${organisationId}`;
  return sql`EXISTS (SELECT 1 FROM organisation_unit ou JOIN unit_closure uc ON uc.descendant_id = ou.unit_id WHERE ou.organisation_id = ${column} AND uc.ancestor_id = ANY(${unitIds}::uuid[]))`;
}

const SELECT_SHIFT = sql`SELECT d.id, d.organisation_id AS "organisationId", o.name AS "organisationName", d.user_id AS "userId", a.display_name AS "displayName",
    lower(d.during) AS "fromMs", upper(d.during) AS "toMs"
  FROM duty_shift d JOIN organisation o ON o.id = d.organisation_id JOIN app_user a ON a.id = d.user_id`;

/** Shifts that touch an interval, the latest first, before `before` when given. */
export async function listDutyShifts(
  db: Queryable,
  reach: DutyReach,
  { fromMs, toMs }: TimeInterval,
  page: { limit: number; before?: { readonly atMs: number; readonly id: string } | undefined },
): Promise<DutyShiftRow[]> {
  const conditions = [
    withinReach(reach, sql`d.organisation_id`),
    // no shift is longer than 48 hours, so those that touch the interval begin within it or shortly before
    sql`lower(d.during) < ${new Date(toMs)} AND lower(d.during) > ${new Date(fromMs)}::timestamptz - interval '48 hours' AND upper(d.during) > ${new Date(fromMs)}`,
    ...(page.before === undefined ? [] : [sql`(lower(d.during), d.id) < (${new Date(page.before.atMs)}, ${page.before.id})`]),
  ];
  return db.rows(sql`${SELECT_SHIFT} WHERE ${join(conditions, ' AND ')} ORDER BY lower(d.during) DESC, d.id DESC LIMIT ${page.limit}`);
}

/** Shifts by their ids. */
export async function findDutyShifts(db: Queryable, ids: readonly string[]): Promise<DutyShiftRow[]> {
  return db.rows(sql`${SELECT_SHIFT} WHERE d.id = ANY(${ids}::uuid[]) ORDER BY lower(d.during), d.id`);
}

/** Stores shifts; false, and nothing stored, when one of them overlaps with another of the same person. */
export async function insertDutyShifts(
  tx: Queryable,
  shifts: readonly { readonly id: string; readonly during: TimeInterval }[],
  { organisationId, userId, createdBy, atMs }: { organisationId: string; userId: string; createdBy: string | null; atMs: number },
): Promise<boolean> {
  const rows = shifts.map(({ id, during }) => ({ id, from: new Date(during.fromMs), to: new Date(during.toMs) }));
  // one shift's rows wait for another's of the same person, so that both can't be found free
  await tx.run(sql`SELECT 1 FROM app_user WHERE id = ${userId} FOR NO KEY UPDATE`);
  const json = JSON.stringify(rows);
  const table = sql`jsonb_to_recordset(${json}::jsonb) AS x(id uuid, "from" timestamptz, "to" timestamptz)`;
  const clash = await tx.maybeRow(sql`SELECT 1 FROM ${table} JOIN duty_shift d ON d.user_id = ${userId} AND d.during && tstzrange(x."from", x."to") LIMIT 1`);
  if (clash !== undefined) return false;
  await tx.run(sql`INSERT INTO duty_shift (id, organisation_id, user_id, during, created_by, created_at)
    SELECT id, ${organisationId}::uuid, ${userId}::uuid, tstzrange("from", "to"), ${createdBy}::uuid, ${new Date(atMs)}::timestamptz FROM ${table}`);
  return true;
}

/** Takes back a shift that has not begun, or ends one that runs; false when it is over: what was stays written. */
export async function endDutyShift(tx: Queryable, id: string, nowMs: number): Promise<boolean> {
  const now = sql`${new Date(nowMs)}::timestamptz`;
  if ((await tx.run(sql`DELETE FROM duty_shift WHERE id = ${id} AND lower(during) >= ${now}`)) === 1) return true;
  return (await tx.run(sql`UPDATE duty_shift SET during = tstzrange(lower(during), ${now}) WHERE id = ${id} AND upper(during) > ${now}`)) === 1;
}

/** Takes somebody off the roster from now on: what runs ends, what comes is taken back. Returns how many shifts that were. */
export async function endDutyOf(tx: Queryable, userId: string, nowMs: number): Promise<number> {
  const now = sql`${new Date(nowMs)}::timestamptz`;
  const taken = await tx.run(sql`DELETE FROM duty_shift WHERE user_id = ${userId} AND lower(during) >= ${now}`);
  return taken + (await tx.run(sql`UPDATE duty_shift SET during = tstzrange(lower(during), ${now}) WHERE user_id = ${userId} AND upper(during) > ${now}`));
}

/** An officer who can be put on the roster. */
export interface DutyOfficerRow {
  readonly id: string;
  readonly displayName: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly onDuty: boolean;
}

/** The officers within reach, by organisation and name, after `after` when given. */
export async function listDutyOfficers(
  db: Queryable,
  reach: DutyReach,
  page: { limit: number; beforeId?: string | undefined; nowMs: number; userId?: string | undefined },
): Promise<DutyOfficerRow[]> {
  const conditions = [
    sql`a.role = 'officer' AND a.disabled_at IS NULL`,
    withinReach(reach, sql`a.organisation_id`),
    ...(page.userId === undefined ? [] : [sql`a.id = ${page.userId}`]),
    ...(page.beforeId === undefined ? [] : [sql`a.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`SELECT a.id, a.display_name AS "displayName", a.organisation_id AS "organisationId", o.name AS "organisationName",
      EXISTS (SELECT 1 FROM duty_shift d WHERE d.user_id = a.id AND d.during @> ${new Date(page.nowMs)}::timestamptz) AS "onDuty"
    FROM app_user a JOIN organisation o ON o.id = a.organisation_id WHERE ${join(conditions, ' AND ')} ORDER BY a.id DESC LIMIT ${page.limit}`);
}
