import { AppError, isAppError } from '../../domain/app-error.ts';
import { checkNewPassword } from '../../domain/password-rule.ts';
import type { Queryable } from '../../db/database.ts';
import { replaceCodes, useCode } from '../../db/repositories/account-code-repository.ts';
import { findAccount, type Account, type LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { getUser, lockUser, setPassword } from '../../db/repositories/user-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { hashPassword } from './password-hash.ts';
import { newPaperCodes, paperCodeHash } from './paper-codes.ts';
import { beginAttempt, type Attempt } from './sign-in-attempt.ts';

const ACTION = 'account.reset';
/** Nobody's id: an unknown name takes the same way. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** A sheet of codes with which a board sets a new password without anybody's help. Errors: conflict `reset_codes_for_boards`, `user_disabled`, `signs_in_by_provider`. */
export async function makeResetCodes(context: ServerContext, session: LiveSession, userId: string): Promise<readonly string[]> {
  const entry = { actor: actorOf(session), action: 'user.reset_codes', detail: { userId } };
  return withRefusalsLogged(context.db, entry, async () => {
    const sheet = newPaperCodes();
    await context.db.transaction(async (tx) => {
      await lockUser(tx, userId);
      const { role, state, byProvider } = await getUser(tx, userId, context.clock.now());
      if (role !== 'board') throw new AppError('conflict', 'reset_codes_for_boards', 'Codes on paper are for boards only. Invite this user again instead.');
      if (state === 'disabled') throw new AppError('conflict', 'user_disabled', 'This account is closed. Open it again first.');
      if (byProvider)
        throw new AppError(
          'conflict',
          'signs_in_by_provider',
          'This account has no password: it signs in by the sign-in service. Invite this user again instead.',
        );
      await replaceCodes(tx, { userId, kind: 'reset', nowMs: context.clock.now() }, sheet.hashes);
      await appendAudit(tx, entry);
    });
    return sheet.codes;
  });
}

/** What is typed by who forgot the password and has a code on paper. */
export interface PasswordReset {
  readonly username: string;
  readonly code: string;
  readonly newPassword: string;
}

/**
 * Sets a new password with a code from paper, throttled together with signing in; all sessions end, a second factor stays.
 * Errors: `sign_in_throttled`; unauthenticated `wrong_reset_code`; those of the password rule, by which the code isn't used up.
 */
export async function resetPassword(context: ServerContext, { username: typed, code, newPassword }: PasswordReset, address: string): Promise<void> {
  const username = typed.trim().toLowerCase();
  const attempt = await beginAttempt(context, username, address);
  const account = await findAccount(context.db, username);
  const work = (): Promise<boolean> => context.db.transaction((tx) => spendResetCode(tx, context, { account, attempt, code, newPassword }));
  if (await withWeakPasswordLogged(context, account, attempt, work)) return;
  await appendAudit(context.db, { action: ACTION, outcome: 'refused', detail: { code: 'wrong_reset_code' } });
  throw new AppError(
    'unauthenticated',
    'wrong_reset_code',
    'The user name or the code is wrong, or the code was used already. Take another one from the sheet.',
  );
}

interface Spending {
  readonly account: Account | undefined;
  readonly attempt: Attempt;
  readonly code: string;
  readonly newPassword: string;
}

async function spendResetCode(tx: Queryable, context: ServerContext, { account, attempt, code, newPassword }: Spending): Promise<boolean> {
  const [nowMs, userId] = [context.clock.now(), account?.userId ?? NOBODY];
  await lockUser(tx, userId);
  if (!(await useCode(tx, { userId, kind: 'reset', hash: paperCodeHash(code), nowMs })) || account === undefined) return false;
  // whoever gets here has the code; a password that is refused leaves it unused
  checkNewPassword(newPassword, account);
  if (!(await setPassword(tx, userId, await hashPassword(newPassword)))) return false;
  const sessionsEnded = await endSessions(tx, { userId }, nowMs);
  await attempt.succeed(tx);
  await appendAudit(tx, { actor: account, action: ACTION, detail: { sessionsEnded } });
  return true;
}

/** A weak password is no guess: the try is taken back, and the refusal has a name in the log, since the code was right. */
async function withWeakPasswordLogged<T>(context: ServerContext, actor: Account | undefined, attempt: Attempt, work: () => Promise<T>): Promise<T> {
  return withRefusalsLogged(context.db, { actor, action: ACTION }, work).catch(async (error: unknown) => {
    if (isAppError(error) && error.kind === 'invalid') await attempt.withdraw(context.db);
    throw error;
  });
}
