import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { holdNeedsSecond, isGatheringCase } from '../../domain/gathering-rule.ts';
import { checkHeldInAll, checkHoldByHand, HOLD_LIMITS } from '../../domain/hold-rule.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { isHoldLive } from '../../domain/retention.ts';
import type { holdCreateWire, holdReleaseWire } from '../../domain/wire/hold-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { requireApproved } from '../../db/incidents/incident-extent.ts';
import { publishEvent } from '../../db/live-events.ts';
import { everCameraReach, type Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as holds from '../../db/repositories/hold-repository.ts';
import { findIncident, listApprovals, lockIncident, type IncidentRow } from '../../db/repositories/incident-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { requireUnmerged } from '../incidents/incident-merge.ts';
import { requireCamera } from '../incidents/require-camera.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** A case doesn't keep what the whole district filmed, nor what a camera films that hung there another year. */
async function requireNear(tx: Queryable, incidentId: string, cameraId: string): Promise<void> {
  if (await holds.isHoldableByHand(tx, incidentId, cameraId)) return;
  throw new AppError(
    'invalid',
    'camera_too_far',
    'At the time of the incident this camera did not hang within 3 km of its place: nothing of it is held. Take cameraId from the candidates, or have its board enter since when it hangs there.',
  );
}

/** Of a gathering a camera is held once at a time: half an hour, not one half hour after the other. */
async function requireOnlyHold(tx: Queryable, incident: IncidentRow, cameraId: string, nowMs: number): Promise<void> {
  if (!isGatheringCase(incident) || (await holds.countHoldsByHand(tx, incident.id, cameraId, nowMs)) === 0) return;
  throw new AppError(
    'conflict',
    'hold_exists',
    'For a disorderly gathering each camera is held once at a time, 30 minutes at most. Release the other hold first.',
  );
}

/**
 * Holds one camera's footage for an incident; returns the hold's id. For a gathering, and near one, it keeps nothing until a second officer agrees. Refusals are logged, here and below. Errors: those of
 * `checkHoldByHand`, `unknown_camera`, `camera_too_far`, `incident_merged`, `approval_required`, `hold_exists`, `held_too_long`, `personal_data_in_text`.
 */
export async function holdByHand(context: ServerContext, session: LiveSession, incidentId: string, input: z.output<typeof holdCreateWire>): Promise<string> {
  const camera = await everCameraReach(context.db, input.cameraId, session);
  const act = { actor: actorOf(session), action: 'hold.create', incidentId, cameraIds: camera === undefined ? [] : [camera.id] };
  return withRefusalsLogged(context.db, act, async () => {
    checkSummary(input.reason, 'reason');
    requireCamera(camera);
    return storeHold(context, session, incidentId, input);
  });
}

async function storeHold(context: ServerContext, session: LiveSession, incidentId: string, input: z.output<typeof holdCreateWire>): Promise<string> {
  const { cameraId, reason } = input;
  const nowMs = context.clock.now();
  const during = { fromMs: Date.parse(input.from), toMs: Date.parse(input.to) };
  const expiresAtMs = input.expiresAt === undefined ? nowMs + HOLD_LIMITS.byHandMs : Date.parse(input.expiresAt);
  const id = newId(nowMs);
  await context.db.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    requireUnmerged(incident);
    requireApproved(incident, await listApprovals(tx, [incidentId], 'extent'));
    checkHoldByHand({ ...incident, occurred: incident }, { during, untilMs: expiresAtMs }, nowMs);
    checkHeldInAll(await holds.firstHeldByHandAt(tx, incidentId, cameraId), expiresAtMs);
    await requireNear(tx, incidentId, cameraId);
    await requireOnlyHold(tx, incident, cameraId, nowMs);
    const pending = holdNeedsSecond(incident);
    await holds.insertHold(tx, {
      id,
      incidentId,
      cameraId,
      during,
      automatic: false,
      expiresAtMs,
      createdBy: session.userId,
      createdAtMs: nowMs,
      reason,
      pending,
    });
    await log(tx, session, 'hold.create', { id, incidentId, cameraId });
  });
  return id;
}

