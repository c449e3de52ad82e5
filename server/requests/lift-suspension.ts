import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findSuspension, liftSuspension } from '../../db/repositories/emergency-suspension-repository.ts';
import { findRequest } from '../../db/repositories/footage-request-repository.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Gives somebody back the right to open footage in an emergency. Errors: `not_found`, `suspension_lifted` (conflict), `personal_data_in_text`. */
export async function liftEmergencySuspension(context: ServerContext, session: LiveSession, reached: Reach, reason: string): Promise<void> {
  const { id: suspensionId, incidentId, cameraId } = reached;
  const act = { actor: actorOf(session), action: 'emergency.lift', incidentId, cameraIds: [cameraId!], detail: { suspensionId } };
  await withRefusalsLogged(context.db, act, async () => {
    await context.db.asPerson(session, (own) => findSuspension(own, suspensionId));
    checkSummary(reason, 'reason');
    await context.db.transaction(async (tx) => {
      if (!(await liftSuspension(tx, suspensionId, { by: session.userId, reason, atMs: context.clock.now() }))) {
        throw new AppError('conflict', 'suspension_lifted', 'This suspension was lifted already. Load it again.');
      }
      await appendAudit(tx, act);
      const { requestId } = await findSuspension(tx, suspensionId);
      await tellOfRequest(tx, await findRequest(tx, requestId), 'lifted', { publicUrl: context.settings.publicUrl, nowMs: context.clock.now(), by: session });
    });
  });
}
