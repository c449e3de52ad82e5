import sql from 'sql-template-tag';
import type { Queryable } from '../database.ts';

/** Cancels pictures of an alarm that were not taken yet, of an incident near which a gathering was recorded. */
export async function cancelShotsNearGathering(tx: Queryable, incidentId: string, nowMs: number): Promise<void> {
  await tx.run(
    sql`UPDATE alarm_shot s SET state = 'cancelled', finished_at = ${new Date(nowMs)} FROM alarm a WHERE a.incident_id = ${incidentId} AND s.alarm_id = a.id AND s.state = 'planned'`,
  );
}
