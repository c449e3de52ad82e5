import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { checkDecision, judgeDecisions, narrowed, requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { DecisionPart } from '../../domain/requests/request-terms.ts';
import type { footageDecisionWire } from '../../domain/wire/footage-request-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { requireApproved } from '../../db/incidents/incident-extent.ts';
import { endAndNote, noteRequest } from '../../db/requests/request-end.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import * as requests from '../../db/repositories/footage-request-repository.ts';
import { findIncident, listApprovals } from '../../db/repositories/incident-repository.ts';
import { moveRequestHolds } from '../../db/repositories/request-hold-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { requireUnmerged } from '../incidents/incident-merge.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { onRequest } from './on-request.ts';
import { isLinked, requestableOf, seekerOf } from './request-cover.ts';

const ACTIONS: Readonly<Record<DecisionPart, string>> = { board: 'request.decide', second: 'request.second' };

/**
 * One person's decision: of the camera's board, or of the second officer. Refusals are logged. Errors: those of `checkDecision`, `request_lapsed`, `request_outdated`, `incident_merged`, `approval_required`,
 * `personal_data_in_text`.
 */
export async function decideRequest(
  context: ServerContext,
  session: LiveSession,
  reached: Reach,
  part: DecisionPart,
  { decision, reason }: z.output<typeof footageDecisionWire>,
): Promise<void> {
  await onRequest(context, session, ACTIONS[part], reached, async (tx, request) => {
    checkSummary(reason, 'reason');
    const nowMs = context.clock.now();
    checkDecision(request, session.userId, part, decision);
    if (request.state === 'submitted' && request.expiresAtMs <= nowMs) {
      throw new AppError('conflict', 'request_lapsed', 'The time to decide this request is over. The officer has to ask anew.');
    }
    if (decision === 'approve') await requireStillCovered(tx, request);
    await requests.insertDecision(tx, { id: newId(nowMs), requestId: request.id, part, decision, reason, by: session.userId, atMs: nowMs });
    const outcome = await settle(tx, session, request, part, reason, nowMs);
    if (outcome !== 'submitted') await tellOfRequest(tx, request, outcome, { publicUrl: context.settings.publicUrl, nowMs, by: session });
  });
}

/** What is approved is still within the case as it stands now. Errors: `request_outdated`, `incident_merged`, `approval_required`. */
async function requireStillCovered(tx: Queryable, request: requests.FootageRequestRow): Promise<void> {
  const incident = await findIncident(tx, request.incidentId);
  requireUnmerged(incident);
  requireApproved(incident, await listApprovals(tx, [incident.id], 'extent'));
  const isAgreedEnough = request.needsSecond || !requestNeedsSecond(incident);
  if (isAgreedEnough && (await isLinked(tx, await seekerOf(tx, request), incident, request.cameraId))) {
    if (narrowed(request, await requestableOf(tx, incident, request.cameraId)) !== null) return;
  }
  throw new AppError(
    'conflict',
    'request_outdated',
    'The incident was changed since, or the camera was ruled out: the request does not fit it any more. Deny it; the officer has to ask anew.',
  );
}

async function settle(
  tx: Queryable,
  session: LiveSession,
  before: requests.FootageRequestRow,
  part: DecisionPart,
  reason: string,
  nowMs: number,
): Promise<ReturnType<typeof judgeDecisions>> {
  const request = await requests.findRequest(tx, before.id);
  const act = { action: ACTIONS[part], actor: actorOf(session) };
  const outcome = judgeDecisions(request);
  if (outcome === 'denied') {
    await endAndNote(tx, request, { because: 'denied', atMs: nowMs, by: session.userId, reason }, { ...act, detail: { decision: 'deny' } });
    return outcome;
  }
  const seconded = request.decisions.find((each) => each.part === 'second')?.by ?? null;
  if (outcome === 'approved') {
    const untilMs = nowMs + request.accessHours * 3_600_000;
    await requests.approveRequest(tx, request.id, { fromMs: nowMs, untilMs });
    await moveRequestHolds(tx, request.id, untilMs, seconded);
  } else if (seconded !== null) {
    await moveRequestHolds(tx, request.id, request.expiresAtMs, seconded);
  }
  await noteRequest(tx, request, { ...act, state: outcome, detail: { decision: 'approve' } });
  return outcome;
}
