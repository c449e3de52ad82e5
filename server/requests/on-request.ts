import type { Queryable } from '../../db/database.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { findRequest, lockRequest, type FootageRequestRow } from '../../db/repositories/footage-request-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** An act on a request, which is locked for it, once the database shows it to that person; a refusal goes to the log. Errors: `not_found`; those of `work`. */
export async function onRequest(
  context: ServerContext,
  session: LiveSession,
  action: string,
  reached: Reach,
  work: (tx: Queryable, request: FootageRequestRow) => Promise<void>,
): Promise<void> {
  const { id: requestId, incidentId, cameraId } = reached;
  const act = { actor: actorOf(session), action, incidentId, cameraIds: cameraId === undefined ? [] : [cameraId], detail: { requestId } };
  await withRefusalsLogged(context.db, act, async () => {
    await context.db.asPerson(session, (own) => findRequest(own, requestId));
    await context.db.transaction(async (tx) => work(tx, await lockRequest(tx, requestId)));
  });
}
