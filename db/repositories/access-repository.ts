import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** How a record lies to a caller: whether the caller's organisation owns it, and whether it lies in the organisation's units. */
export interface Reach {
  readonly id: string;
  readonly own: boolean;
  readonly inUnits: boolean;
  readonly cameraId?: string;
  readonly incidentId?: string;
}

export interface Caller {
  readonly organisationId: string;
  readonly unitIds: readonly string[];
}

function inUnits(column: ReturnType<typeof sql>, caller: Caller) {
  return sql`EXISTS (SELECT 1 FROM unit_closure uc WHERE uc.descendant_id = ${column} AND uc.ancestor_id = ANY(${caller.unitIds}::uuid[]))`;
}

/** Reach of a camera that is not retired. */
export async function cameraReach(db: Queryable, cameraId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT c.id, c.id AS "cameraId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
    FROM camera c WHERE c.id = ${cameraId} AND c.retired_at IS NULL`);
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

/** Reach of a picture through its camera, retired or not. */
export async function snapshotReach(db: Queryable, snapshotId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT s.id, c.id AS "cameraId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
    FROM snapshot s JOIN camera c ON c.id = s.camera_id WHERE s.id = ${snapshotId}`);
}

/** Reach of a footage segment through its camera. */
export async function segmentReach(db: Queryable, segmentId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT f.id, c.id AS "cameraId", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits"
    FROM footage_segment f JOIN camera c ON c.id = f.camera_id WHERE f.id = ${segmentId}`);
}

/** Reach of an incident; one outside every unit belongs to the organisation that entered it. */
export async function incidentReach(db: Queryable, incidentId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT i.id, i.id AS "incidentId", i.entered_for = ${caller.organisationId} AS own,
      (i.entered_for = ${caller.organisationId} OR ${inUnits(sql`i.unit_id`, caller)}) AS "inUnits"
    FROM incident i WHERE i.id = ${incidentId}`);
}

/** Reach of a job that somebody asked for; `own` is the asker. */
export async function checkReach(db: Queryable, checkId: string, userId: string): Promise<Reach | undefined> {
  return db.maybeRow(
    sql`SELECT k.id, k.camera_id AS "cameraId", k.requested_by = ${userId} AS own, false AS "inUnits" FROM camera_check k WHERE k.id = ${checkId}`,
  );
}

/** Reach of a unit: whether it lies in the caller's. */
export async function unitReach(db: Queryable, unitId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT u.id, ${inUnits(sql`u.id`, caller)} AS own, ${inUnits(sql`u.id`, caller)} AS "inUnits" FROM unit u WHERE u.id = ${unitId}`);
}
