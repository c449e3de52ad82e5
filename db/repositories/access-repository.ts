import sql, { type Sql } from 'sql-template-tag';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';

/** How a record lies to a caller: whether the caller's organisation owns it, and whether it lies in the organisation's units. */
export interface Reach {
  readonly id: string;
  readonly own: boolean;
  readonly inUnits: boolean;
  readonly cameraId?: string;
  readonly incidentId?: string;
}

/** Reach of an incident, with what its limits and its candidates depend on: who asks for those is spared reading it again. */
export interface IncidentReach extends Reach {
  readonly category: IncidentCategory;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly uncertaintyM: number;
  readonly enteredBy: string;
}

export interface Caller {
  readonly organisationId: string;
  readonly unitIds: readonly string[];
}

/** The caller's organisation and units, as values or as what a statement finds them to be. */
export interface CallerInSql {
  readonly organisationId: string | Sql;
  readonly unitIds: readonly string[] | Sql;
}

/** Whether a unit is one of the caller's, or lies below one. */
export function inUnits(column: Sql, caller: Pick<CallerInSql, 'unitIds'>) {
  return sql`EXISTS (SELECT 1 FROM unit_closure uc WHERE uc.descendant_id = ${column} AND uc.ancestor_id = ANY(${caller.unitIds}::uuid[]))`;
}

/** Reach of a camera that is not retired. */
export async function cameraReach(db: Queryable, cameraId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT c.id, c.id AS "cameraId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
    FROM camera c WHERE c.id = ${cameraId} AND c.retired_at IS NULL`);
}

/** Reach of a camera, retired or not: one that was taken down since still saw what it saw. */
export async function everCameraReach(db: Queryable, cameraId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT c.id, c.id AS "cameraId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
    FROM camera c WHERE c.id = ${cameraId}`);
}

/** Reach of a recorder that is not retired. */
export async function recorderReach(db: Queryable, recorderId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT r.id, r.organisation_id = ${caller.organisationId} AS own, ${inUnits(sql`r.unit_id`, caller)} AS "inUnits"
    FROM recorder r WHERE r.id = ${recorderId} AND r.retired_at IS NULL`);
}

/** Reach of an organisation: whether it is the caller's. */
export async function organisationReach(db: Queryable, organisationId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT o.id, o.id = ${caller.organisationId} AS own, false AS "inUnits" FROM organisation o WHERE o.id = ${organisationId}`);
}

/** Reach of a user: of the own organisation or not. */
export async function userReach(db: Queryable, userId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT u.id, u.organisation_id = ${caller.organisationId} AS own, false AS "inUnits" FROM app_user u WHERE u.id = ${userId}`);
}

/** Reach of a picture through its camera, retired or not. */
export async function snapshotReach(db: Queryable, snapshotId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT s.id, c.id AS "cameraId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
    FROM snapshot s JOIN camera c ON c.id = s.camera_id WHERE s.id = ${snapshotId}`);
}

/** Reach of a footage segment through its camera. */
export async function segmentReach(db: Queryable, segmentId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(
    named(
      'segment_reach',
      sql`SELECT f.id, c.id AS "cameraId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
        FROM footage_segment f JOIN camera c ON c.id = f.camera_id WHERE f.id = ${segmentId}`,
    ),
  );
}

