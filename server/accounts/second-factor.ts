import { AppError } from '../../domain/app-error.ts';
import type { Queryable } from '../../db/database.ts';
import * as codes from '../../db/repositories/account-code-repository.ts';
import { isSessionGood, type LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as factors from '../../db/repositories/second-factor-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { lockUser } from '../../db/repositories/user-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import { signInRequired } from '../plugins/authentication-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { needsSecondFactorOf } from './account-readiness.ts';
import { totpDigits, totpSecretOf } from './check-second-factor.ts';
import { newPaperCodes } from './paper-codes.ts';
import { beginCodeAttempt, type Attempt } from './sign-in-attempt.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';
import { withProof, wrongCode, type Asker, type FactorProof } from './with-proof.ts';

const ACTION = 'account.second_factor';

function logged<T>(context: ServerContext, session: LiveSession, phase: string, work: () => Promise<T>): Promise<T> {
  return withRefusalsLogged(context.db, { actor: actorOf(session), action: ACTION, detail: { phase } }, work);
}

async function record(tx: Queryable, session: LiveSession, phase: string): Promise<void> {
  await appendAudit(tx, { actor: actorOf(session), action: ACTION, detail: { phase } });
}

/**
 * Begins to set up an authenticator app; nothing changes before a code of it is confirmed. Whoever has one already proves it with its code.
 * Errors: `sign_in_throttled`; forbidden `wrong_password`, `wrong_code_of_factor`.
 */
export async function beginSecondFactor(context: ServerContext, asker: Asker, proof: FactorProof): Promise<{ readonly secret: string; readonly uri: string }> {
  const { session } = asker;
  return logged(context, session, 'begun', () =>
    withProof(context, asker, proof, async (tx) => {
      const [id, secret] = [newId(context.clock.now()), newTotpSecret()];
      const sealed = context.secretBox.seal(secret, id);
      await factors.insertPendingFactor(tx, { id, sealedSecret: sealed.bytes, keyId: sealed.keyId, userId: session.userId, nowMs: context.clock.now() });
      await record(tx, session, 'begun');
      return { secret, uri: totpUri(secret, session.username) };
    }),
  );
}

/**
 * Puts the app that was set up to use; other sessions end. Returns the recovery codes, which are shown this once.
 * Errors: unauthenticated `sign_in_required`; `sign_in_throttled`; forbidden `wrong_code_of_factor`; conflict `no_second_factor_pending`.
 */
export async function confirmSecondFactor(context: ServerContext, session: LiveSession, typed: string): Promise<readonly string[]> {
  return logged(context, session, 'confirmed', async () => {
    const pending = await factors.findPendingFactor(context.db, session.userId);
    if (pending === undefined) throw nothingPending();
    const attempt = await beginCodeAttempt(context, session.userId);
    const step = totpStep(totpSecretOf(context, pending), totpDigits(typed) ?? '', context.clock.now());
    if (step === undefined) throw wrongCode();
    return context.db.transaction((tx) => putToUse(tx, context, session, { id: pending.id, step, attempt }));
  });
}

async function putToUse(
  tx: Queryable,
  context: ServerContext,
  session: LiveSession,
  { id, step, attempt }: { readonly id: string; readonly step: number; readonly attempt: Attempt },
): Promise<readonly string[]> {
  const { userId, sessionId } = session;
  const nowMs = context.clock.now();
  await lockUser(tx, userId);
  // its password was changed, or it was closed, while the code was looked at
  if (!(await isSessionGood(tx, sessionId, nowMs))) throw signInRequired();
  if (!(await factors.confirmFactor(tx, { id, userId, step, nowMs }))) throw nothingPending();
  await attempt.succeed(tx);
  await endSessions(tx, { userId, exceptId: sessionId }, nowMs);
  await record(tx, session, 'confirmed');
  return replaceRecoveryCodes(tx, context, userId);
}

function nothingPending(): AppError {
  return new AppError('conflict', 'no_second_factor_pending', 'No second factor is being set up. Begin anew.');
}

async function replaceRecoveryCodes(tx: Queryable, context: ServerContext, userId: string): Promise<readonly string[]> {
  const sheet = newPaperCodes();
  await codes.replaceCodes(tx, { userId, kind: 'recovery', nowMs: context.clock.now() }, sheet.hashes);
  return sheet.codes;
}

/** A new sheet of recovery codes; the old one is worth nothing any more. Errors: those of {@link beginSecondFactor}; conflict `no_second_factor`. */
export async function renewRecoveryCodes(context: ServerContext, asker: Asker, proof: FactorProof): Promise<readonly string[]> {
  const { session } = asker;
  return logged(context, session, 'codes', async () => {
    if (!session.hasSecondFactor) throw noSecondFactor();
    return withProof(context, asker, proof, async (tx) => {
      await record(tx, session, 'codes');
      return replaceRecoveryCodes(tx, context, session.userId);
    });
  });
}

/** Takes the own second factor away, where the role needs none. Errors: those of {@link renewRecoveryCodes}; conflict `second_factor_mandatory`. */
export async function removeOwnSecondFactor(context: ServerContext, asker: Asker, proof: FactorProof): Promise<void> {
  const { session } = asker;
  await logged(context, session, 'removed', async () => {
    if (!session.hasSecondFactor) throw noSecondFactor();
    if (needsSecondFactorOf(session, context.settings))
      throw new AppError(
        'conflict',
        'second_factor_mandatory',
        'Your role needs a second factor. Set up another in its place, or ask an administrator to reset it.',
      );
    await withProof(context, asker, proof, async (tx) => {
      await factors.removeFactors(tx, session.userId);
      await record(tx, session, 'removed');
    });
  });
}

function noSecondFactor(): AppError {
  return new AppError('conflict', 'no_second_factor', 'This account has no second factor.');
}
