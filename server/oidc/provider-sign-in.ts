import { AppError, isAppError } from '../../domain/app-error.ts';
import type { Queryable } from '../../db/database.ts';
import type { Account } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import {
  findLinkedAccount,
  findLinkedAccountById,
  holdIdentity,
  noteOwnFactor,
  spendTicket,
  type LinkedAccount,
} from '../../db/repositories/identity-repository.ts';
import { findSecondFactor } from '../../db/repositories/second-factor-repository.ts';
import { spendSecondFactor } from '../accounts/check-second-factor.ts';
import { beginCodeAttempt, beginStrangersAttempt, type Attempt } from '../accounts/sign-in-attempt.ts';
import { storeSession, type SessionOrigin } from '../accounts/store-session.ts';
import { findInvitation } from '../accounts/use-invitation.ts';
import { wireUser } from '../accounts/wire-account.ts';
import type { ServerContext } from '../server-context.ts';
import { newSessionToken } from '../session-token.ts';
import { bindIdentity } from './bind-identity.ts';
import type { ProvenIdentity, Provider, ProviderAnswer } from './provider.ts';
import { openTicket, sealTicket, type Ticket } from './sign-in-ticket.ts';

/** A session that was opened, or the ticket with which the code of our second factor is sent. */
export type ProviderSignIn =
  { readonly session: { readonly token: string; readonly expiresAt: string; readonly user: ReturnType<typeof wireUser> } } | { readonly codeWanted: string };

const MESSAGES = {
  sign_in_ended: 'This sign-in has expired, was used already, or began in another browser. Begin anew.',
  account_not_linked: 'No account here is linked to this sign-in. Ask an administrator for an invitation, open its link and choose this sign-in there.',
  wrong_second_factor: 'The code is wrong, or it was used already. Take the one that the app shows now; check the clock of the phone.',
} as const;

/** Begins a sign-in, of whom an invitation is for when its token is given. Errors: those of {@link Provider.begin}; `invitation_ended` (not found), `sign_in_throttled`. */
export async function beginProviderSignIn(
  context: ServerContext,
  provider: Provider,
  invitationToken: string | undefined,
  address: string,
): Promise<{ readonly url: string; readonly ticket: string }> {
  const invitation = invitationToken === undefined ? undefined : await findInvitation(context, invitationToken, address);
  const { url, binding } = await provider.begin();
  return { url, ticket: sealTicket(context, 'asked', { ...binding, ...(invitation === undefined ? {} : { invitationId: invitation.id }) }) };
}

/**
 * Takes what came back from the provider. It must have begun in the same browser, and is taken once, whatever comes of it.
 * Errors: `sign_in_throttled`; unauthenticated `sign_in_ended`, `provider_refused`, `account_not_linked`; `provider_unavailable`; those of {@link bindIdentity}.
 */
export async function finishProviderSignIn(
  context: ServerContext,
  provider: Provider,
  cookie: string | undefined,
  answer: ProviderAnswer,
  origin: SessionOrigin,
): Promise<ProviderSignIn> {
  const attempt = await beginStrangersAttempt(context, origin.address);
  const ticket = openTicket(context, 'asked', cookie);
  if (ticket === undefined || ticket.state !== answer.state || !(await spendTicket(context.db, ticket))) throw await refusal(context, 'sign_in_ended');
  const proven = await prove(context, provider, answer, ticket, attempt);
  if (ticket.invitationId !== undefined) await bindIdentity(context, ticket.invitationId, proven);
  const account = await findLinkedAccount(context.db, proven);
  if (account === undefined) throw await refusal(context, 'account_not_linked');
  // an invitation may have been stolen, and links whomever its holder is at the provider: what that one proved there takes the place of our second factor only after ours was given with this link
  const countsAsFactor = proven.countsAsFactor && (account.ownFactorShown || !account.hasSecondFactor);
  if (account.hasSecondFactor && !countsAsFactor) {
    await attempt.withdraw(context.db);
    return { codeWanted: sealTicket(context, 'proved', { identityId: account.identityId, sid: proven.sid }) };
  }
  return enter(context, { account, sid: proven.sid, countsAsFactor, attempt, origin });
}

