import { AppError } from '../../domain/app-error.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { holdPassword } from '../../db/repositories/password-repository.ts';
import { findSecondFactor } from '../../db/repositories/second-factor-repository.ts';
import { lockUser } from '../../db/repositories/user-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { spendSecondFactor } from './check-second-factor.ts';
import { proveWithPassword } from './prove-password.ts';
import { beginCodeAttempt } from './sign-in-attempt.ts';

/** What is typed to prove who one is before the second factor is touched. */
export interface FactorProof {
  readonly password: string;
  /** Of the second factor that there is. */
  readonly code?: string | undefined;
}

/** Who asks, and from where. */
export interface Asker {
  readonly session: LiveSession;
  readonly address: string;
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
 * Asks for the password and, where there is one, for the second factor; `work` is done in the transaction in which its code is used up. It holds the user's row, and password and standing are what was
 * proved: nothing is made for an account that was closed, or whose password was changed, meanwhile. Errors: `sign_in_throttled`; forbidden `wrong_password`, `wrong_code_of_factor`.
 */
export async function withProof<T>(context: ServerContext, { session, address }: Asker, proof: FactorProof, work: (tx: Queryable) => Promise<T>): Promise<T> {
  const { userId } = session;
  const proven = await proveWithPassword(context, session, address, proof.password);
  const code = session.hasSecondFactor && proof.code !== undefined ? { typed: proof.code, attempt: await beginCodeAttempt(context, userId) } : undefined;
  return context.db.transaction(async (tx) => {
    await lockUser(tx, userId);
    if (!(await holdPassword(tx, userId, proven.passwordHash))) throw proven.wrong();
    const factor = await findSecondFactor(tx, userId);
    if (factor === undefined) return work(tx);
    if (code === undefined || (await spendSecondFactor(tx, context, userId, factor, code.typed)) === undefined) throw wrongCode();
    await code.attempt.succeed(tx);
    return work(tx);
  });
}
