import { AppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { deleteIdentityOf } from '../../db/repositories/identity-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { lockUser } from '../../db/repositories/user-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { refuseOwnAccount } from '../accounts/refuse-own-account.ts';

/**
 * Ends the link of another user to the provider; they are signed out everywhere, and come back by an invitation.
 * Errors: conflict `own_account`; not found `not_linked`.
 */
export async function unlinkIdentity(context: ServerContext, session: LiveSession, userId: string): Promise<void> {
  const entry = { actor: actorOf(session), action: 'user.unlink', detail: { userId } };
  await withRefusalsLogged(context.db, entry, async () => {
    refuseOwnAccount(session, userId);
    await context.db.transaction(async (tx) => {
      await lockUser(tx, userId);
      if (!(await deleteIdentityOf(tx, userId)))
        throw new AppError('not_found', 'not_linked', 'This account is not linked to the sign-in service. Load the page again.');
      const sessionsEnded = await endSessions(tx, { userId }, context.clock.now());
      await appendAudit(tx, { ...entry, detail: { userId, sessionsEnded } });
    });
  });
}
