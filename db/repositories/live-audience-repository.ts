import sql, { empty } from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** How a camera lies to organisations: its owner, and every unit it counts to. One lookup serves all listeners of an event. */
export async function cameraPlaceInOrganisations(db: Queryable, cameraId: string): Promise<{ ownerId: string; unitIds: string[] } | undefined> {
  return db.maybeRow(
    sql`SELECT c.owner_id AS "ownerId", ARRAY(SELECT uc.ancestor_id FROM unit_closure uc WHERE uc.descendant_id = c.unit_id) AS "unitIds" FROM camera c WHERE c.id = ${cameraId}`,
  );
}

/** The same of an incident; its owner is the organisation that entered it, whose units it counts to when it lies outside every unit. */
export async function incidentPlaceInOrganisations(db: Queryable, incidentId: string): Promise<{ ownerId: string; unitIds: string[] } | undefined> {
  return db.maybeRow(
    sql`SELECT i.entered_for AS "ownerId", ARRAY(SELECT DISTINCT uc.ancestor_id FROM unit_closure uc WHERE uc.descendant_id = ANY(CASE
      WHEN i.unit_id IS NULL THEN ARRAY(SELECT ou.unit_id FROM organisation_unit ou WHERE ou.organisation_id = i.entered_for) ELSE ARRAY[i.unit_id] END)) AS "unitIds"
    FROM incident i WHERE i.id = ${incidentId}`,
  );
}

const OFFICERS_OF = (unitId: ReturnType<typeof sql>) => sql`app_user a WHERE a.role = 'officer' AND a.disabled_at IS NULL AND EXISTS (
    SELECT 1 FROM organisation_unit ou JOIN unit_closure uc ON uc.ancestor_id = ou.unit_id WHERE ou.organisation_id = a.organisation_id AND uc.descendant_id = ${unitId})`;
const onDuty = (nowMs: number) => sql`EXISTS (SELECT 1 FROM duty_shift d WHERE d.user_id = a.id AND d.during @> ${new Date(nowMs)}::timestamptz)`;

/** Whether any officer that answers for a unit is on duty. */
export async function isAnyoneOnDuty(db: Queryable, unitId: string, nowMs: number): Promise<boolean> {
  return (await db.maybeRow(sql`SELECT 1 FROM ${OFFICERS_OF(sql`${unitId}`)} AND ${onDuty(nowMs)} LIMIT 1`)) !== undefined;
}

/** Ids of the officers that are to hear of an alarm: those on duty, or all that answer for its unit. */
export async function alarmHearers(db: Queryable, alarmId: string, audience: 'on_duty' | 'all_officers', nowMs: number): Promise<ReadonlySet<string>> {
  const only = audience === 'on_duty' ? sql`AND ${onDuty(nowMs)}` : empty;
  const rows = await db.rows<{ id: string }>(sql`SELECT a.id FROM ${OFFICERS_OF(sql`(SELECT unit_id FROM alarm WHERE id = ${alarmId})`)} ${only}`);
  return new Set(rows.map((row) => row.id));
}
