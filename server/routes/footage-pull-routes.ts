import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { footagePullAcceptedOut, footagePullCreateWire, footagePullOut } from '../../domain/wire/footage-pull-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as pulls from '../../db/repositories/edge-pull-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { requestPull } from '../pulls/request-pull.ts';
import { wirePull } from '../pulls/wire-pull.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['footage'];
const list = { querystring: pageQueryWire, response: { 200: listOf(footagePullOut) } };

/** One page of pulls. Which cameras a case pulled from says which could have seen it: the look is recorded. */
async function answerPulls(
  { db, clock }: ServerContext,
  session: LiveSession,
  query: { limit: number; cursor?: string | undefined },
  look: { incidentId: string } | { cameraId: string },
) {
  const page = { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) };
  const rows = 'incidentId' in look ? await pulls.listIncidentPulls(db, look.incidentId, page) : await pulls.listCameraPulls(db, look.cameraId, page);
  const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.id]);
  const cameraIds = 'cameraId' in look ? [look.cameraId] : [...new Set(items.map((row) => row.cameraId))];
  const incidentId = 'incidentId' in look ? look.incidentId : undefined;
  await appendAudit(db, { actor: actorOf(session), action: 'footage.pull', incidentId, cameraIds, detail: { step: 'read' } });
  return { items: items.map((row) => wirePull(row, clock.now())), nextCursor };
}

/** `/cameras/{id}/footage/pulls`, `/incidents/{id}/footage-pulls` and `/footage-pulls/{id}`: what a device keeps, brought into the store for an incident. */
export function registerFootagePullRoutes(app: ApiApp, context: ServerContext): void {
  app.post(
    '/cameras/:id/footage/pulls',
    {
      config: { action: 'footage.pull', target: 'camera' },
      schema: {
        tags,
        summary: 'Pull what the device keeps of an incident',
        params: idParamsWire,
        body: footagePullCreateWire,
        response: { 202: footagePullAcceptedOut },
      },
    },
    async ({ params, body, session }, reply) => {
      const id = await requestPull(context, session, params.id, body);
      return reply.status(202).header('location', `/api/v1/footage-pulls/${id}`).send({ id, jobId: id });
    },
  );
  app.get(
    '/cameras/:id/footage/pulls',
    {
      config: { action: 'footage.index', target: 'camera' },
      schema: { tags, summary: "Who pulled a camera's footage from its device, for which incident, newest first", params: idParamsWire, ...list },
    },
    async ({ params, query, session }) => answerPulls(context, session, query, { cameraId: params.id }),
  );
  app.get(
    '/incidents/:id/footage-pulls',
    {
      config: { action: 'footage.index', target: 'incident' },
      schema: { tags, summary: 'What was pulled for an incident, newest first', params: idParamsWire, ...list },
    },
    async ({ params, query, session }) => answerPulls(context, session, query, { incidentId: params.id }),
  );
  app.get(
    '/footage-pulls/:id',
    {
      config: { action: 'footage.index', target: 'pull' },
      schema: { tags, summary: 'How far a pull came', params: idParamsWire, response: { 200: footagePullOut } },
    },
    async ({ params, session }) => {
      const row = await pulls.getPull(context.db, params.id);
      const { incidentId, cameraId } = row;
      await appendAudit(context.db, {
        actor: actorOf(session),
        action: 'footage.pull',
        incidentId,
        cameraIds: [cameraId],
        detail: { step: 'read', pullId: row.id },
      });
      return wirePull(row, context.clock.now());
    },
  );
}
