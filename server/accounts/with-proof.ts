import { AppError } from '../../domain/app-error.ts';
import type { Queryable } from '../../db/database.ts';
import { isSessionGood, type LiveSession } from '../../db/repositories/account-repository.ts';
import { holdPassword } from '../../db/repositories/password-repository.ts';
import { findSecondFactor } from '../../db/repositories/second-factor-repository.ts';
import { lockUser } from '../../db/repositories/user-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { spendSecondFactor } from './check-second-factor.ts';
import { proveWithPassword } from './prove-password.ts';
import { beginCodeAttempt } from './sign-in-attempt.ts';

/** What is typed to prove who one is before the second factor is touched. */
export interface FactorProof {
  /** Of an account that has one. */
  readonly password?: string | undefined;
  /** Of the second factor that there is. */
  readonly code?: string | undefined;
}

/** Who asks, and from where. */
export interface Asker {
  readonly session: LiveSession;
  readonly address: string;
}

/** How long a sign-in by the provider stands for the password that an account doesn't have. */
const FRESH_SIGN_IN_MS = 10 * 60_000;

/** Something that was proved, and is asked once more while the user's row is held. */
interface Proven {
  isStillTrue(tx: Queryable): Promise<boolean>;
  wrong(): AppError;
}

async function proveWhoOneIs(context: ServerContext, { session, address }: Asker, password = ''): Promise<Proven> {
  const { userId, sessionId, byProvider, openedAtMs } = session;
  if (session.hasPassword) {
    const { passwordHash, wrong } = await proveWithPassword(context, session, address, password);
    return { isStillTrue: (tx) => holdPassword(tx, userId, passwordHash), wrong };
  }
  const nowMs = context.clock.now();
  if (!byProvider || nowMs - openedAtMs > FRESH_SIGN_IN_MS) throw staleSignIn();
  return { isStillTrue: (tx) => isSessionGood(tx, sessionId, nowMs), wrong: staleSignIn };
}

function staleSignIn(): AppError {
  return new AppError('forbidden', 'recent_sign_in_required', 'This account has no password. Sign out, sign in again, and do this within ten minutes.');
}

/** The refusal of a code of the second factor, by who is signed in. */
export function wrongCode(): AppError {
  return new AppError(
    'forbidden',
    'wrong_code_of_factor',
    'The code is wrong, or it was used already. Take the one that the app shows now; check the clock of the phone.',
  );
}

/**
 * Asks for the password (of an account without one, for a sign-in by the provider just before) and, where there is one, for the second factor; `work` is done in the transaction in which its code is used up. It holds the user's row, and password and standing are what was
 * proved: nothing is made for an account that was closed, or whose password was changed, meanwhile. Errors: `sign_in_throttled`; forbidden `wrong_password`, `recent_sign_in_required`, `wrong_code_of_factor`.
 */
export async function withProof<T>(context: ServerContext, asker: Asker, proof: FactorProof, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const { session } = asker;
  const { userId } = session;
  const proven = await proveWhoOneIs(context, asker, proof.password);
  const code = session.hasSecondFactor && proof.code !== undefined ? { typed: proof.code, attempt: await beginCodeAttempt(context, userId) } : undefined;
  return context.db.transaction(async (tx) => {
    await lockUser(tx, userId);
    if (!(await proven.isStillTrue(tx))) throw proven.wrong();
    const factor = await findSecondFactor(tx, userId);
    if (factor === undefined) return work(tx);
    if (code === undefined || (await spendSecondFactor(tx, context, userId, factor, code.typed)) === undefined) throw wrongCode();
    await code.attempt.succeed(tx);
    return work(tx);
  });
}
