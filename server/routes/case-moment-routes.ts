import { z } from 'zod';
import { caseMomentCreateWire, caseMomentOut } from '../../domain/wire/case-moment-wire.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { listMoments } from '../../db/repositories/case-moment-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { markMoment, removeMoment, wireMoment } from '../moments/case-moments.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['media'];

/** `/incidents/{id}/moments` and `/case-moments/{id}`: seconds that somebody marked while watching what a case opened. */
export function registerCaseMomentRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  app.get(
    '/incidents/:id/moments',
    {
      config: { action: 'moment.read', target: 'incident' },
      schema: {
        tags,
        summary: 'Moments marked in what requests of an incident opened, newest mark first; those of requests that the caller may see',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: listOf(caseMomentOut) },
      },
    },
    async ({ params, query, session }) => {
      const page = { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) };
      const rows = await db.asPerson(session, (own) => listMoments(own, params.id, page));
      const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.id]);
      const cameraIds = [...new Set(items.map((row) => row.cameraId))];
      await appendAudit(db, { actor: actorOf(session), action: 'moment.read', incidentId: params.id, cameraIds });
      return { items: items.map(wireMoment), nextCursor };
    },
  );
  app.post(
    '/incidents/:id/moments',
    {
      config: { action: 'moment.mark', target: 'incident' },
      schema: {
        tags,
        summary: 'Mark a second that is watched under an own request of the incident, in this session',
        params: idParamsWire,
        body: caseMomentCreateWire,
        response: { 201: caseMomentOut },
      },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(wireMoment(await markMoment(context, session, params.id, body))),
  );
  app.delete(
    '/case-moments/:id',
    {
      config: { action: 'moment.mark', target: 'moment' },
      schema: { tags, summary: 'Delete a moment that the caller marked', params: idParamsWire, response: { 204: z.null() } },
    },
    async ({ session, reached }, reply) => {
      await removeMoment(context, session, reached);
      return reply.status(204).send(null);
    },
  );
}
