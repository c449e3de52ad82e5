import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Cancels what the service still has under way by itself for an incident near which a gathering was recorded: pictures of its alarm that were not taken yet, and pulls that nobody ordered. */
export async function cancelNearGathering(tx: Queryable, incidentId: string, nowMs: number): Promise<void> {
  const at = new Date(nowMs);
  await tx.run(
    sql`UPDATE alarm_shot s SET state = 'cancelled', finished_at = ${at} FROM alarm a WHERE a.incident_id = ${incidentId} AND s.alarm_id = a.id AND s.state = 'planned'`,
  );
  const problem = {
    code: 'near_gathering',
    message: 'A gathering was recorded near this incident: the service pulls nothing by itself. Order it by hand if it is wanted.',
  };
  await tx.run(sql`UPDATE edge_pull SET state = 'cancelled', finished_at = ${at}, lease_id = NULL, lease_until = NULL, problem = ${JSON.stringify(problem)}::jsonb
    WHERE incident_id = ${incidentId} AND automatic AND finished_at IS NULL`);
}