/** Reach of an entry of the repair ledger, which follows its camera to another owner or unit. */
export async function faultReach(db: Queryable, faultId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT f.id, f.camera_id AS "cameraId", f.organisation_id = ${caller.organisationId} AS own, ${inUnits(sql`f.unit_id`, caller)} AS "inUnits"
    FROM camera_fault f WHERE f.id = ${faultId}`);
}

/** Whether an incident (`i`) lies in the caller's units. One outside every unit belongs to the organisation that entered it, and to whoever answers for a unit of that: else nobody could approve it. */
export function incidentInUnits(caller: CallerInSql) {
  return sql`(i.entered_for = ${caller.organisationId} OR ${inUnits(sql`i.unit_id`, caller)}
      OR (i.unit_id IS NULL AND EXISTS (SELECT 1 FROM organisation_unit ou WHERE ou.organisation_id = i.entered_for AND ${inUnits(sql`ou.unit_id`, caller)})))`;
}

/** How an incident `i` lies to a caller: the columns of {@link IncidentReach}. */
export function incidentReachColumns(caller: CallerInSql) {
  return sql`i.id, i.id AS "incidentId", i.entered_for = ${caller.organisationId} AS own, ${incidentInUnits(caller)} AS "inUnits",
      i.category, lower(i.occurred) AS "fromMs", upper(i.occurred) AS "toMs", ST_X(i.location) AS lon, ST_Y(i.location) AS lat, i.uncertainty_m AS "uncertaintyM", i.entered_by AS "enteredBy"`;
}

/** Reach of an incident. */
export async function incidentReach(db: Queryable, incidentId: string, caller: Caller): Promise<IncidentReach | undefined> {
  return db.maybeRow(named('incident_reach', sql`SELECT ${incidentReachColumns(caller)} FROM incident i WHERE i.id = ${incidentId}`));
}

/** Reach of a hold through its incident. */
export async function holdReach(db: Queryable, holdId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT h.id, h.camera_id AS "cameraId", i.id AS "incidentId", i.entered_for = ${caller.organisationId} AS own,
      ${incidentInUnits(caller)} AS "inUnits"
    FROM hold h JOIN incident i ON i.id = h.incident_id WHERE h.id = ${holdId}`);
}

/** Reach of a pull of footage through its camera. */
export async function pullReach(db: Queryable, pullId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT p.id, c.id AS "cameraId", p.incident_id AS "incidentId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
    FROM edge_pull p JOIN camera c ON c.id = p.camera_id WHERE p.id = ${pullId}`);
}

/** Reach of a job that somebody asked for, a search for cameras and a pull of footage included; `own` is the asker. */
export async function checkReach(db: Queryable, checkId: string, userId: string): Promise<Reach | undefined> {
  const row = await db.maybeRow<Omit<Reach, 'cameraId'> & { readonly cameraId: string | null }>(
    sql`SELECT k.id, k.camera_id AS "cameraId", k.requested_by = ${userId} AS own, false AS "inUnits" FROM camera_check k WHERE k.id = ${checkId}
      UNION ALL SELECT d.id, NULL, coalesce(d.requested_by = ${userId}, false), false FROM discovery d WHERE d.id = ${checkId}
      UNION ALL SELECT p.id, p.camera_id, coalesce(p.requested_by = ${userId}, false), false FROM edge_pull p WHERE p.id = ${checkId}`,
  );
  if (row === undefined) return undefined;
  const { cameraId, ...reach } = row;
  return cameraId === null ? reach : { ...reach, cameraId };
}

/** Reach of a subscription to alerts: the organisation's, but for colleagues' own. */
export async function subscriptionReach(db: Queryable, subscriptionId: string, caller: Caller & { readonly userId: string }): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT s.id, s.organisation_id = ${caller.organisationId} AND (s.user_id IS NULL OR s.user_id = ${caller.userId}) AS own, false AS "inUnits"
    FROM alert_subscription s WHERE s.id = ${subscriptionId} AND s.deleted_at IS NULL`);
}

/** Reach of a message that somebody asked for, as a job; `own` is the asker. */
export async function messageJobReach(db: Queryable, messageId: string, userId: string): Promise<Reach | undefined> {
  return db.maybeRow(
    sql`SELECT m.id, m.requested_by = ${userId} AS own, false AS "inUnits" FROM message m WHERE m.id = ${messageId} AND m.requested_by IS NOT NULL`,
  );
}

/** Reach of a bulk registration; `own` is the organisation that asked for it. */
export async function importReach(db: Queryable, importId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT i.id, i.organisation_id = ${caller.organisationId} AS own, false AS "inUnits" FROM camera_import i WHERE i.id = ${importId}`);
}

/** Reach of a unit: whether it lies in the caller's. */
export async function unitReach(db: Queryable, unitId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT u.id, ${inUnits(sql`u.id`, caller)} AS own, ${inUnits(sql`u.id`, caller)} AS "inUnits" FROM unit u WHERE u.id = ${unitId}`);
}

/** Reach of a search for cameras that has not expired: whether the caller's organisation asked for it. */
export async function discoveryReach(db: Queryable, discoveryId: string, caller: Caller, nowMs: number): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT d.id, d.organisation_id = ${caller.organisationId} AS own, false AS "inUnits"
    FROM discovery d WHERE d.id = ${discoveryId} AND d.expires_at > ${new Date(nowMs)}`);
}
