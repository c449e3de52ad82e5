import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { deviceWords } from '../../domain/device-words.ts';
import { providerSignOutOut } from '../../domain/wire/provider-wire.ts';
import { currentSessionOut, maybeSessionOut, sessionOut, signInWire } from '../../domain/wire/session-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endSessions } from '../../db/repositories/session-repository.ts';
import { signIn } from '../accounts/sign-in.ts';
import { wireSession } from '../accounts/wire-account.ts';
import { findLiveSession } from '../plugins/authentication-plugin.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ApiApp } from '../api-app.ts';
import type { Provider } from '../oidc/provider.ts';
import type { ServerContext } from '../server-context.ts';
import { setSessionCookie } from '../session-cookie.ts';
import { SESSION_COOKIE } from '../session-token.ts';

/** `POST /sessions`, `GET` and `DELETE /sessions/current`, and `GET /public/session`, where nobody signed in is an answer and no refusal. */
export function registerSessionRoutes(app: ApiApp, context: ServerContext, provider: Provider): void {
  app.post(
    '/sessions',
    {
      config: { open: true },
      bodyLimit: 4096,
      schema: { tags: ['sessions'], summary: 'Sign in; with a code where the account has a second factor', body: signInWire, response: { 201: sessionOut } },
    },
    async (request, reply) => {
      const session = await signIn(context, request.body, { address: request.ip, device: deviceWords(request.headers['user-agent']) });
      setSessionCookie(reply, context.settings, session.token);
      return reply.status(201).header('cache-control', 'no-store').send(session);
    },
  );
  app.get(
    '/sessions/current',
    { config: { anyone: true, unready: 'always' }, schema: { tags: ['sessions'], summary: 'Who is signed in', response: { 200: currentSessionOut } } },
    async ({ session }) => wireSession(session, context.settings),
  );
  app.get(
    '/public/session',
    { config: { open: true }, schema: { tags: ['sessions'], summary: 'Who is signed in, if anybody', response: { 200: maybeSessionOut } } },
    async (request, reply) => {
      const session = await findLiveSession(context, request);
      void reply.header('cache-control', 'no-store');
      return { session: session === undefined ? null : wireSession(session, context.settings) };
    },
  );
  registerSignOut(app, context, provider);
}

function registerSignOut(app: ApiApp, context: ServerContext, provider: Provider): void {
  app.delete(
    '/sessions/current',
    {
      config: { anyone: true, unready: 'always' },
      schema: {
        tags: ['sessions'],
        summary: 'Sign out; says where the session of the provider is ended, if this one came by it',
        response: { 200: providerSignOutOut, 204: z.null() },
      },
    },
    async (request: FastifyRequest, reply: FastifyReply) => {
      await context.db.transaction(async (tx) => {
        const { userId, sessionId } = request.session;
        await endSessions(tx, { userId, onlyId: sessionId }, context.clock.now());
        await appendAudit(tx, { actor: actorOf(request.session), action: 'session.end' });
      });
      void reply.clearCookie(SESSION_COOKIE, { path: '/' });
      const providerSignOutUrl = request.session.byProvider ? await provider.signOutUrl() : undefined;
      return providerSignOutUrl === undefined ? reply.status(204).send() : reply.send({ providerSignOutUrl });
    },
  );
}
