import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** How a camera lies to organisations: its owner, and every unit it counts to. One lookup serves all listeners of an event. */
export async function cameraPlaceInOrganisations(db: Queryable, cameraId: string): Promise<{ ownerId: string; unitIds: string[] } | undefined> {
  return db.maybeRow(
    sql`SELECT c.owner_id AS "ownerId", ARRAY(SELECT uc.ancestor_id FROM unit_closure uc WHERE uc.descendant_id = c.unit_id) AS "unitIds" FROM camera c WHERE c.id = ${cameraId}`,
  );
}

/** The same of an incident; its owner is the organisation that entered it. */
export async function incidentPlaceInOrganisations(db: Queryable, incidentId: string): Promise<{ ownerId: string; unitIds: string[] } | undefined> {
  return db.maybeRow(
    sql`SELECT i.entered_for AS "ownerId", ARRAY(SELECT uc.ancestor_id FROM unit_closure uc WHERE uc.descendant_id = i.unit_id) AS "unitIds" FROM incident i WHERE i.id = ${incidentId}`,
  );
}
