import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Incidents whose automatic holds are due to be made or looked at again, the longest waiting first. Triggers enter them. */
export async function listHoldsDue(db: Queryable, limit: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT incident_id AS id FROM incident_hold_due WHERE due_at <= now() ORDER BY due_at LIMIT ${limit}`);
  return rows.map((row) => row.id);
}

/** Takes an incident off the list, in the transaction that does what is due; false when it wasn't there. The caller holds the incident's row: nothing enters it meanwhile. */
export async function takeHoldsDue(tx: Queryable, incidentId: string): Promise<boolean> {
  return (await tx.run(sql`DELETE FROM incident_hold_due WHERE incident_id = ${incidentId}`)) > 0;
}

/** Enters an incident: its automatic holds are to be looked at now. */
export async function enterHoldsDue(tx: Queryable, incidentId: string): Promise<void> {
  await tx.run(sql`INSERT INTO incident_hold_due (incident_id) VALUES (${incidentId}) ON CONFLICT (incident_id) DO UPDATE SET due_at = now()`);
}

/**
 * Enters what lies near a gathering, held or not: a hold that is being made just now is not seen from here, and was checked before the gathering was. Of another incident it enters nothing. The condition of `near_gathering`, found from
 * the gathering's side. It waits for whoever has one of these incidents locked, and takes a share of each before it enters it, in the order of their ids, as everybody does who enters one: so two never wait for each other. Returns the `extentRevision` of the incident that it went by.
 */
export async function enterNearGatheringDue(db: Queryable, gatheringId: string): Promise<number> {
  const { extentRevision } = await db.row<{ extentRevision: number }>(sql`WITH entered AS (INSERT INTO incident_hold_due (incident_id)
    SELECT n.id FROM incident g JOIN incident n ON n.location && ST_Expand(g.location, (g.uncertainty_m + 5250) / (111000 * greatest(cos(radians(ST_Y(g.location))), 0.01)), (g.uncertainty_m + 5250) / 110000)
      AND n.occurred && tstzrange(lower(g.occurred) - interval '30 minutes', upper(g.occurred) + interval '30 minutes', '[]')
    WHERE g.id = ${gatheringId} AND g.was_gathering AND NOT n.was_gathering AND near_gathering(n.location, n.uncertainty_m, n.occurred) ORDER BY n.id FOR KEY SHARE OF n
    ON CONFLICT (incident_id) DO UPDATE SET due_at = now())
    SELECT extent_revision AS "extentRevision" FROM incident WHERE id = ${gatheringId}`);
  return extentRevision;
}

/** Tries one that failed again later, so that it delays no other. */
export async function postponeHoldsDue(db: Queryable, incidentId: string): Promise<void> {
  await db.run(sql`UPDATE incident_hold_due SET due_at = now() + interval '1 minute' WHERE incident_id = ${incidentId}`);
}
