import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import type { currentSessionOut, userOut } from '../../domain/wire/session-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { mustSetUpSecondFactor, type SignedInAccount } from './account-readiness.ts';

/** A user as the API shows it to themselves. */
export function wireUser(account: SignedInAccount, settings: { readonly demo: boolean }): z.output<typeof userOut> {
  const { userId, username, displayName, role, mustChangePassword, hasPassword } = account;
  const organisation = { id: account.organisationId, name: account.organisationName, kind: account.organisationKind, unitIds: [...account.unitIds] };
  return {
    id: userId,
    username,
    displayName,
    role,
    organisation,
    hasPassword,
    mustChangePassword,
    mustSetUpSecondFactor: mustSetUpSecondFactor(account, settings),
  };
}

/** A session as the API shows it to whom it belongs. */
export function wireSession(session: LiveSession, settings: { readonly demo: boolean }): z.output<typeof currentSessionOut> {
  return { expiresAt: toIso(session.expiresAtMs), user: wireUser(session, settings) };
}
