import { narrowed, requestNeedsSecond } from '../../domain/requests/request-rule.ts';
import type { Queryable } from '../../db/database.ts';
import { endWithoutSecond } from '../../db/requests/end-without-second.ts';
import { endAndNote, noteRequest } from '../../db/requests/request-end.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import { listLiveRequests, narrowRequest } from '../../db/repositories/footage-request-repository.ts';
import { findIncident, isNearGathering } from '../../db/repositories/incident-repository.ts';
import type { IncidentChange } from '../pulls/cancel-changed.ts';
import { isLinked, requestableOf, seekerOf } from './request-cover.ts';

/**
 * Ends the requests of an incident that becomes a gathering, or gets near one, opened ones too: no second officer agreed to them. In the transaction of the change, before it, so that whoever made it stands in the log; for what
 * becomes a gathering the database does the same by other ways.
 */
export async function endRequestsNotAllowed(tx: Queryable, { before, after, actor, nowMs, publicUrl }: IncidentChange): Promise<void> {
  const changed = { category: after.category, wasGathering: before.wasGathering, nearGathering: await isNearGathering(tx, after) };
  if (requestNeedsSecond(changed)) await endWithoutSecond(tx, before.id, { nowMs, actor, publicUrl });
}

/**
 * After a change of place, time or category: what of an undecided or opened request no longer lies in the incident is open no more. The seconds are narrowed to those that could be asked for now; when none is left, or
 * the camera could not have seen it any more, the request ends.
 */
export async function narrowRequests(tx: Queryable, { before, actor, nowMs, publicUrl }: IncidentChange): Promise<void> {
  const incident = await findIncident(tx, before.id);
  if (incident.extentRevision === before.extentRevision) return;
  for (const request of await listLiveRequests(tx, incident.id, nowMs)) {
    const linked = await isLinked(tx, await seekerOf(tx, request), incident, request.cameraId);
    const left = linked ? narrowed(request, await requestableOf(tx, incident, request.cameraId)) : null;
    if (left === null) {
      await endAndNote(tx, request, { because: 'changed', atMs: nowMs }, { action: 'request.end', actor });
      await tellOfRequest(tx, request, 'ended', { publicUrl, nowMs });
    } else if (left.fromMs !== request.fromMs || left.toMs !== request.toMs) {
      await narrowRequest(tx, request.id, left);
      await noteRequest(tx, request, { action: 'request.narrow', state: request.state, actor, detail: { ...left } });
      await tellOfRequest(tx, { ...request, ...left }, 'narrowed', { publicUrl, nowMs });
    }
  }
}
