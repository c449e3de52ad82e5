import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { AppError } from '../../domain/app-error.ts';

/** What is done for the account of another isn't done for one's own this way: whoever stole a session would get rid of what protects it. Errors: conflict `own_account`. */
export function refuseOwnAccount(session: LiveSession, userId: string): void {
  if (userId === session.userId)
    throw new AppError('conflict', 'own_account', 'This is your own account. Use the page of your account, or ask another administrator.');
}
