import { isAppError } from '../../domain/app-error.ts';
import { narrowed } from '../../domain/requests/request-rule.ts';
import type { Database, Queryable } from '../database.ts';
import { publishEvent } from '../live-events.ts';
import { appendAudit } from '../repositories/audit-repository.ts';
import { insertFailedPull, listAutomaticPullsDue, listRequestedPullsDue, type DueAutomaticPull } from '../repositories/edge-pull-repository.ts';
import { lockIncident } from '../repositories/incident-repository.ts';
import { orderPull, requireAwayFromGatherings, requirePullable } from './order-pull.ts';

/** Orders at once; the next look goes on. */
const BATCH = 20;
/** More are looked at: those that fail or are refused, time after time, take nobody's turn. */
const LOOKED_AT = 200;

/**
 * Orders pulls of what footage requests opened, and of what is held and about to be overwritten in its device. Twice is once: what was ordered is not due any more. What an incident's limits forbid by now is left out; a clock that is too uncertain is shown as a
 * failed pull, since only a person can mend it.
 *
 * @param onFailure hears of an order that failed otherwise; the others go on, unless it throws.
 */
export async function orderAutomaticPulls(database: Database, nowMs: number, onFailure: (due: DueAutomaticPull, thrown: unknown) => void): Promise<void> {
  let ordered = 0;
  const overwritten = await listAutomaticPullsDue(database, nowMs, LOOKED_AT);
  // what is about to be lost comes first
  for (const due of [...overwritten, ...(await listRequestedPullsDue(database, nowMs, LOOKED_AT))]) {
    if (ordered === BATCH) return;
    try {
      if (await order(database, due, nowMs)) ordered += 1;
    } catch (thrown) {
      onFailure(due, thrown);
    }
  }
}

/** Returns whether something is under way now. */
async function order(database: Database, { incidentId, cameraId, ...during }: DueAutomaticPull, nowMs: number): Promise<boolean> {
  return database.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    // it may have been changed since
    const wanted = narrowed(during, incident);
    if (wanted === null) return false;
    try {
      await requirePullable(tx, incident, nowMs);
      await requireAwayFromGatherings(tx, incident, { automatic: true, cameraId, wanted, nowMs });
      return (await orderPull(tx, { incident, cameraId, wanted, nowMs })) !== undefined;
    } catch (error) {
      if (!isAppError(error) || (error.kind !== 'conflict' && error.kind !== 'invalid') || error.code === 'constraint_violated') throw error;
      const problem = { code: error.code, message: error.message };
      if (error.code === 'clock_too_uncertain') await noteFailed(tx, { cameraId, incidentId, trueDuring: wanted, atMs: nowMs, problem });
      return false;
    }
  });
}

async function noteFailed(tx: Queryable, pull: Parameters<typeof insertFailedPull>[1]): Promise<void> {
  const { incidentId, cameraId, problem } = pull;
  const pullId = await insertFailedPull(tx, pull);
  await appendAudit(tx, { action: 'footage.pull', incidentId, cameraIds: [cameraId], detail: { step: 'failed', pullId, code: problem.code } });
  await publishEvent(tx, { topic: 'incidents', type: 'footage_pull', data: { incidentId, cameraId, pullId, state: 'failed' } });
}
