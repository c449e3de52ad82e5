import { AppError } from '../../domain/app-error.ts';
import { checkRoleOfOrganisation } from '../../domain/role-organisation.ts';
import type { Role } from '../../domain/role.ts';
import type { Queryable } from '../../db/database.ts';
import { replaceCodes } from '../../db/repositories/account-code-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { revokeApiKeys } from '../../db/repositories/api-key-repository.ts';
import { deleteSubscriptionsOf } from '../../db/repositories/alert-subscription-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endDutyOf } from '../../db/repositories/duty-shift-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import * as users from '../../db/repositories/user-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { endWaysIn } from './end-ways-in.ts';
import { organisationOf } from './invite-user.ts';

/** What changes; the rest stays. */
export interface UserChange {
  readonly displayName?: string | undefined;
  readonly role?: Role | undefined;
  readonly organisationId?: string | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes a user's name, role, organisation or standing. Whoever leaves, or whose reach changes, is signed out everywhere and off the roster from now on.
 * Errors: invalid `unknown_organisation`, `role_not_in_organisation`; conflict `last_admin`, `account_stays_closed`.
 */
export async function changeUser(context: ServerContext, session: LiveSession, id: string, change: UserChange): Promise<void> {
  const entry = { actor: actorOf(session), action: actionOf(change), detail: { userId: id, fields: Object.keys(change) } };
  await withRefusalsLogged(context.db, entry, () =>
    context.db.transaction(async (tx) => {
      const otherAdmins = await users.lockForStanding(tx, id);
      const before = await users.getUser(tx, id, context.clock.now());
      const after = {
        displayName: change.displayName ?? before.displayName,
        role: change.role ?? before.role,
        organisationId: change.organisationId ?? before.organisationId,
        disabled: change.disabled ?? before.state === 'disabled',
      };
      checkRoleOfOrganisation(after.role, await organisationOf(tx, after.organisationId));
      if (before.role === 'admin' && before.state === 'active' && (after.disabled || after.role !== 'admin') && otherAdmins === 0)
        throw new AppError(
          'conflict',
          'last_admin',
          'This is the last administrator who can sign in. Invite another one first, and wait until they have a password.',
        );
      await users.updateUser(tx, id, after);
      const effect = await changeStanding(tx, context, before, after);
      const moved = { role: [before.role, after.role], organisationId: [before.organisationId, after.organisationId] };
      await appendAudit(tx, { ...entry, detail: { ...entry.detail, ...moved, ...effect } });
    }),
  );
}

function actionOf({ disabled }: UserChange): string {
  if (disabled === undefined) return 'user.update';
  return disabled ? 'user.disable' : 'user.enable';
}

interface Standing {
  readonly role: Role;
  readonly organisationId: string;
}

async function changeStanding(
  tx: Queryable,
  { clock }: ServerContext,
  before: users.UserRow,
  after: Standing & { readonly disabled: boolean },
): Promise<Readonly<Record<string, number>>> {
  const nowMs = clock.now();
  const userId = before.id;
  const reachChanged = before.role !== after.role || before.organisationId !== after.organisationId;
  if (!after.disabled && before.state === 'disabled' && !(await users.enableUser(tx, userId)))
    throw new AppError(
      'conflict',
      'account_stays_closed',
      'This account was erased from the access log when it was closed, and stays closed. Invite the person anew.',
    );
  if (!after.disabled && !reachChanged) return {};
  if (after.disabled) await close(tx, userId, nowMs);
  if (after.role !== 'board') await replaceCodes(tx, { userId, kind: 'reset', nowMs }, []);
  // keys were made by another role's leave
  await revokeApiKeys(tx, { userId }, nowMs);
  // live connections keep whom they belong to: they end with the sessions
  return { sessionsEnded: await endSessions(tx, { userId }, nowMs), shiftsEnded: await endDutyOf(tx, userId, nowMs) };
}

/** Nothing of how the account signed in, or was told of alerts, is kept. */
async function close(tx: Queryable, userId: string, nowMs: number): Promise<void> {
  await users.disableUser(tx, userId, nowMs);
  await endWaysIn(tx, userId, nowMs);
  await deleteSubscriptionsOf(tx, userId, nowMs);
}
