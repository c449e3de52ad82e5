import type { Queryable } from '../../db/database.ts';
import { replaceCodes } from '../../db/repositories/account-code-repository.ts';
import { deleteIdentityOf } from '../../db/repositories/identity-repository.ts';
import { endInvitations } from '../../db/repositories/invitation-repository.ts';
import { removeFactors } from '../../db/repositories/second-factor-repository.ts';

/** Ends what opens an account besides its password: invitations, codes on paper, the link to the provider, the second factor. Returns whether there was one. The caller holds the user's row, and sees to the password and the sessions. */
export async function endWaysIn(tx: Queryable, userId: string, nowMs: number): Promise<boolean> {
  await endInvitations(tx, userId, nowMs);
  await deleteIdentityOf(tx, userId);
  await replaceCodes(tx, { userId, kind: 'reset', nowMs }, []);
  return removeFactors(tx, userId);
}
