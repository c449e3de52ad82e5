import { toIso } from '../../domain/time-interval.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { listOpenRequests, type GrantRow, type OpenRequest } from '../../db/repositories/footage-grant-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { listMedia, type MediaList } from './media-list.ts';
import { grantRequired, openGrant } from './open-grant.ts';

/** Opens an own request for this session and lists what it opens. Refusals stand in the log. Errors: `grant_required` (forbidden), `malformed_cursor`. */
export async function openMediaList(
  context: ServerContext,
  session: LiveSession,
  { incidentId, cameraId }: Reach,
  { requestId, ...page }: { readonly requestId: string; readonly limit: number; readonly cursor?: string | undefined },
): Promise<MediaList> {
  const { db, clock } = context;
  const act = { actor: actorOf(session), action: 'media.list', incidentId, cameraIds: cameraId === undefined ? [] : [cameraId], detail: { requestId } };
  return withRefusalsLogged(db, act, async () => {
    const [request] = await db.asPerson(session, (own) => listOpenRequests(own, { ...session, requestId, nowMs: clock.now() }));
    if (request === undefined) throw grantRequired();
    const grant = await openGrant(context, session, request, { takeOver: true });
    await appendAudit(db, { ...act, detail: { requestId, grantId: grant.id } });
    return { ...wireOpened(request, grant), ...(await listMedia(context, session, request, page)) };
  });
}

function wireOpened(request: OpenRequest, grant: GrantRow): Omit<MediaList, 'items' | 'gaps' | 'pictures' | 'nextCursor'> {
  const { requestId, incidentId, referenceNumber, cameraId, cameraName, fromMs, toMs, accessUntilMs } = request;
  return {
    requestId,
    incident: { id: incidentId, referenceNumber },
    camera: { id: cameraId, name: cameraName },
    from: toIso(fromMs),
    to: toIso(toMs),
    grant: { id: grant.id, openedAt: toIso(grant.openedAtMs), until: toIso(accessUntilMs) },
  };
}
