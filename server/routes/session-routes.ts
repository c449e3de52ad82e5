import { hash, verify } from '@node-rs/argon2';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { toIso } from '../../domain/time-interval.ts';
import { SIGN_IN_LIMITS, throttleWaitMs } from '../../domain/sign-in-throttle.ts';
import { currentSessionOut, maybeSessionOut, sessionOut, signInWire, type userOut } from '../../domain/wire/session-wire.ts';
import * as accounts from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { findLiveSession } from '../plugins/authentication-plugin.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { newSessionToken, SESSION_COOKIE, SESSION_LIFE, sessionTokenHash } from '../session-token.ts';
import type { ApiApp } from '../api-app.ts';

/** Verified in place of a missing account's, so that an unknown name takes as long as a wrong password. */
const decoyHash = hash('no account has this password');

function wireUser(account: accounts.Account): z.output<typeof userOut> {
  const { userId, username, displayName, role, mustChangePassword } = account;
  const organisation = { id: account.organisationId, name: account.organisationName, kind: account.organisationKind, unitIds: [...account.unitIds] };
  return { id: userId, username, displayName, role, organisation, mustChangePassword };
}

function throttleKeys(username: string, address: string): { pair: string; account: string; address: string } {
  return { pair: `pair:${username}@${address}`, account: `account:${username}`, address: `address:${address}` };
}

interface Attempt {
  readonly id: string;
  readonly keys: ReturnType<typeof throttleKeys>;
}

/** Writes the try down, then lets it through or not. Errors: `sign_in_throttled`. */
async function beginAttempt(context: ServerContext, username: string, address: string): Promise<Attempt> {
  const nowMs = context.clock.now();
  const attempt = { id: newId(nowMs), keys: throttleKeys(username, address) };
  const all = Object.values(attempt.keys);
  await accounts.insertAttempt(context.db, attempt.id, all, nowMs);
  const failures = await accounts.countFailures(context.db, all, nowMs - SIGN_IN_LIMITS.windowMs, attempt.id);
  const waitMs = Math.max(
    throttleWaitMs(failures.get(attempt.keys.pair), SIGN_IN_LIMITS.pair, nowMs),
    throttleWaitMs(failures.get(attempt.keys.account), SIGN_IN_LIMITS.account, nowMs),
    throttleWaitMs(failures.get(attempt.keys.address), SIGN_IN_LIMITS.address, nowMs),
  );
  if (waitMs === 0) return attempt;
  // who is told to wait has not guessed: waiting would never end otherwise
  await accounts.withdrawAttempt(context.db, attempt.id, all);
  const retryAfterS = Math.ceil(waitMs / 1000);
  throw new AppError('rate_limited', 'sign_in_throttled', `Too many failed sign-ins. Wait ${retryAfterS} seconds and try again.`, { details: { retryAfterS } });
}

async function findAndVerify(context: ServerContext, username: string, password: string): Promise<accounts.Account | undefined> {
  const account = await accounts.findAccount(context.db, username);
  const matches = await verify(account?.passwordHash ?? (await decoyHash), password);
  return matches ? account : undefined;
}

async function refuse(context: ServerContext): Promise<never> {
  // the name that was typed may be a password in the wrong box: it isn't logged
  await appendAudit(context.db, { action: 'session.create', outcome: 'refused', detail: { code: 'wrong_credentials' } });
  throw new AppError('unauthenticated', 'wrong_credentials', 'The user name or the password is wrong. Check both; capital letters count in the password.');
}

async function openSession(context: ServerContext, account: accounts.Account, attempt: Attempt) {
  const nowMs = context.clock.now();
  const token = newSessionToken();
  const expiresAtMs = nowMs + SESSION_LIFE.absoluteMs;
  await context.db.transaction(async (tx) => {
    await accounts.insertSession(tx, { id: newId(nowMs), tokenSha256: sessionTokenHash(token), userId: account.userId, nowMs, expiresAtMs });
    await accounts.withdrawAttempt(tx, attempt.id, Object.values(attempt.keys));
    await accounts.clearFailures(tx, attempt.keys.pair);
    await appendAudit(tx, { actor: account, action: 'session.create' });
  });
  return { token, expiresAt: toIso(expiresAtMs), user: wireUser(account) };
}

function wireSession(session: accounts.LiveSession): z.output<typeof currentSessionOut> {
  return { expiresAt: toIso(session.expiresAtMs), user: wireUser(session) };
}

/** `POST /sessions`, `GET` and `DELETE /sessions/current`, and `GET /public/session`, where nobody signed in is an answer and no refusal. */
export function registerSessionRoutes(app: ApiApp, context: ServerContext): void {
  const setCookie = (reply: FastifyReply, token: string, maxAge: number): void => {
    const secure = context.settings.tls !== undefined || context.settings.publicUrl?.startsWith('https:') === true;
    void reply.setCookie(SESSION_COOKIE, token, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge });
  };
  app.post(
    '/sessions',
    { config: { open: true }, bodyLimit: 4096, schema: { tags: ['sessions'], summary: 'Sign in', body: signInWire, response: { 201: sessionOut } } },
    async (request, reply) => {
      const username = request.body.username.trim().toLowerCase();
      const attempt = await beginAttempt(context, username, request.ip);
      const account = await findAndVerify(context, username, request.body.password);
      if (account === undefined) return refuse(context);
      const session = await openSession(context, account, attempt);
      setCookie(reply, session.token, SESSION_LIFE.absoluteMs / 1000);
      return reply.status(201).header('cache-control', 'no-store').send(session);
    },
  );
  app.get(
    '/sessions/current',
    { config: { anyone: true }, schema: { tags: ['sessions'], summary: 'Who is signed in', response: { 200: currentSessionOut } } },
    async ({ session }) => wireSession(session),
  );
  app.get(
    '/public/session',
    { config: { open: true }, schema: { tags: ['sessions'], summary: 'Who is signed in, if anybody', response: { 200: maybeSessionOut } } },
    async (request, reply) => {
      const session = await findLiveSession(context, request);
      void reply.header('cache-control', 'no-store');
      return { session: session === undefined ? null : wireSession(session) };
    },
  );
  app.delete(
    '/sessions/current',
    { config: { anyone: true }, schema: { tags: ['sessions'], summary: 'Sign out', response: { 204: z.null() } } },
    async (request: FastifyRequest, reply: FastifyReply) => {
      await context.db.transaction(async (tx) => {
        await accounts.revokeSession(tx, request.session.sessionId, context.clock.now());
        await appendAudit(tx, { actor: actorOf(request.session), action: 'session.end' });
      });
      return reply.clearCookie(SESSION_COOKIE, { path: '/' }).status(204).send();
    },
  );
}
