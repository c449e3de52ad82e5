import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { holdCreateWire, holdOut, holdReleaseWire } from '../../domain/wire/hold-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as holds from '../../db/repositories/hold-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { holdByHand, releaseHold, secondHold } from '../holds/hold-by-hand.ts';
import { wireHold } from '../holds/wire-hold.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['holds'];

/** One page of holds. Which cameras a case holds says which could have seen it: the look is recorded. */
async function answerHolds(
  { db, clock }: ServerContext,
  session: LiveSession,
  query: { limit: number; cursor?: string | undefined },
  look: { incidentId: string } | { cameraId: string },
) {
  const page = { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) };
  const rows = 'incidentId' in look ? await holds.listIncidentHolds(db, look.incidentId, page) : await holds.listCameraHolds(db, look.cameraId, page);
  const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.id]);
  const cameraIds = 'cameraId' in look ? [look.cameraId] : [...new Set(items.map((row) => row.cameraId))];
  await appendAudit(db, { actor: actorOf(session), action: 'hold.read', incidentId: 'incidentId' in look ? look.incidentId : undefined, cameraIds });
  return { items: items.map((row) => wireHold(row, clock.now())), nextCursor };
}

/** `/incidents/{id}/holds`, `/cameras/{id}/holds` and what people do with a hold. */
export function registerHoldRoutes(app: ApiApp, context: ServerContext): void {
  const show = async (id: string) => wireHold(await holds.findHold(context.db, id), context.clock.now());
  const list = listOf(holdOut);

  app.get(
    '/incidents/:id/holds',
    {
      config: { action: 'hold.read', target: 'incident' },
      schema: {
        tags,
        summary: 'What is held for an incident and its merged reports, ended holds too, newest first',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: list },
      },
    },
    async ({ params, query, session }) => answerHolds(context, session, query, { incidentId: params.id }),
  );
  app.post(
    '/incidents/:id/holds',
    {
      config: { action: 'hold.create', target: 'incident' },
      schema: { tags, summary: "Hold a camera's footage by hand", params: idParamsWire, body: holdCreateWire, response: { 201: holdOut } },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(await show(await holdByHand(context, session, params.id, body))),
  );
  app.get(
    '/cameras/:id/holds',
    {
      config: { action: 'hold.read', target: 'camera' },
      schema: {
        tags,
        summary: 'What is held of a camera, for whom and how long, newest first',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: list },
      },
    },
    async ({ params, query, session }) => answerHolds(context, session, query, { cameraId: params.id }),
  );
  app.post(
    '/holds/:id/release',
    {
      config: { action: 'hold.release', target: 'hold' },
      schema: { tags, summary: 'End a hold before its time', params: idParamsWire, body: holdReleaseWire, response: { 200: holdOut } },
    },
    async ({ params, body, session, reached }) => {
      await releaseHold(context, session, reached, body);
      return show(params.id);
    },
  );
  app.post(
    '/holds/:id/second',
    {
      config: { action: 'request.second', target: 'hold' },
      schema: { tags, summary: 'Agree to a hold of a disorderly gathering, as a second officer', params: idParamsWire, response: { 200: holdOut } },
    },
    async ({ params, session, reached }) => {
      await secondHold(context, session, reached);
      return show(params.id);
    },
  );
}
