import { AppError } from '../../domain/app-error.ts';
import { violates } from '../../db/database-error.ts';
import type { Queryable } from '../../db/database.ts';
import { isSessionGood, type LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as grants from '../../db/repositories/footage-grant-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

/** Code `grant_required` (forbidden). */
export function grantRequired(): AppError {
  return new AppError(
    'forbidden',
    'grant_required',
    'Pictures and footage are opened only under an approved request of your own, within its seconds and its time of access. See your requests.',
  );
}

/**
 * The grant of a request for this session; made when there is none. It lives in one session at a time: from another one it is taken over only where the list of its media is opened (`takeOver`).
 * Errors: `grant_in_other_session`, `grant_required` (forbidden).
 */
export async function openGrant(
  context: ServerContext,
  session: LiveSession,
  request: grants.OpenRequest,
  { takeOver }: { readonly takeOver: boolean },
): Promise<grants.GrantRow> {
  const { db } = context;
  const found = await db.asPerson(session, (own) => grants.findGrant(own, request.requestId));
  if (found?.sessionId === session.sessionId) return found;
  try {
    return await db.transaction((tx) => openInTurn(tx, context, session, request, takeOver));
  } catch (error) {
    // it ended in this very moment
    if (violates(error, 'footage_grant_needs_open_request') || violates(error, 'footage_grant_needs_session')) throw grantRequired();
    throw error;
  }
}

async function openInTurn(
  tx: Queryable,
  { clock }: ServerContext,
  session: LiveSession,
  request: grants.OpenRequest,
  takeOver: boolean,
): Promise<grants.GrantRow> {
  const { requestId, incidentId, cameraId } = request;
  const atMs = clock.now();
  const note = (action: string, detail: Readonly<Record<string, unknown>>) =>
    appendAudit(tx, { actor: actorOf(session), action, incidentId, cameraIds: [cameraId], detail: { requestId, ...detail } });
  await grants.lockForGrant(tx, requestId);
  const other = await grants.findGrant(tx, requestId);
  if (other?.sessionId === session.sessionId) return other;
  if (other !== undefined) {
    const lasts = await isSessionGood(tx, other.sessionId, atMs);
    if (lasts && !takeOver) throw otherSession();
    const because = lasts ? 'other_session' : 'session_ended';
    await grants.endGrant(tx, other.id, because, atMs);
    await note('grant.end', { grantId: other.id, because });
  }
  const id = newId(atMs);
  await grants.insertGrant(tx, { id, requestId, userId: session.userId, sessionId: session.sessionId, atMs });
  await note('grant.open', { grantId: id, until: new Date(request.accessUntilMs).toISOString() });
  return { id, sessionId: session.sessionId, openedAtMs: atMs };
}

function otherSession(): AppError {
  return new AppError(
    'forbidden',
    'grant_in_other_session',
    'You watch this from another session. Open the list of the request here to go on here; the other session then loses it.',
  );
}