/** A refusal is logged, and counts: also that somebody turned back there, which anybody can write into the address. While the provider is away nothing was guessed. */
async function prove(context: ServerContext, provider: Provider, answer: ProviderAnswer, ticket: Ticket<'asked'>, attempt: Attempt): Promise<ProvenIdentity> {
  try {
    return await provider.prove(answer, ticket);
  } catch (error) {
    if (isAppError(error, 'provider_refused')) await logRefusal(context, error.code, undefined, error.details['reason']);
    else await attempt.withdraw(context.db);
    throw error;
  }
}

/**
 * The second step where our own second factor is asked for. Errors: `sign_in_throttled`; unauthenticated `sign_in_ended`, `account_not_linked`, `wrong_second_factor`, by which alone the ticket stays good.
 */
export async function finishWithCode(context: ServerContext, cookie: string | undefined, code: string, origin: SessionOrigin): Promise<ProviderSignIn> {
  const attempt = await beginStrangersAttempt(context, origin.address);
  const ticket = openTicket(context, 'proved', cookie);
  if (ticket === undefined) throw await refusal(context, 'sign_in_ended');
  const account = await findLinkedAccountById(context.db, ticket.identityId);
  if (account === undefined) throw await refusal(context, 'account_not_linked');
  const codeAttempt = await beginCodeAttempt(context, account.userId).catch(async (error: unknown) => {
    await attempt.withdraw(context.db);
    throw error;
  });
  return enter(context, { account, sid: ticket.sid, countsAsFactor: false, attempt, origin, second: { code, attempt: codeAttempt, ticket } });
}

interface Entering {
  readonly account: LinkedAccount;
  readonly sid: string | null;
  readonly countsAsFactor: boolean;
  readonly attempt: Attempt;
  readonly origin: SessionOrigin;
  readonly second?: { readonly code: string; readonly attempt: Attempt; readonly ticket: Ticket<'proved'> };
}

async function enter(context: ServerContext, entering: Entering): Promise<ProviderSignIn> {
  const { account } = entering;
  const token = newSessionToken();
  const opened = await context.db.transaction((tx) => openSession(tx, context, entering, token));
  if (typeof opened === 'string') throw await refusal(context, opened, account);
  const { expiresAt, factorByProvider } = opened;
  return { session: { token, expiresAt, user: wireUser({ ...account, factorByProvider }, context.settings) } };
}

async function openSession(tx: Queryable, context: ServerContext, entering: Entering, token: string) {
  const { account, sid, countsAsFactor, attempt, origin, second } = entering;
  // who unlinks or closes the account waits, and finds the session that is opened here; or was there before
  if (!(await holdIdentity(tx, account))) return 'account_not_linked' as const;
  const factor = countsAsFactor ? undefined : await findSecondFactor(tx, account.userId);
  const spent = factor === undefined || second === undefined ? undefined : await spendSecondFactor(tx, context, account.userId, factor, second.code);
  if (factor !== undefined && spent === undefined) return 'wrong_second_factor' as const;
  if (second !== undefined && !(await spendTicket(tx, second.ticket))) return 'sign_in_ended' as const;
  const provider = { identityId: account.identityId, sid, countsAsFactor };
  const expiresAt = await storeSession(tx, context, { userId: account.userId, token, origin, provider });
  if (spent !== undefined) await noteOwnFactor(tx, account.identityId);
  await attempt.succeed(tx);
  await second?.attempt.succeed(tx);
  const secondFactor = countsAsFactor ? 'provider' : spent;
  await appendAudit(tx, { actor: account, action: 'session.create', detail: { by: 'provider', ...(secondFactor === undefined ? {} : { secondFactor }) } });
  return { expiresAt, factorByProvider: countsAsFactor };
}

async function refusal(context: ServerContext, code: keyof typeof MESSAGES, account?: Account): Promise<AppError> {
  await logRefusal(context, code, account);
  return new AppError('unauthenticated', code, MESSAGES[code]);
}

/** Who isn't linked is nobody: no name, and no subject of the provider, goes into the log. */
async function logRefusal({ db }: ServerContext, code: string, account?: Account, reason?: unknown): Promise<void> {
  await appendAudit(db, {
    actor: account,
    action: 'session.create',
    outcome: 'refused',
    detail: { code, by: 'provider', ...(typeof reason === 'string' ? { reason } : {}) },
  });
}
