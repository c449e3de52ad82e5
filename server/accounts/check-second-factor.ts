import type { Queryable } from '../../db/database.ts';
import { useCode } from '../../db/repositories/account-code-repository.ts';
import { useStep, type SecondFactorRow } from '../../db/repositories/second-factor-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { paperCodeHash } from './paper-codes.ts';
import { totpStep } from './totp.ts';

/** Opens the sealed secret of an authenticator app. Errors: those of the secret box. */
export function totpSecretOf({ secretBox }: ServerContext, { id, sealedSecret, keyId }: SecondFactorRow): string {
  return secretBox.open({ bytes: sealedSecret, keyId }, id);
}

/** The six digits of an app as they are typed; undefined when `typed` is something else, such as a code from paper. */
export function totpDigits(typed: string): string | undefined {
  const text = typed.replace(/\s/g, '');
  return /^\d{6}$/.test(text) ? text : undefined;
}

/** What opened a second factor. */
type FactorKind = 'app' | 'recovery_code';

/** What `typed` is: a code of the app, or a recovery code from paper; undefined for neither. It is used up in `tx`, so that it opens nothing twice. */
export async function spendSecondFactor(
  tx: Queryable,
  context: ServerContext,
  userId: string,
  factor: SecondFactorRow,
  typed: string,
): Promise<FactorKind | undefined> {
  const nowMs = context.clock.now();
  const digits = totpDigits(typed);
  if (digits === undefined) return (await useCode(tx, { userId, kind: 'recovery', hash: paperCodeHash(typed), nowMs })) ? 'recovery_code' : undefined;
  const step = totpStep(totpSecretOf(context, factor), digits, nowMs);
  return step !== undefined && (await useStep(tx, factor.id, step)) ? 'app' : undefined;
}
