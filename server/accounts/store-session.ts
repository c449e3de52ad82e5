import { toIso } from '../../domain/time-interval.ts';
import type { Queryable } from '../../db/database.ts';
import { insertSession, type SessionProvider } from '../../db/repositories/account-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';
import { SESSION_LIFE, sessionTokenHash } from '../session-token.ts';

/** Where a session is opened. */
export interface SessionOrigin {
  readonly address: string;
  readonly device: string | null;
}

/** Stores a new session of `token`; returns when it ends. The caller holds the user's row. */
export async function storeSession(
  tx: Queryable,
  { clock }: ServerContext,
  session: { readonly userId: string; readonly token: string; readonly origin: SessionOrigin; readonly provider?: SessionProvider | undefined },
): Promise<string> {
  const { userId, token, origin, provider } = session;
  const nowMs = clock.now();
  const expiresAtMs = nowMs + SESSION_LIFE.absoluteMs;
  await insertSession(tx, { id: newId(nowMs), tokenSha256: sessionTokenHash(token), userId, nowMs, expiresAtMs, ...origin, provider });
  return toIso(expiresAtMs);
}
