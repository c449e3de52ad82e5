import { REQUEST_LIMITS } from '../../domain/requests/request-rule.ts';
import { END_STATES } from '../../domain/requests/request-terms.ts';
import type { Queryable } from '../database.ts';
import { publishEvent } from '../live-events.ts';
import { appendAudit, type AuditActor } from '../repositories/audit-repository.ts';
import { endRequest, type FootageRequestRow, type RequestEnding } from '../repositories/footage-request-repository.ts';
import { shortenRequestHolds } from '../repositories/request-hold-repository.ts';

/** What the log and the listeners are told of an act on a request. */
export async function noteRequest(
  tx: Queryable,
  request: Pick<FootageRequestRow, 'id' | 'incidentId' | 'cameraId'>,
  note: { readonly action: string; readonly state: string; readonly actor?: AuditActor | undefined; readonly detail?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { id: requestId, incidentId, cameraId } = request;
  const { action, state, actor } = note;
  await appendAudit(tx, { actor, action, incidentId, cameraIds: [cameraId], detail: { requestId, state, ...note.detail } });
  const type = action === 'request.create' ? 'created' : 'updated';
  await publishEvent(tx, { topic: 'requests', type, data: { requestId, cameraId, incidentId, state } });
}

/**
 * Ends a locked request that gives nothing any more, with its holds: of a gathering, or by the limits, at once, else after a day, so that a slip can be put right; `keep-holds` writes their end down. Logged and told to listeners. False when it
 * has ended already.
 */
export async function endAndNote(
  tx: Queryable,
  request: FootageRequestRow,
  ending: RequestEnding,
  act: { readonly action: string; readonly actor?: AuditActor | undefined; readonly detail?: Readonly<Record<string, unknown>> },
): Promise<boolean> {
  if (!(await endRequest(tx, request.id, ending))) return false;
  await shortenRequestHolds(tx, request.id, ending.atMs + (request.needsSecond || ending.because === 'limits' ? 0 : REQUEST_LIMITS.graceMs));
  await noteRequest(tx, request, { ...act, state: END_STATES[ending.because], detail: { because: ending.because, ...act.detail } });
  return true;
}
