import { AppError } from '../../domain/app-error.ts';
import { checkNewPassword } from '../../domain/password-rule.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { deleteIdentityOf } from '../../db/repositories/identity-repository.ts';
import * as invitations from '../../db/repositories/invitation-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { lockUser, setPassword } from '../../db/repositories/user-repository.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { sessionTokenHash } from '../session-token.ts';
import { hashPassword } from './password-hash.ts';
import { beginStrangersAttempt } from './sign-in-attempt.ts';

const ACTION = 'user.accept';

/** Writes the refusal to the log; who has no invitation is nobody. */
export async function invitationEnded({ db }: ServerContext): Promise<AppError> {
  await appendAudit(db, { action: ACTION, outcome: 'refused', detail: { code: 'invitation_ended' } });
  return new AppError('not_found', 'invitation_ended', 'This invitation was used, has expired or was replaced by a newer one. Ask for another.');
}

/** Whom an invitation is for. Errors: `invitation_ended` (not found), `sign_in_throttled`. */
export async function findInvitation(context: ServerContext, token: string, address: string): Promise<invitations.OpenInvitation> {
  const attempt = await beginStrangersAttempt(context, address);
  const found = await invitations.findOpenInvitation(context.db, sessionTokenHash(token), context.clock.now());
  if (found === undefined) throw await invitationEnded(context);
  await attempt.withdraw(context.db);
  return found;
}

/**
 * Sets the password of whom an invitation is for; it is used up, and every session of that user ends.
 * Errors: those of {@link findInvitation} and of the password rule, by which it isn't used up.
 */
export async function useInvitation(context: ServerContext, token: string, password: string, address: string): Promise<{ readonly username: string }> {
  const found = await findInvitation(context, token, address);
  const { userId, username, role } = found;
  const actor = { userId, username, role };
  return withRefusalsLogged(context.db, { actor, action: ACTION }, async () => {
    checkNewPassword(password, found);
    const passwordHash = await hashPassword(password);
    const isUsed = await context.db.transaction(async (tx) => {
      const nowMs = context.clock.now();
      // in the order in which an account is closed: the user first
      await lockUser(tx, userId);
      if (!(await invitations.useInvitation(tx, found.id, nowMs)) || !(await setPassword(tx, userId, passwordHash))) return false;
      // one way in: who chooses a password leaves the provider
      await deleteIdentityOf(tx, userId);
      const sessionsEnded = await endSessions(tx, { userId }, nowMs);
      await appendAudit(tx, { actor, action: ACTION, detail: { invitationId: found.id, sessionsEnded } });
      return true;
    });
    if (!isUsed) throw await invitationEnded(context);
    return { username };
  });
}
