import { AppError } from '../../domain/app-error.ts';
import { needsSecondFactor } from '../../domain/second-factor-rule.ts';
import type { Account, LiveSession } from '../../db/repositories/account-repository.ts';

/** Whether the account needs a second factor: by its role, but in the demo nobody does, and its users nowhere. */
export function needsSecondFactorOf({ role, secondFactorExempt }: Account, { demo }: { readonly demo: boolean }): boolean {
  return !demo && !secondFactorExempt && needsSecondFactor(role);
}

/** An account, and whether the provider asked for a second factor when it was signed in to. */
export type SignedInAccount = Account & Pick<LiveSession, 'factorByProvider'>;

/** Whether the account still has to set it up. */
export function mustSetUpSecondFactor(account: SignedInAccount, settings: { readonly demo: boolean }): boolean {
  return !account.hasSecondFactor && !account.factorByProvider && needsSecondFactorOf(account, settings);
}

/** The refusal that says what an account has to do before anything else; undefined when it is ready. The password comes first: somebody else knows the one that was given. */
export function unreadyRefusal(account: SignedInAccount, settings: { readonly demo: boolean }): AppError | undefined {
  if (account.mustChangePassword)
    return new AppError(
      'forbidden',
      'password_change_required',
      'Change the password that you were given first: POST /account/password. Until then nothing else is open.',
    );
  if (mustSetUpSecondFactor(account, settings))
    return new AppError(
      'forbidden',
      'second_factor_setup_required',
      'Set up the second factor first: POST /account/second-factor. Until then nothing else is open.',
    );
  return undefined;
}
