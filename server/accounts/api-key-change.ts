import { AppError } from '../../domain/app-error.ts';
import { apiKeyActionsOf } from '../../domain/api-key-rule.ts';
import { toIso } from '../../domain/time-interval.ts';
import * as keys from '../../db/repositories/api-key-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { newApiKeyToken, sessionTokenHash } from '../session-token.ts';
import type { Asker, FactorProof } from './with-proof.ts';
import { withProof } from './with-proof.ts';

const ACTION = 'account.api_key';
const DAY_MS = 86_400_000;
const MOST_KEYS = 10;

/** What a new key is for. */
export interface ApiKeyInput extends FactorProof {
  readonly name: string;
  readonly actions: readonly string[];
  readonly days: number;
}

/** A key with its token, shown this once. */
export interface NewApiKey {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * Makes a key of one's own account, after password and second factor.
 * Errors: those of the proof; invalid `action_not_for_keys` (with `details.allowed`); conflict `too_many_keys`.
 */
export async function makeApiKey(context: ServerContext, asker: Asker, input: ApiKeyInput): Promise<NewApiKey> {
  const { session } = asker;
  const { userId } = session;
  const actions = [...new Set(input.actions)];
  return withRefusalsLogged(context.db, { actor: actorOf(session), action: ACTION, detail: { actions } }, async () => {
    const allowed: readonly string[] = apiKeyActionsOf(session.role);
    if (actions.some((action) => !allowed.includes(action)))
      throw new AppError(
        'invalid',
        'action_not_for_keys',
        'A key holds nothing but what details.allowed lists: never pictures, cases, decisions or accounts.',
        { details: { allowed } },
      );
    return withProof(context, asker, input, async (tx) => {
      const nowMs = context.clock.now();
      if ((await keys.countApiKeys(tx, userId, nowMs)) >= MOST_KEYS)
        throw new AppError('conflict', 'too_many_keys', `An account has ${MOST_KEYS} keys at most. Revoke one that is not used.`);
      const [id, token, expiresAtMs] = [newId(nowMs), newApiKeyToken(), nowMs + input.days * DAY_MS];
      await keys.insertApiKey(tx, { id, userId, name: input.name, tokenSha256: sessionTokenHash(token), actions, nowMs, expiresAtMs });
      await appendAudit(tx, { actor: actorOf(session), action: ACTION, detail: { keyId: id, actions, expiresAtMs } });
      return { id, token, expiresAt: toIso(expiresAtMs) };
    });
  });
}

/** Ends one of the own keys, or of another user for who may. Errors: `not_found`. */
export async function revokeApiKey(
  context: ServerContext,
  session: LiveSession,
  { userId, keyId }: { readonly userId: string; readonly keyId: string },
): Promise<void> {
  await context.db.transaction(async (tx) => {
    if ((await keys.revokeApiKeys(tx, { userId, onlyId: keyId }, context.clock.now())) === 0)
      throw new AppError('not_found', 'not_found', 'There is no such key, or it has ended. Load the list again.');
    await appendAudit(tx, { actor: actorOf(session), action: 'account.api_key_end', detail: { userId, keyId } });
  });
}
