import { AppError } from '../../domain/app-error.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { findSecondFactor } from '../../db/repositories/second-factor-repository.ts';
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

/** Asks for the password and, where there is one, for the second factor; `work` is done in the transaction in which its code is used up. Errors: `sign_in_throttled`; forbidden `wrong_password`, `wrong_code_of_factor`. */
export async function withProof<T>(context: ServerContext, { session, address }: Asker, proof: FactorProof, work: (tx: Queryable) => Promise<T>): Promise<T> {
  await proveWithPassword(context, session, address, proof.password);
  const factor = await findSecondFactor(context.db, session.userId);
  if (factor === undefined) return context.db.transaction(work);
  const { code } = proof;
  if (code === undefined) throw wrongCode();
  const attempt = await beginCodeAttempt(context, session.userId);
  return context.db.transaction(async (tx) => {
    if ((await spendSecondFactor(tx, context, session.userId, factor, code)) === undefined) throw wrongCode();
    await attempt.succeed(tx);
    return work(tx);
  });
}
