import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { removeFactors } from '../../db/repositories/second-factor-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { lockUser } from '../../db/repositories/user-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { refuseOwnAccount } from './refuse-own-account.ts';

/**
 * Takes the second factor of another user away, who lost the phone and the paper; they set up a new one when they sign in next.
 * Errors: conflict `own_account`: whoever stole a session would get rid of the factor this way.
 */
export async function resetSecondFactor(context: ServerContext, session: LiveSession, userId: string): Promise<void> {
  const entry = { actor: actorOf(session), action: 'user.second_factor', detail: { userId } };
  await withRefusalsLogged(context.db, entry, async () => {
    refuseOwnAccount(session, userId);
    await context.db.transaction(async (tx) => {
      await lockUser(tx, userId);
      const removed = await removeFactors(tx, userId);
      const sessionsEnded = await endSessions(tx, { userId }, context.clock.now());
      await appendAudit(tx, { ...entry, detail: { userId, removed, sessionsEnded } });
    });
  });
}
