import { isAppError } from '../../domain/app-error.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endProviderSessions } from '../../db/repositories/identity-repository.ts';
import { beginStrangersAttempt } from '../accounts/sign-in-attempt.ts';
import type { ServerContext } from '../server-context.ts';
import type { ProviderLogout } from './logout-token.ts';
import type { Provider } from './provider.ts';

/** Clocks of provider and service may differ by so much. */
const LEEWAY_MS = 30_000;

/**
 * Ends the sessions of who signed out at the provider; of none is no fault. A token that comes again ends nothing that was opened since.
 * Errors: `sign_in_throttled`; malformed `logout_token_refused`; `oidc_not_configured`, `provider_unavailable`.
 */
export async function endByProvider(context: ServerContext, provider: Provider, token: string, address: string): Promise<void> {
  const attempt = await beginStrangersAttempt(context, address);
  const { issuer, subject, sid, issuedAtMs } = await readLogged(context, provider, token);
  await context.db.transaction(async (tx) => {
    const ended = await endProviderSessions(tx, issuer, { subject, sid, untilMs: issuedAtMs + LEEWAY_MS }, context.clock.now());
    for (const { userId, sessions } of ended) await appendAudit(tx, { action: 'session.revoke', detail: { userId, sessions, by: 'provider' } });
    await attempt.withdraw(tx);
  });
}

/** One that isn't the provider's is on record: somebody wanted to sign others out. */
async function readLogged({ db }: ServerContext, provider: Provider, token: string): Promise<ProviderLogout> {
  try {
    return await provider.readLogout(token);
  } catch (error) {
    if (isAppError(error, 'logout_token_refused'))
      await appendAudit(db, { action: 'session.revoke', outcome: 'refused', detail: { code: error.code, by: 'provider' } });
    throw error;
  }
}