/** An act on a hold, and the refusal of it in the log. */
async function onHold(context: ServerContext, session: LiveSession, action: string, hold: Reach, work: (tx: Queryable) => Promise<void>): Promise<void> {
  const { id: holdId, incidentId, cameraId } = hold;
  const act = { actor: actorOf(session), action, incidentId, cameraIds: [cameraId!], detail: { holdId } };
  await withRefusalsLogged(context.db, act, () => context.db.transaction(work));
}

/** Refuses a hold that its incident moved away from. */
function requireWithin({ outside }: Pick<holds.HoldRow, 'outside'>): void {
  if (outside === null) return;
  throw new AppError(
    'conflict',
    'hold_outside',
    'The incident was moved after this was asked for, and some of it lies outside now. Release it, and ask for what fits.',
    {
      details: { outside },
    },
  );
}

/**
 * Agrees to a hold of a gathering, or near one, as the second officer. What could not be asked for any more, since the incident was changed, is not agreed to either; that of a footage request is agreed to with the request only. Errors:
 * `hold_ended`, `incident_merged`, `hold_requested`, `hold_not_pending`, `same_person`, `approval_required`, `hold_outside`.
 */
export async function secondHold(context: ServerContext, session: LiveSession, reached: Reach): Promise<void> {
  const { id } = reached;
  await onHold(context, session, 'hold.second', reached, async (tx) => {
    const hold = await lockLive(tx, id, context.clock.now());
    const incident = await findIncident(tx, hold.incidentId);
    requireUnmerged(incident);
    if (hold.requestId !== null) {
      throw new AppError('conflict', 'hold_requested', 'A footage request needs this hold. Agree to the request, as its second officer, with a reason.');
    }
    if (!hold.pending) throw new AppError('conflict', 'hold_not_pending', 'This hold waits for nobody. Load it again.');
    if (hold.createdBy === session.userId) {
      throw new AppError(
        'conflict',
        'same_person',
        'A hold for a disorderly gathering, or near one, is agreed to by another officer than the one who asked for it. Ask a colleague.',
      );
    }
    requireApproved(incident, await listApprovals(tx, [incident.id], 'extent'));
    requireWithin(hold);
    await holds.secondHold(tx, id, session.userId);
    await log(tx, session, 'hold.second', hold);
  });
}

/** Ends a hold by hand, automatic ones too. Errors: `hold_ended`, `hold_requested`, `personal_data_in_text`. */
export async function releaseHold(context: ServerContext, session: LiveSession, reached: Reach, { reason }: z.output<typeof holdReleaseWire>): Promise<void> {
  const { id } = reached;
  const nowMs = context.clock.now();
  await onHold(context, session, 'hold.release', reached, async (tx) => {
    checkSummary(reason, 'reason');
    const hold = await lockLive(tx, id, nowMs);
    if (hold.requestId !== null) {
      throw new AppError('conflict', 'hold_requested', 'A footage request needs this hold. It ends with the request; cancel that first.');
    }
    await holds.releaseHold(tx, id, { by: session.userId, reason, atMs: nowMs });
    await log(tx, session, 'hold.release', hold);
  });
}

async function lockLive(tx: Queryable, id: string, nowMs: number): Promise<holds.HoldRow> {
  const hold = await holds.lockHold(tx, id);
  if (isHoldLive({ during: hold, expiresAtMs: hold.expiresAtMs, releasedAtMs: hold.endedAtMs }, nowMs)) return hold;
  throw new AppError('conflict', 'hold_ended', 'This hold has ended already. Load it again.');
}

async function log(tx: Queryable, session: LiveSession, action: string, hold: { id: string; incidentId: string; cameraId: string }): Promise<void> {
  const { id: holdId, incidentId, cameraId } = hold;
  await appendAudit(tx, { actor: actorOf(session), action, incidentId, cameraIds: [cameraId], detail: { holdId } });
  await publishEvent(tx, { topic: 'incidents', type: 'updated', data: { incidentId } });
}
