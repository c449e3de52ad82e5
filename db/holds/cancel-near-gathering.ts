import type { Queryable } from '../database.ts';
import { cancelPulls } from '../pulls/cancel-pulls.ts';
import { endWithoutSecond } from '../requests/end-without-second.ts';
import { cancelShotsNearGathering } from '../repositories/near-gathering-repository.ts';

/**
 * Cancels what the service still has under way by itself for an incident near which a gathering was recorded: pictures of its alarm that were not taken yet, and pulls that nobody ordered. Footage requests that no second
 * officer agreed to end, opened ones too.
 */
export async function cancelNearGathering(tx: Queryable, incidentId: string, nowMs: number, publicUrl?: string): Promise<void> {
  await cancelShotsNearGathering(tx, incidentId, nowMs);
  await endWithoutSecond(tx, incidentId, { nowMs, publicUrl });
  const problem = {
    code: 'near_gathering',
    message: 'A gathering was recorded near this incident: the service pulls nothing by itself. Order it by hand if it is wanted.',
  };
  await cancelPulls(tx, incidentId, { problem, only: 'automatic', nowMs });
}
