import type { z } from 'zod';
import { toIso } from '../../domain/time-interval.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { logErasureCreateWire, logErasureDecisionWire, logErasureOut } from '../../domain/wire/log-erasure-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findErasure, listErasures, type ErasureRow } from '../../db/repositories/log-erasure-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { askErasure } from '../log-erasures/ask-erasure.ts';
import { decideOnErasure } from '../log-erasures/decide-erasure.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['audit'];

function wireErasure({ userId, username, entries, askedAtMs, decidedAtMs, subjectRequest: asked, ...row }: ErasureRow): z.output<typeof logErasureOut> {
  const user = userId === null || username === null ? null : { id: userId, username };
  const subjectRequest = asked && { kind: asked.kind, state: asked.state, receivedAt: toIso(asked.receivedAtMs), organisationName: asked.organisationName };
  return { ...row, user, subjectRequest, entries: [...entries], askedAt: toIso(askedAtMs), decidedAt: decidedAtMs === null ? null : toIso(decidedAtMs) };
}

/** `/log-erasures`: clear text of the access log that goes when the law asks, by two people. */
export function registerLogErasureRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  const show = async (id: string) => wireErasure((await findErasure(db, id))!);

  app.get(
    '/log-erasures',
    {
      config: { action: 'erasure.read' },
      schema: { tags, summary: 'Erasures of clear text in the access log, newest first', querystring: pageQueryWire, response: { 200: listOf(logErasureOut) } },
    },
    async ({ query, session }) => {
      const rows = await listErasures(db, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      await appendAudit(db, { actor: actorOf(session), action: 'erasure.read', detail: { count: page.items.length } });
      return { items: page.items.map(wireErasure), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/log-erasures',
    {
      config: { action: 'erasure.ask' },
      schema: {
        tags,
        summary: 'Ask for clear text of the access log to be erased; another person decides',
        body: logErasureCreateWire,
        response: { 201: logErasureOut },
      },
    },
    async ({ body, session }, reply) => {
      const id = await askErasure(context, session, body);
      return reply.status(201).send(await show(id));
    },
  );
  app.post(
    '/log-erasures/:id/decision',
    {
      config: { action: 'erasure.decide', target: 'log_erasure' },
      schema: {
        tags,
        summary: 'Approve or refuse; what is approved is gone at once, and every proof still holds',
        params: idParamsWire,
        body: logErasureDecisionWire,
        response: { 200: logErasureOut },
      },
    },
    async ({ params, body, session }) => {
      await decideOnErasure(context, session, params.id, body);
      return show(params.id);
    },
  );
}
