import { AppError } from '../../domain/app-error.ts';
import { violates } from '../../db/database-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { countWaitingPackages, insertPackage } from '../../db/repositories/evidence-package-repository.ts';
import { listOpenRequests, type OpenRequest } from '../../db/repositories/footage-grant-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { MOST_PACKAGE_REQUESTS } from '../../domain/evidence/package-limits.ts';
import { grantRequired } from '../media/open-grant.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Packages of one person that may wait or be built at a time: each may be gigabytes. */
const MOST_WAITING = 3;

async function openRequests(
  { db, clock }: ServerContext,
  session: LiveSession,
  incidentId: string,
  wanted: readonly string[] | undefined,
): Promise<OpenRequest[]> {
  const own = await db.asPerson(session, (shown) => listOpenRequests(shown, { ...session, nowMs: clock.now() }));
  const open = own.filter((request) => request.incidentId === incidentId);
  const chosen = wanted === undefined ? open : open.filter(({ requestId }) => wanted.includes(requestId));
  if (chosen.length === 0 || chosen.length < new Set(wanted ?? []).size) throw grantRequired();
  if (chosen.length > MOST_PACKAGE_REQUESTS)
    throw new AppError(
      'invalid',
      'package_requests_too_many',
      `A package is of at most ${MOST_PACKAGE_REQUESTS} requests. Name some of them in requestIds, and order several packages.`,
    );
  return chosen;
}

/**
 * Orders an evidence package of what own requests of an incident open now; returns its id. Refusals stand in the log. Errors: `grant_required` (forbidden) when there is none, or one that was named isn't; `package_requests_too_many` (invalid); `packages_waiting` (conflict).
 */
export async function orderPackage(context: ServerContext, session: LiveSession, incidentId: string, wanted: readonly string[] | undefined): Promise<string> {
  const { db, jobs, clock } = context;
  const act = { actor: actorOf(session), action: 'package.create', incidentId };
  const id = newId(clock.now());
  await withRefusalsLogged(db, act, async () => {
    const requests = await openRequests(context, session, incidentId, wanted);
    const order = { id, incidentId, orderedBy: session.userId, orderedFor: session.organisationId, atMs: clock.now(), requests };
    try {
      await db.transaction(async (tx) => {
        if ((await countWaitingPackages(tx, session.userId)) >= MOST_WAITING)
          throw new AppError('conflict', 'packages_waiting', 'Three packages of yours are being built. Wait until one of them is ready.');
        await insertPackage(tx, order);
        const cameraIds = [...new Set(requests.map(({ cameraId }) => cameraId))];
        await appendAudit(tx, { ...act, cameraIds, detail: { packageId: id, requestIds: requests.map(({ requestId }) => requestId) } });
      });
    } catch (error) {
      throw violates(error, 'evidence_package_needs_open_request') ? grantRequired() : error;
    }
  });
  // a job that is lost is put on the queue again by the workers
  await jobs.add('build-evidence-package', { packageId: id }, `${id}-0`);
  return id;
}
