import { AppError } from '../../domain/app-error.ts';
import type { Queryable } from '../../db/database.ts';
import * as accounts from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { holdPassword } from '../../db/repositories/password-repository.ts';
import { findSecondFactor } from '../../db/repositories/second-factor-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { newSessionToken } from '../session-token.ts';
import { spendSecondFactor } from './check-second-factor.ts';
import { isPassword } from './password-hash.ts';
import { beginAttempt, beginCodeAttempt, type Attempt } from './sign-in-attempt.ts';
import { storeSession, type SessionOrigin } from './store-session.ts';
import { wireUser } from './wire-account.ts';

/** What is typed to sign in. */
export interface SignInInput {
  readonly username: string;
  readonly password: string;
  /** Of the authenticator app or from paper; looked at only where the account has a second factor and the password is right. */
  readonly code?: string | undefined;
}

type VerifiedAccount = NonNullable<Awaited<ReturnType<typeof accounts.findAccount>>>;
type Refusal = 'wrong_credentials' | 'second_factor_required' | 'wrong_second_factor';

const MESSAGES: Readonly<Record<Refusal, string>> = {
  wrong_credentials: 'The user name or the password is wrong. Check both; capital letters count in the password.',
  second_factor_required:
    'This account has a second factor. Send the same once more with the code of the authenticator app, or a recovery code from paper, as code.',
  wrong_second_factor: 'The code is wrong, or it was used already. Take the one that the app shows now; check the clock of the phone.',
};

/**
 * Opens a session. That a password is right is told to who has it, and only for accounts with a second factor, where it opens nothing alone; for all others a wrong password looks like an unknown name,
 * whatever code is sent along.
 *
 * Errors: `sign_in_throttled`; unauthenticated `wrong_credentials`, `second_factor_required`, `wrong_second_factor`.
 */
export async function signIn(context: ServerContext, input: SignInInput, origin: SessionOrigin) {
  const username = input.username.trim().toLowerCase();
  const attempt = await beginAttempt(context, username, origin.address);
  const account = await accounts.findAccount(context.db, username);
  if (!(await isPassword(account?.passwordHash, input.password)) || account === undefined) throw await refusal(context, 'wrong_credentials');
  const codeAttempt = input.code === undefined ? undefined : await beginCode(context, account, attempt);
  const token = newSessionToken();
  const opened = await context.db.transaction((tx) => openSession(tx, context, { account, attempt, codeAttempt, code: input.code, token, origin }));
  if (typeof opened !== 'string') return { token, ...opened };
  // the password was right: nothing was guessed yet
  if (opened === 'second_factor_required') await attempt.withdraw(context.db);
  throw await refusal(context, opened, opened === 'wrong_credentials' ? undefined : account);
}

/** Counts the code as one that was tried; none of an account without a second factor. */
async function beginCode(context: ServerContext, account: VerifiedAccount, attempt: Attempt): Promise<Attempt | undefined> {
  if (!account.hasSecondFactor) return undefined;
  try {
    return await beginCodeAttempt(context, account.userId);
  } catch (error) {
    await attempt.withdraw(context.db);
    throw error;
  }
}

interface Opening {
  readonly account: VerifiedAccount;
  readonly attempt: Attempt;
  readonly codeAttempt: Attempt | undefined;
  readonly code: string | undefined;
  readonly token: string;
  readonly origin: SessionOrigin;
}

async function openSession(tx: Queryable, context: ServerContext, { account, attempt, codeAttempt, code, token, origin }: Opening) {
  const { userId } = account;
  // changes of the password, the second factor and the account's standing wait, and find the session that is opened here
  if (!(await holdPassword(tx, userId, account.passwordHash))) return 'wrong_credentials';
  const factor = await findSecondFactor(tx, userId);
  if (factor !== undefined && (code === undefined || codeAttempt === undefined)) return 'second_factor_required';
  const spent = factor === undefined || code === undefined ? undefined : await spendSecondFactor(tx, context, userId, factor, code);
  if (factor !== undefined && spent === undefined) return 'wrong_second_factor';
  const expiresAt = await storeSession(tx, context, { userId, token, origin });
  await attempt.succeed(tx);
  await codeAttempt?.succeed(tx);
  await appendAudit(tx, { actor: account, action: 'session.create', detail: spent === undefined ? {} : { secondFactor: spent } });
  return { expiresAt, user: wireUser({ ...account, factorByProvider: false }, context.settings) };
}

/** Writes the refusal to the log. Without an account nobody is named: the name that was typed may be a password in the wrong box. */
async function refusal(context: ServerContext, code: Refusal, account?: accounts.Account): Promise<AppError> {
  await appendAudit(context.db, { actor: account, action: 'session.create', outcome: 'refused', detail: { code } });
  return new AppError('unauthenticated', code, MESSAGES[code]);
}
