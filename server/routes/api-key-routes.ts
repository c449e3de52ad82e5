import { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { apiKeyInputWire, apiKeyListOut, newApiKeyOut } from '../../domain/wire/api-key-wire.ts';
import { idParamsWire, idWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { listApiKeys } from '../../db/repositories/api-key-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { makeApiKey, revokeApiKey } from '../accounts/api-key-change.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['account'];

type Query = z.output<typeof pageQueryWire>;

async function keyPage({ db, clock }: ServerContext, userId: string, { limit, cursor }: Query) {
  const rows = await listApiKeys(db, userId, { limit: limit + 1, beforeId: readIdCursor(cursor), nowMs: clock.now() });
  const { items, nextCursor } = toPage(rows, limit, (row) => [row.id]);
  const wire = items.map(({ createdAtMs, expiresAtMs, lastUsedAtMs, actions, ...row }) => ({
    ...row,
    actions: [...actions],
    createdAt: toIso(createdAtMs),
    expiresAt: toIso(expiresAtMs),
    lastUsedAt: lastUsedAtMs === null ? null : toIso(lastUsedAtMs),
  }));
  return { items: wire, nextCursor };
}

/** `/account/api-keys`: keys for programs, of the own account; administrators see and end those of any user. */
export function registerApiKeyRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/account/api-keys',
    {
      config: { anyone: true },
      schema: { tags, summary: 'The own keys for programs, newest first', querystring: pageQueryWire, response: { 200: listOf(apiKeyListOut) } },
    },
    async ({ session, query }) => keyPage(context, session.userId, query),
  );
  app.post(
    '/account/api-keys',
    {
      config: { anyone: true, shownOnce: ['token'] },
      bodyLimit: 8192,
      schema: { tags, summary: 'Make a key for a program', body: apiKeyInputWire, response: { 201: newApiKeyOut } },
    },
    async ({ session, body, ip }, reply) =>
      reply
        .status(201)
        .header('cache-control', 'no-store')
        .send(await makeApiKey(context, { session, address: ip }, body)),
  );
  app.delete(
    '/account/api-keys/:id',
    { config: { anyone: true }, schema: { tags, summary: 'End one of the own keys', params: idParamsWire, response: { 204: z.null() } } },
    async ({ session, params }, reply) => {
      await revokeApiKey(context, session, { userId: session.userId, keyId: params.id });
      return reply.status(204).send(null);
    },
  );
  registerForAdministrators(app, context);
}

function registerForAdministrators(app: ApiApp, context: ServerContext): void {
  const params = idParamsWire.extend({ keyId: idWire });
  app.get(
    '/users/:id/api-keys',
    {
      config: { action: 'user.read', target: 'user' },
      schema: {
        tags: ['users'],
        summary: 'Keys of a user, newest first',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: listOf(apiKeyListOut) },
      },
    },
    async ({ session, params: { id }, query }) => {
      const page = await keyPage(context, id, query);
      await appendAudit(context.db, { actor: actorOf(session), action: 'user.read', detail: { userId: id, what: 'api_keys' } });
      return page;
    },
  );
  app.delete(
    '/users/:id/api-keys/:keyId',
    { config: { action: 'user.write', target: 'user' }, schema: { tags: ['users'], summary: 'End a key of a user', params, response: { 204: z.null() } } },
    async ({ session, params: { id, keyId } }, reply) => {
      await revokeApiKey(context, session, { userId: id, keyId });
      return reply.status(204).send(null);
    },
  );
}
