import { AppError } from '../../domain/app-error.ts';
import { violates } from '../../db/database-error.ts';
import type { Queryable } from '../../db/database.ts';
import { replaceCodes } from '../../db/repositories/account-code-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { clearPassword, insertIdentity } from '../../db/repositories/identity-repository.ts';
import { findOpenInvitationById, useInvitation, type OpenInvitation } from '../../db/repositories/invitation-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { lockUser } from '../../db/repositories/user-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { invitationEnded } from '../accounts/use-invitation.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import type { ProvenIdentity } from './provider.ts';

const ACTION = 'user.accept';

/**
 * Links whom an invitation is for to who proved themselves to the provider. The invitation is used up, the password and codes in its place are gone, every session ends: there is one way in.
 * Errors: not found `invitation_ended`; conflict `identity_taken`, by which it isn't used up.
 */
export async function bindIdentity(context: ServerContext, invitationId: string, proven: ProvenIdentity): Promise<void> {
  const invitation = await findOpenInvitationById(context.db, invitationId, context.clock.now());
  if (invitation === undefined) throw await invitationEnded(context);
  const { userId, username, role } = invitation;
  await withRefusalsLogged(context.db, { actor: { userId, username, role }, action: ACTION }, async () => {
    const isBound = await context.db
      .transaction((tx) => bind(tx, context, invitation, proven))
      .catch((error: unknown) => {
        throw violates(error, 'user_identity_subject_key') ? taken(error) : error;
      });
    if (!isBound) throw await invitationEnded(context);
  });
}

function taken(cause: unknown): AppError {
  return new AppError(
    'conflict',
    'identity_taken',
    'This sign-in belongs to another account here already. Sign out there and take your own, or tell the administrator.',
    {
      cause,
    },
  );
}

async function bind(tx: Queryable, { clock }: ServerContext, invitation: OpenInvitation, { issuer, subject }: ProvenIdentity): Promise<boolean> {
  const { id, userId, username, role } = invitation;
  const nowMs = clock.now();
  await lockUser(tx, userId);
  if (!(await useInvitation(tx, id, nowMs)) || !(await clearPassword(tx, userId))) return false;
  await replaceCodes(tx, { userId, kind: 'reset', nowMs }, []);
  await insertIdentity(tx, { id: newId(nowMs), userId, issuer, subject, nowMs });
  const sessionsEnded = await endSessions(tx, { userId }, nowMs);
  await appendAudit(tx, { actor: { userId, username, role }, action: ACTION, detail: { invitationId: id, sessionsEnded, by: 'provider' } });
  return true;
}
