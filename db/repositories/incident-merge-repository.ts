import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Notes that an incident is a report of another one. */
export async function insertMerge(
  tx: Queryable,
  merge: { id: string; incidentId: string; intoIncidentId: string; reason: string; mergedBy: string; atMs: number },
): Promise<void> {
  await tx.run(sql`INSERT INTO incident_merge (id, incident_id, into_incident_id, reason, merged_by, merged_at)
    VALUES (${merge.id}, ${merge.incidentId}, ${merge.intoIncidentId}, ${merge.reason}, ${merge.mergedBy}, ${new Date(merge.atMs)})`);
}

/** Undoes the merge that holds; it stays in the table with who undid it and why. */
export async function undoMerge(tx: Queryable, incidentId: string, undo: { by: string; reason: string; atMs: number }): Promise<void> {
  await tx.run(sql`UPDATE incident_merge SET undone_by = ${undo.by}, undone_at = ${new Date(undo.atMs)}, undo_reason = ${undo.reason}
    WHERE incident_id = ${incidentId} AND undone_at IS NULL`);
}
