import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { paperCodesOut } from '../../domain/wire/account-wire.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import { invitationOut, userInviteWire, userItemOut, userPatchWire, userQueryWire } from '../../domain/wire/user-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { getUser, listUsers, type UserRow } from '../../db/repositories/user-repository.ts';
import { changeUser } from '../accounts/change-user.ts';
import { inviteAgain, inviteUser } from '../accounts/invite-user.ts';
import { makeResetCodes } from '../accounts/reset-password.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['users'];

function wireUserItem({
  organisationId,
  organisationName,
  organisationKind: _kind,
  invitedUntilMs,
  createdAtMs,
  ...row
}: UserRow): z.output<typeof userItemOut> {
  return {
    ...row,
    organisation: { id: organisationId, name: organisationName },
    invitedUntil: invitedUntilMs === null ? null : toIso(invitedUntilMs),
    createdAt: toIso(createdAtMs),
  };
}

/** `/users`: accounts, for administrators. */
export function registerUserRoutes(app: ApiApp, context: ServerContext): void {
  const { db, clock } = context;
  app.get(
    '/users',
    { config: { action: 'user.read' }, schema: { tags, summary: 'Users, newest first', querystring: userQueryWire, response: { 200: listOf(userItemOut) } } },
    async ({ query, session }) => {
      const { limit, cursor, ...filter } = query;
      const rows = await listUsers(db, filter, { limit: limit + 1, beforeId: readIdCursor(cursor), nowMs: clock.now() });
      const { q, ...detail } = filter;
      // what was typed is somebody's name: the log keeps that there was a search
      await appendAudit(db, { actor: actorOf(session), action: 'user.read', detail: { ...detail, ...(q === undefined ? {} : { byName: true }) } });
      const { items, nextCursor } = toPage(rows, limit, (row) => [row.id]);
      return { items: items.map(wireUserItem), nextCursor };
    },
  );
  app.post(
    '/users',
    {
      config: { action: 'user.write', shownOnce: ['token'] },
      schema: { tags, summary: 'Invite somebody: a link for 72 hours, with which they set a password', body: userInviteWire, response: { 201: invitationOut } },
    },
    async ({ body, session }, reply) =>
      reply
        .status(201)
        .header('cache-control', 'no-store')
        .send(await inviteUser(context, session, body)),
  );
  app.get(
    '/users/:id',
    { config: { action: 'user.read', target: 'user' }, schema: { tags, summary: 'One user', params: idParamsWire, response: { 200: userItemOut } } },
    async ({ params, session }) => {
      await appendAudit(db, { actor: actorOf(session), action: 'user.read', detail: { userId: params.id } });
      return wireUserItem(await getUser(db, params.id, clock.now()));
    },
  );
  registerUserChanges(app, context);
}

function registerUserChanges(app: ApiApp, context: ServerContext): void {
  const params = idParamsWire;
  app.patch(
    '/users/:id',
    {
      config: { action: 'user.write', target: 'user' },
      schema: { tags, summary: 'Change name, role or organisation, close or open again', params, body: userPatchWire, response: { 200: userItemOut } },
    },
    async ({ params: { id }, body, session }) => {
      await changeUser(context, session, id, body);
      return wireUserItem(await getUser(context.db, id, context.clock.now()));
    },
  );
  app.post(
    '/users/:id/invitations',
    {
      config: { action: 'user.write', target: 'user', shownOnce: ['token'] },
      schema: { tags, summary: 'A new link to set a password, in place of the last one', params, response: { 201: invitationOut } },
    },
    async ({ params: { id }, session }, reply) =>
      reply
        .status(201)
        .header('cache-control', 'no-store')
        .send(await inviteAgain(context, session, id)),
  );
  app.post(
    '/users/:id/reset-codes',
    {
      config: { action: 'user.write', target: 'user', shownOnce: ['codes'] },
      schema: { tags, summary: 'A sheet of codes for a board that may forget its password', params, response: { 201: paperCodesOut } },
    },
    async ({ params: { id }, session }, reply) =>
      reply
        .status(201)
        .header('cache-control', 'no-store')
        .send({ codes: [...(await makeResetCodes(context, session, id))] }),
  );
}
