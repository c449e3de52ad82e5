import { AppError } from '../../domain/app-error.ts';
import type { Role } from '../../domain/role.ts';
import { checkRoleOfOrganisation } from '../../domain/role-organisation.ts';
import { toIso } from '../../domain/time-interval.ts';
import { violates } from '../../db/database-error.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertInvitation } from '../../db/repositories/invitation-repository.ts';
import { findOrganisation, insertUser } from '../../db/repositories/organisation-repository.ts';
import { getUser, lockUser } from '../../db/repositories/user-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { newSessionToken, sessionTokenHash } from '../session-token.ts';
import { refuseOwnAccount } from './refuse-own-account.ts';

const VALID_MS = 72 * 3_600_000;

/** Whom somebody invites. */
export interface Invitee {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationId: string;
}

/** The token of a link or QR code, shown this once. */
export interface Invitation {
  readonly userId: string;
  readonly token: string;
  readonly expiresAt: string;
}

async function invite(tx: Queryable, { clock }: ServerContext, session: LiveSession, userId: string): Promise<Invitation> {
  const nowMs = clock.now();
  const [token, expiresAtMs] = [newSessionToken(), nowMs + VALID_MS];
  await insertInvitation(tx, { id: newId(nowMs), userId, tokenSha256: sessionTokenHash(token), createdBy: session.userId, nowMs, expiresAtMs });
  return { userId, token, expiresAt: toIso(expiresAtMs) };
}

/**
 * Makes a user without a password and an invitation with which they set one.
 * Errors: invalid `unknown_organisation`, `role_not_in_organisation`; conflict `username_taken`.
 */
export async function inviteUser(context: ServerContext, session: LiveSession, invitee: Invitee): Promise<Invitation> {
  const { role, organisationId } = invitee;
  const entry = { actor: actorOf(session), action: 'user.create', detail: { role, organisationId } };
  return withRefusalsLogged(context.db, entry, async () => {
    checkRoleOfOrganisation(role, await organisationOf(context.db, organisationId));
    try {
      return await context.db.transaction(async (tx) => {
        const id = newId(context.clock.now());
        await insertUser(tx, { ...invitee, id, passwordHash: null, mustChangePassword: false });
        const invitation = await invite(tx, context, session, id);
        await appendAudit(tx, { ...entry, detail: { ...entry.detail, userId: id, by: 'invitation' } });
        return invitation;
      });
    } catch (error) {
      if (!violates(error, 'app_user_username_key')) throw error;
      throw new AppError('conflict', 'username_taken', 'There is a user with this name already, perhaps one who left. Choose another name.', { cause: error });
    }
  });
}

/** The organisation of that id. Errors: invalid `unknown_organisation`. */
export async function organisationOf(db: Queryable, id: string): Promise<NonNullable<Awaited<ReturnType<typeof findOrganisation>>>> {
  const organisation = await findOrganisation(db, id);
  if (organisation === undefined)
    throw new AppError('invalid', 'unknown_organisation', 'There is no organisation with this id. Take one from GET /organisations.');
  return organisation;
}

/**
 * A new invitation in place of the last one: for who didn't come in time, or forgot the password. What opens the account now stays until it is used.
 * Errors: conflict `own_account`, `user_disabled`.
 */
export async function inviteAgain(context: ServerContext, session: LiveSession, userId: string): Promise<Invitation> {
  const entry = { actor: actorOf(session), action: 'user.invite', detail: { userId } };
  return withRefusalsLogged(context.db, entry, async () => {
    refuseOwnAccount(session, userId);
    return context.db.transaction(async (tx) => {
      await lockUser(tx, userId);
      const { state } = await getUser(tx, userId, context.clock.now());
      if (state === 'disabled') throw new AppError('conflict', 'user_disabled', 'This account is closed. Open it again first.');
      const invitation = await invite(tx, context, session, userId);
      await appendAudit(tx, entry);
      return invitation;
    });
  });
}
