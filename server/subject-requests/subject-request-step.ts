import type { z } from 'zod';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { extendedDueMs, fulfilReminderMs, stateAfter } from '../../domain/subject-requests/subject-request-rule.ts';
import type { subjectRequestStepWire } from '../../domain/wire/subject-request-wire.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertSubjectRequestStep, lockSubjectRequest } from '../../db/repositories/subject-request-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Takes a request a step further; the words stay with it and are in no log. Refusals are logged. Errors: `step_not_possible`, `personal_data_in_text`. */
export async function stepSubjectRequest(
  { db, clock }: ServerContext,
  session: LiveSession,
  { id: requestId, cameraId }: Reach,
  { step, note }: z.output<typeof subjectRequestStepWire>,
): Promise<void> {
  const entry = { actor: actorOf(session), action: 'subject_request.step', cameraIds: cameraId === undefined ? [] : [cameraId], detail: { requestId, step } };
  await withRefusalsLogged(db, entry, () =>
    db.transaction(async (tx) => {
      checkSummary(note, 'note');
      const request = await lockSubjectRequest(tx, requestId);
      const state = stateAfter({ state: request.state, isExtended: request.extendedAtMs !== null }, step);
      const atMs = clock.now();
      const fulfilDueAtMs = step === 'extend' ? extendedDueMs(request.kind, request.fulfilDueAtMs) : request.fulfilDueAtMs;
      await insertSubjectRequestStep(tx, {
        ...{ requestId, step, note, madeBy: session.userId, atMs, state },
        isFirstAnswer: request.answeredAtMs === null && step !== 'withdraw',
        extendedDueAtMs: step === 'extend' ? fulfilDueAtMs : null,
        remindAtMs: state === 'answered' ? fulfilReminderMs(fulfilDueAtMs, atMs) : null,
      });
      await appendAudit(tx, entry);
    }),
  );
}
