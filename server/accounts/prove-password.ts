import { AppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { findPasswordHash } from '../../db/repositories/password-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { isPassword } from './password-hash.ts';
import { beginAttempt } from './sign-in-attempt.ts';

/** That somebody who is signed in knows the account's password as well: a session alone may be stolen. */
export interface PasswordProof {
  readonly passwordHash: string;
  /** The refusal, for whoever finds that the password has changed meanwhile. */
  wrong(): AppError;
}

function wrongPassword(): AppError {
  // not "unauthenticated": the session is good, only the password isn't
  return new AppError('forbidden', 'wrong_password', 'The password is wrong. Check it; capital letters count.');
}

/** Asks for the password once more, throttled together with signing in. Errors: `sign_in_throttled`, forbidden `wrong_password`. */
export async function proveWithPassword(context: ServerContext, session: LiveSession, address: string, password: string): Promise<PasswordProof> {
  const attempt = await beginAttempt(context, session.username, address);
  const passwordHash = await findPasswordHash(context.db, session.userId);
  if (!(await isPassword(passwordHash, password)) || passwordHash === null) throw wrongPassword();
  await attempt.withdraw(context.db);
  return { passwordHash, wrong: wrongPassword };
}
