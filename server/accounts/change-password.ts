import { AppError } from '../../domain/app-error.ts';
import { checkNewPassword, normalPassword } from '../../domain/password-rule.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as passwords from '../../db/repositories/password-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { proveWithPassword } from './prove-password.ts';
import { hashPassword } from './password-hash.ts';

/** What is typed to change a password. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * Changes the password of whoever is signed in; their other sessions end.
 * Errors: `sign_in_throttled`; forbidden `wrong_password`; invalid `password_unchanged` and those of {@link checkNewPassword}.
 */
export async function changePassword(context: ServerContext, session: LiveSession, address: string, change: PasswordChange): Promise<void> {
  const actor = actorOf(session);
  await withRefusalsLogged(context.db, { actor, action: 'account.password' }, async () => {
    const proof = await proveWithPassword(context, session, address, change.currentPassword);
    if (normalPassword(change.newPassword) === normalPassword(change.currentPassword))
      throw new AppError('invalid', 'password_unchanged', 'The new password is the old one. Choose another.');
    checkNewPassword(change.newPassword, session);
    const newHash = await hashPassword(change.newPassword);
    await context.db.transaction(async (tx) => {
      if (!(await passwords.replacePassword(tx, session.userId, proof.passwordHash, newHash))) throw proof.wrong();
      const ended = await endSessions(tx, { userId: session.userId, exceptId: session.sessionId }, context.clock.now());
      await appendAudit(tx, { actor, action: 'account.password', detail: { sessionsEnded: ended } });
    });
  });
}
