import { isAppError } from '../../domain/app-error.ts';
import { checkAutomaticPull } from '../../domain/edge-pull-rule.ts';
import type { Database } from '../database.ts';
import { insertFailedPull, listAutomaticPullsDue, type DueAutomaticPull } from '../repositories/edge-pull-repository.ts';
import { lockIncident } from '../repositories/incident-repository.ts';
import { orderPull, requirePullable } from './order-pull.ts';

/** Orders at once; the next look goes on. */
const BATCH = 20;

/**
 * Orders pulls of what is held and about to be overwritten in its device. Twice is once: what was ordered is not due any more. What an incident's limits forbid by now is left out; a clock that is too uncertain is shown as a
 * failed pull, since only a person can mend it.
 */
export async function orderAutomaticPulls(database: Database, nowMs: number): Promise<void> {
  for (const due of await listAutomaticPullsDue(database, nowMs, BATCH)) await order(database, due, nowMs);
}

async function order(database: Database, { incidentId, cameraId }: DueAutomaticPull, nowMs: number): Promise<void> {
  await database.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    const wanted = { fromMs: incident.fromMs, toMs: incident.toMs };
    try {
      await requirePullable(tx, incident, nowMs);
      checkAutomaticPull(incident);
      await orderPull(tx, { incident, cameraId, wanted, nowMs });
    } catch (error) {
      if (!isAppError(error) || (error.kind !== 'conflict' && error.kind !== 'invalid') || error.code === 'constraint_violated') throw error;
      const problem = { code: error.code, message: error.message };
      if (error.code === 'clock_too_uncertain') await insertFailedPull(tx, { cameraId, incidentId, trueDuring: wanted, atMs: nowMs, problem });
    }
  });
}
