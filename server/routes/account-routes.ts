import { z } from 'zod';
import { passwordChangeWire } from '../../domain/wire/account-wire.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { currentSessionOut, openSessionOut } from '../../domain/wire/session-wire.ts';
import { changePassword } from '../accounts/change-password.ts';
import { endChosenSessions } from '../accounts/end-sessions.ts';
import { sessionPage } from '../accounts/session-page.ts';
import { wireSession } from '../accounts/wire-account.ts';
import type { ApiApp } from '../api-app.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['account'];
const BODY_LIMIT_BYTES = 4096;

/** `/account`: what people do with their own account. */
export function registerAccountRoutes(app: ApiApp, context: ServerContext): void {
  app.post(
    '/account/password',
    {
      config: { anyone: true, unready: 'always' },
      bodyLimit: BODY_LIMIT_BYTES,
      schema: { tags, summary: 'Change the own password; other sessions end', body: passwordChangeWire, response: { 200: currentSessionOut } },
    },
    async ({ session, body, ip }) => {
      await changePassword(context, session, ip, body);
      return wireSession({ ...session, mustChangePassword: false }, context.settings);
    },
  );
  registerOwnSessions(app, context);
}

function registerOwnSessions(app: ApiApp, context: ServerContext): void {
  app.get(
    '/account/sessions',
    {
      config: { anyone: true },
      schema: { tags, summary: 'Where the own account is signed in, newest first', querystring: pageQueryWire, response: { 200: listOf(openSessionOut) } },
    },
    async ({ session, query }) => sessionPage(context, session, session.userId, query),
  );
  app.delete(
    '/account/sessions',
    { config: { anyone: true }, schema: { tags, summary: 'Sign out everywhere else', response: { 204: z.null() } } },
    async ({ session }, reply) => {
      await endChosenSessions(context, session, { userId: session.userId, exceptId: session.sessionId });
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/account/sessions/:id',
    { config: { anyone: true }, schema: { tags, summary: 'End one of the own sessions', params: idParamsWire, response: { 204: z.null() } } },
    async ({ session, params }, reply) => {
      await endChosenSessions(context, session, { userId: session.userId, onlyId: params.id });
      return reply.status(204).send(null);
    },
  );
}
