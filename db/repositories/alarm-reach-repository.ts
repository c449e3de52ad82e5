import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';
import { inUnits, type Caller, type Reach } from './access-repository.ts';

/** Reach of a bell that is not retired. */
export async function alarmPointReach(db: Queryable, pointId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT p.id, p.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`p.unit_id`, caller)} AS "inUnits"
    FROM alarm_point p WHERE p.id = ${pointId} AND p.retired_at IS NULL`);
}

/** Reach of an alarm, by the unit that its bell belonged to when it rang. */
export async function alarmReach(db: Queryable, alarmId: string, caller: Caller): Promise<Reach | undefined> {
  const row = await db.maybeRow<Omit<Reach, 'incidentId'> & { readonly incidentId: string | null }>(
    sql`SELECT a.id, a.incident_id AS "incidentId", false AS own, ${inUnits(sql`a.unit_id`, caller)} AS "inUnits" FROM alarm a WHERE a.id = ${alarmId}`,
  );
  if (row === undefined) return undefined;
  const { incidentId, ...reach } = row;
  return incidentId === null ? reach : { ...reach, incidentId };
}

/** Reach of a shift: its organisation is the caller's, or answers for one of the caller's units. */
export async function dutyShiftReach(db: Queryable, shiftId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT d.id, d.organisation_id = ${caller.organisationId} AS own,
      EXISTS (SELECT 1 FROM organisation_unit ou WHERE ou.organisation_id = d.organisation_id AND ${inUnits(sql`ou.unit_id`, caller)}) AS "inUnits"
    FROM duty_shift d WHERE d.id = ${shiftId}`);
}
