import type { Queryable } from '../database.ts';
import { publishEvents } from '../live-events.ts';
import { appendAudit, type AuditActor } from '../repositories/audit-repository.ts';
import { endUnfinishedPulls, type PullProblem } from '../repositories/edge-pull-repository.ts';

/**
 * Cancels what is under way for an incident, logs each pull and tells those who watch. What comes through another door than this is cancelled by a trigger, silently.
 *
 * @param how.only `automatic`: only what the service ordered by itself.
 */
export async function cancelPulls(
  tx: Queryable,
  incidentId: string,
  how: { readonly problem: PullProblem; readonly only: 'automatic' | 'all'; readonly nowMs: number; readonly actor?: AuditActor },
): Promise<void> {
  const { problem, actor } = how;
  const ended = await endUnfinishedPulls(tx, incidentId, how);
  for (const { id, cameraId } of ended) {
    const detail = { step: 'cancelled', pullId: id, code: problem.code };
    await appendAudit(tx, { actor, action: 'footage.pull', incidentId, cameraIds: [cameraId], detail });
  }
  await publishEvents(
    tx,
    ended.map(({ id, cameraId }) => ({ topic: 'incidents', type: 'footage_pull', data: { incidentId, cameraId, pullId: id, state: 'cancelled' } })),
  );
}
