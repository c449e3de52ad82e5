import { z } from 'zod';
import { idParamsWire, idWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { openSessionOut } from '../../domain/wire/session-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { endChosenSessions } from '../accounts/end-sessions.ts';
import { sessionPage } from '../accounts/session-page.ts';
import type { ApiApp } from '../api-app.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['users'];

/** `/users/{id}/sessions`: where a user is signed in, for administrators. */
export function registerUserSessionRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/users/:id/sessions',
    {
      config: { action: 'user.read', target: 'user' },
      schema: {
        tags,
        summary: 'Where a user is signed in, newest first',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: listOf(openSessionOut) },
      },
    },
    async ({ session, params, query }) => {
      const page = await sessionPage(context, session, params.id, query);
      await appendAudit(context.db, { actor: actorOf(session), action: 'session.list', detail: { userId: params.id } });
      return page;
    },
  );
  app.delete(
    '/users/:id/sessions',
    {
      config: { action: 'user.write', target: 'user' },
      schema: { tags, summary: 'Sign a user out everywhere', params: idParamsWire, response: { 204: z.null() } },
    },
    async ({ session, params }, reply) => {
      await endChosenSessions(context, session, { userId: params.id });
      return reply.status(204).send(null);
    },
  );
  app.delete(
    '/users/:id/sessions/:sessionId',
    {
      config: { action: 'user.write', target: 'user' },
      schema: { tags, summary: 'End one session of a user', params: idParamsWire.extend({ sessionId: idWire }), response: { 204: z.null() } },
    },
    async ({ session, params }, reply) => {
      await endChosenSessions(context, session, { userId: params.id, onlyId: params.sessionId });
      return reply.status(204).send(null);
    },
  );
}
