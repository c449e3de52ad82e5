import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { caseMomentCreateWire, caseMomentOut } from '../../domain/wire/case-moment-wire.ts';
import { violates } from '../../db/database-error.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { deleteMoment, insertMoment, type CaseMomentRow, type NewCaseMoment } from '../../db/repositories/case-moment-repository.ts';
import { findGrant, listOpenRequests, type OpenRequest } from '../../db/repositories/footage-grant-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { grantRequired } from '../media/open-grant.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

type Input = z.output<typeof caseMomentCreateWire>;

/** A moment as it is answered. */
export function wireMoment({ atMs, markedAtMs, markedBy, markedByUsername, ...row }: CaseMomentRow): z.output<typeof caseMomentOut> {
  return { ...row, at: toIso(atMs), markedBy: { id: markedBy, username: markedByUsername }, markedAt: toIso(markedAtMs) };
}

/**
 * Marks a second that the caller watches in this session. The note stays out of the log. Refusals are logged. Errors: `personal_data_in_text` (invalid); `grant_required`, `grant_in_other_session` (forbidden).
 */
export async function markMoment(context: ServerContext, session: LiveSession, incidentId: string, input: Input): Promise<CaseMomentRow> {
  const { db, clock } = context;
  const detail = { requestId: input.requestId, at: toIso(Date.parse(input.at)) };
  const act = { actor: actorOf(session), action: 'moment.mark', incidentId, detail };
  return withRefusalsLogged(db, act, async () => {
    checkSummary(input.note, 'note');
    const { cameraId, cameraName } = await requireWatched(context, session, incidentId, input);
    const nowMs = clock.now();
    const { requestId, note } = input;
    const moment: NewCaseMoment = {
      id: newId(nowMs),
      incidentId,
      requestId,
      cameraId,
      atMs: Date.parse(input.at),
      note,
      markedBy: session.userId,
      markedAtMs: nowMs,
    };
    await db.transaction(async (tx) => {
      await insertMoment(tx, moment).catch((error: unknown) => {
        // it ended in this very moment
        throw violates(error, 'case_moment_needs_grant') ? grantRequired() : error;
      });
      await appendAudit(tx, { ...act, cameraIds: [cameraId], detail: { ...detail, momentId: moment.id } });
    });
    return { ...moment, cameraName, markedByUsername: session.username };
  });
}

/** The own open request of the case that has that second, with its grant in this very session. */
async function requireWatched({ db, clock }: ServerContext, session: LiveSession, incidentId: string, { requestId, at }: Input): Promise<OpenRequest> {
  const atMs = Date.parse(at);
  const { request, grant } = await db.asPerson(session, async (own) => ({
    request: (await listOpenRequests(own, { ...session, requestId, nowMs: clock.now() }))[0],
    grant: await findGrant(own, requestId),
  }));
  if (request === undefined || request.incidentId !== incidentId || atMs < request.fromMs || atMs >= request.toMs || grant === undefined) throw grantRequired();
  if (grant.sessionId === session.sessionId) return request;
  throw new AppError(
    'forbidden',
    'grant_in_other_session',
    'You watch this from another session. Open the list of the request here to go on here; the other session then loses it.',
  );
}

/** Deletes a moment that the caller marked. Refusals are logged. Errors: `not_own_moment` (forbidden). */
export async function removeMoment({ db }: ServerContext, session: LiveSession, { id, incidentId, cameraId }: Reach): Promise<void> {
  const act = { actor: actorOf(session), action: 'moment.delete', incidentId, cameraIds: cameraId === undefined ? [] : [cameraId], detail: { momentId: id } };
  await withRefusalsLogged(db, act, () =>
    db.transaction(async (tx) => {
      const deleted = await deleteMoment(tx, id, session.userId);
      if (deleted === undefined) throw new AppError('forbidden', 'not_own_moment', 'Only who marked a moment deletes it. Ask them, or mark another one.');
      await appendAudit(tx, { ...act, detail: { ...act.detail, requestId: deleted.requestId, at: toIso(deleted.atMs) } });
    }),
  );
}
