import type { Queryable } from '../../db/database.ts';
import { cancelPulls } from '../../db/pulls/cancel-pulls.ts';
import type { AuditActor } from '../../db/repositories/audit-repository.ts';
import type { IncidentRow, IncidentValues } from '../../db/repositories/incident-repository.ts';

/** An incident as it is and as it will be. */
export interface IncidentChange {
  readonly actor: AuditActor;
  readonly before: IncidentRow;
  readonly after: Pick<IncidentValues, 'category' | 'occurred' | 'location' | 'uncertaintyM' | 'outcome'>;
  readonly nowMs: number;
  /** Where messages about it lead. */
  readonly publicUrl?: string | undefined;
}

/** Cancels what is pulled for an incident that gets another place, time or category, or an outcome. To be called before the change is stored: a trigger then cancels what is left, and logs nothing. */
export async function cancelChangedPulls(tx: Queryable, change: IncidentChange): Promise<void> {
  const { before, after, nowMs, actor } = change;
  const isClosed = after.outcome !== 'open';
  if (!changesExtent(change) && !(isClosed && before.outcome === 'open')) return;
  const problem = {
    code: isClosed ? 'incident_closed' : 'incident_changed',
    message: 'The incident was changed or closed meanwhile. Order it anew if it is still wanted.',
  };
  await cancelPulls(tx, before.id, { problem, only: 'all', nowMs, actor });
}

function changesExtent({ before, after }: IncidentChange): boolean {
  const [lon, lat] = after.location;
  const { fromMs, toMs } = after.occurred;
  const isSameTime = before.fromMs === fromMs && before.toMs === toMs;
  const isSamePlace = before.lon === lon && before.lat === lat && before.uncertaintyM === after.uncertaintyM;
  return !isSameTime || !isSamePlace || before.category !== after.category;
}
