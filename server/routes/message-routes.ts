import { listOf } from '../../domain/wire/common-wire.ts';
import { messageOut, messageQueryWire } from '../../domain/wire/message-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { listMessages } from '../../db/repositories/message-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { wireMessage } from '../messages/wire-message.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

/** `GET /messages`: what was sent to whom, and whether it arrived. Looks beyond the own organisation are logged. */
export function registerMessageRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/messages',
    {
      config: { action: 'message.read' },
      schema: {
        tags: ['messages'],
        summary: 'Messages and their delivery, newest first',
        querystring: messageQueryWire,
        response: { 200: listOf(messageOut) },
      },
    },
    async ({ query, session, scope }) => {
      const { limit, cursor, subscriptionId } = query;
      if (scope === 'any')
        await appendAudit(context.db, { actor: actorOf(session), action: 'message.read', detail: subscriptionId === undefined ? {} : { subscriptionId } });
      const rows = await listMessages(context.db, { ...session, scope }, { limit: limit + 1, beforeId: readIdCursor(cursor), subscriptionId });
      const page = toPage(rows, limit, (row) => [row.id]);
      return { items: page.items.map(wireMessage), nextCursor: page.nextCursor };
    },
  );
}
