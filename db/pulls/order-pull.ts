import { newId } from '../../domain/uuid.ts';
import { offsetOver } from '../../domain/clock-offset.ts';
import { checkAutomaticPull, checkPullByHand, checkPullIncident, pullWindow } from '../../domain/edge-pull-rule.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { requireApproved } from '../incidents/incident-extent.ts';
import { publishEvent } from '../live-events.ts';
import { appendAudit, type AuditActor } from '../repositories/audit-repository.ts';
import { listReadingsAround } from '../repositories/clock-reading-repository.ts';
import { insertPull, isAgreedFor } from '../repositories/edge-pull-repository.ts';
import { listApprovals, type IncidentRow } from '../repositories/incident-repository.ts';

/** A pull that somebody wants, or the service. */
export interface PullOrder {
  /** Locked by the caller's transaction. */
  readonly incident: IncidentRow;
  readonly cameraId: string;
  /** True time within the incident. */
  readonly wanted: TimeInterval;
  /** Absent when the service orders it. */
  readonly actor?: AuditActor | undefined;
  readonly nowMs: number;
}

/** Whether an incident as it stands may have footage pulled. Errors: those of `checkPullIncident`, `approval_required`. */
export async function requirePullable(tx: Queryable, incident: IncidentRow, nowMs: number): Promise<void> {
  const { fromMs, toMs, mergedInto } = incident;
  checkPullIncident({ ...incident, occurred: { fromMs, toMs }, isMerged: mergedInto !== null }, nowMs);
  requireApproved(incident, await listApprovals(tx, [incident.id], 'extent'));
}

/** Whether the gatherings near an incident leave the pull to the service, or to a person. Errors: `near_gathering`, `second_officer_missing`. */
export async function requireAwayFromGatherings(
  tx: Queryable,
  incident: IncidentRow,
  pull: { readonly automatic: boolean; readonly cameraId: string; readonly wanted: TimeInterval; readonly nowMs: number },
): Promise<void> {
  if (pull.automatic) return checkAutomaticPull(incident);
  const { cameraId, wanted, nowMs } = pull;
  checkPullByHand(incident, incident.nearGathering && (await isAgreedFor(tx, { incidentId: incident.id, cameraId }, wanted, nowMs)));
}

/**
 * Orders a pull for an incident that `requirePullable` let pass: reckons the device window from the clock that held then, stores the row, logs it. Returns its id; undefined when another pull of the camera is unfinished.
 * Errors: those of `pullWindow`.
 */
export async function orderPull(tx: Queryable, { incident, cameraId, wanted, actor, nowMs }: PullOrder): Promise<string | undefined> {
  const clock = offsetOver(await listReadingsAround(tx, { cameraId }, wanted), wanted);
  const window = pullWindow({ fromMs: incident.fromMs, toMs: incident.toMs }, wanted, clock);
  const [id, incidentId] = [newId(nowMs), incident.id];
  if (!(await insertPull(tx, { id, cameraId, incidentId, requestedBy: actor?.userId ?? null, atMs: nowMs, ...window }))) return undefined;
  const detail = { step: 'ordered', pullId: id, from: toIso(wanted.fromMs), to: toIso(wanted.toMs) };
  await appendAudit(tx, { actor, action: 'footage.pull', incidentId, cameraIds: [cameraId], detail });
  await publishEvent(tx, { topic: 'incidents', type: 'footage_pull', data: { incidentId, cameraId, pullId: id, state: 'queued' } });
  return id;
}
