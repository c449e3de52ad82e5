import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { DEFAULT_REQUEST_POLICY, requestTimes } from '../../domain/requests/request-policy.ts';
import { checkEmergency, checkRequestedWindow, REQUEST_LIMITS, requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { footageRequestCreateWire } from '../../domain/wire/footage-request-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { requireApproved } from '../../db/incidents/incident-extent.ts';
import { noteRequest } from '../../db/requests/request-end.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import { everCameraReach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { isSuspended } from '../../db/repositories/emergency-suspension-repository.ts';
import { policyOfCamera } from '../../db/repositories/footage-policy-repository.ts';
import * as requests from '../../db/repositories/footage-request-repository.ts';
import { insertHold, keepHoldsForRequest } from '../../db/repositories/hold-repository.ts';
import { listApprovals, lockIncident, type IncidentRow } from '../../db/repositories/incident-repository.ts';
import { isRequestHeld } from '../../db/repositories/request-hold-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { requireUnmerged } from '../incidents/incident-merge.ts';
import { requireCamera } from '../incidents/require-camera.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { isLinked, requestableOf } from './request-cover.ts';

type Input = z.output<typeof footageRequestCreateWire>;

/**
 * Asks for the footage and pictures of one camera in one window, for an incident; returns the request's id. Refusals are logged. Errors (invalid): `personal_data_in_text`, `unknown_camera`, those of `checkRequestedWindow`;
 * (conflict): `incident_merged`, `approval_required`, `not_a_candidate`, `request_exists`, those of `checkEmergency`.
 */
export async function submitRequest(context: ServerContext, session: LiveSession, incidentId: string, input: Input): Promise<string> {
  const camera = await everCameraReach(context.db, input.cameraId, session);
  const act = { actor: actorOf(session), action: 'request.create', incidentId, cameraIds: camera === undefined ? [] : [camera.id] };
  return withRefusalsLogged(context.db, act, async () => {
    checkSummary(input.purpose, 'purpose');
    checkSummary(input.legalBasis, 'legalBasis');
    requireCamera(camera);
    return context.db.transaction((tx) => store(context, tx, session, incidentId, input));
  });
}

async function requireLinked(tx: Queryable, session: LiveSession, incident: IncidentRow, cameraId: string): Promise<void> {
  if (await isLinked(tx, session, incident, cameraId)) return;
  throw new AppError(
    'conflict',
    'not_a_candidate',
    'Footage is requested only from cameras that could have seen the incident, or that somebody confirmed, and that nobody ruled out. Take the camera from the candidates.',
  );
}

async function store({ clock, settings }: ServerContext, tx: Queryable, session: LiveSession, incidentId: string, input: Input): Promise<string> {
  const nowMs = clock.now();
  const { cameraId } = input;
  const during = { fromMs: Date.parse(input.from), toMs: Date.parse(input.to) };
  const incident = await lockIncident(tx, incidentId);
  requireUnmerged(incident);
  requireApproved(incident, await listApprovals(tx, [incidentId], 'extent'));
  checkRequestedWindow(incident, during, await requestableOf(tx, incident, cameraId));
  await requireLinked(tx, session, incident, cameraId);
  await requireOnlyOne(tx, incident, cameraId, during, nowMs);
  const request = await ordered(tx, session, incident, input, during, nowMs);
  await requests.insertRequest(tx, request);
  await holdFor(tx, request);
  const row = await requests.findRequest(tx, request.id);
  await noteRequest(tx, row, { action: 'request.create', state: row.state, actor: actorOf(session), detail: { emergency: row.emergency, ...during } });
  await tellOfRequest(tx, row, row.emergency ? 'emergency' : 'submitted', { publicUrl: settings.publicUrl, nowMs });
  return row.id;
}

/** The same seconds are asked for once at a time; of a gathering, and near one, a camera is asked for once, whichever incident it is asked for. */
async function requireOnlyOne(tx: Queryable, incident: IncidentRow, cameraId: string, during: TimeInterval, nowMs: number): Promise<void> {
  const isGathering = requestNeedsSecond(incident);
  const exists =
    (isGathering && (await requests.hasGatheringRequest(tx, incident.id, cameraId))) ||
    (isGathering && (await requests.goesOnFromGathering(tx, incident.id, cameraId, during))) ||
    (await requests.hasLiveRequest(tx, incident.id, cameraId, during, nowMs));
  if (!exists) return;
  throw new AppError(
    'conflict',
    'request_exists',
    isGathering
      ? 'For a disorderly gathering, and near one, each camera is opened once, 30 minutes at most. There is a request already, perhaps for another incident here.'
      : 'A request for these seconds is under way or open already. Use that one, or withdraw it first.',
  );
}

/** The request with what the policy of today lays down for it. */
async function ordered(
  tx: Queryable,
  session: LiveSession,
  incident: IncidentRow,
  input: Input,
  during: TimeInterval,
  nowMs: number,
): Promise<requests.NewRequest> {
  const stored = await policyOfCamera(tx, input.cameraId, nowMs);
  const policy = stored ?? DEFAULT_REQUEST_POLICY;
  const needsSecond = requestNeedsSecond(incident);
  if (input.emergency) {
    checkEmergency({ needsSecond, allowed: policy.emergencyAllowed, suspended: await isSuspended(tx, session.userId) });
  }
  const { purpose, legalBasis, cameraId } = input;
  return {
    id: newId(nowMs),
    incidentId: incident.id,
    cameraId,
    requestedBy: session.userId,
    requestedFor: session.organisationId,
    atMs: nowMs,
    during,
    purpose,
    legalBasis,
    policyId: stored?.id ?? null,
    deciders: policy.deciders,
    needsSecond,
    accessHours: policy.accessHours,
    ...requestTimes(policy, nowMs),
    emergency: input.emergency ? { justifyByMs: nowMs + REQUEST_LIMITS.justifyMs, accessUntilMs: nowMs + policy.accessHours * 3_600_000 } : null,
  };
}

/**
 * What is held automatically becomes the request's; what is missing is held for it. Of a gathering, and near one, nothing is kept until the second officer agrees: an automatic hold that is left for a moment after a gathering was recorded
 * nearby is not taken over, and `keep-holds` ends it.
 */
async function holdFor(tx: Queryable, request: requests.NewRequest): Promise<void> {
  const { id: requestId, incidentId, cameraId, during, atMs: nowMs } = request;
  const untilMs = Math.max(request.expiresAtMs, request.emergency?.accessUntilMs ?? 0);
  if (!request.needsSecond) await keepHoldsForRequest(tx, { requestId, incidentId, cameraId, during, untilMs, nowMs });
  if (await isRequestHeld(tx, requestId, during, nowMs)) return;
  await insertHold(tx, {
    id: newId(nowMs),
    incidentId,
    cameraId,
    during,
    automatic: false,
    expiresAtMs: untilMs,
    createdBy: request.requestedBy,
    createdAtMs: nowMs,
    pending: request.needsSecond,
    requestId,
  });
}
