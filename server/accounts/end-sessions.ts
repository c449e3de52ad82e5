import { AppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endSessions, type SessionChoice } from '../../db/repositories/session-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

/** Ends sessions, the caller's own or, for who may, those of another user. Errors: `not_found` when the one that was named isn't an open one of that user. */
export async function endChosenSessions(context: ServerContext, session: LiveSession, choice: SessionChoice): Promise<void> {
  await context.db.transaction(async (tx) => {
    const ended = await endSessions(tx, choice, context.clock.now());
    if (ended === 0 && choice.onlyId !== undefined)
      throw new AppError('not_found', 'not_found', 'There is no such session, or it has ended. Load the list again.');
    const { userId, onlyId } = choice;
    await appendAudit(tx, {
      actor: actorOf(session),
      action: 'session.revoke',
      detail: { userId, sessions: ended, ...(onlyId === undefined ? {} : { sessionId: onlyId }) },
    });
  });
}
