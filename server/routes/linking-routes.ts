import type { z } from 'zod';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { toIso } from '../../domain/time-interval.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { candidatePageOut, candidateQueryWire, linkOut, linkWire } from '../../domain/wire/incident-wire.ts';
import { everCameraReach, type IncidentReach } from '../../db/repositories/access-repository.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ApiApp } from '../api-app.ts';
import { answerCandidates } from '../incidents/candidate-answer.ts';
import { candidatePageText } from '../incidents/candidate-page.ts';
import { requireUnmerged } from '../incidents/incident-merge.ts';
import { requireCamera } from '../incidents/require-camera.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['linking'];

function wireLink(incidentId: string, row: incidents.LinkRow): z.output<typeof linkOut> {
  const { id, cameraId, cameraName, verdict, note } = row;
  return {
    id,
    incidentId,
    cameraId,
    cameraName,
    verdict,
    note,
    decidedBy: { id: row.decidedBy, username: row.decidedByUsername },
    decidedAt: toIso(row.decidedAtMs),
  };
}

/** Stores a verdict on a camera; a refusal is recorded as well. Errors: `unknown_camera`, `personal_data_in_text`. */
async function link(context: ServerContext, session: LiveSession, incidentId: string, input: z.output<typeof linkWire>): Promise<incidents.LinkRow> {
  const camera = await everCameraReach(context.db, input.cameraId, session);
  const act = { actor: actorOf(session), action: 'incident.link', incidentId, cameraIds: camera === undefined ? [] : [camera.id] };
  return withRefusalsLogged(context.db, act, async () => {
    checkSummary(input.note, 'note');
    requireCamera(camera);
    return storeLink(context, session, incidentId, input);
  });
}

async function storeLink(context: ServerContext, session: LiveSession, incidentId: string, input: z.output<typeof linkWire>): Promise<incidents.LinkRow> {
  const { cameraId, verdict } = input;
  return context.db.transaction(async (tx) => {
    requireUnmerged(await incidents.lockIncident(tx, incidentId));
    const row = await incidents.insertLink(tx, { id: newId(context.clock.now()), incidentId, ...input, decidedBy: session.userId, atMs: context.clock.now() });
    await appendAudit(tx, { actor: actorOf(session), action: 'incident.link', incidentId, cameraIds: [cameraId], detail: { verdict } });
    await publishEvent(tx, { topic: 'incidents', type: 'updated', data: { incidentId } });
    return row;
  });
}

/** `/incidents/{id}/candidates` and `/incidents/{id}/links`. */
export function registerLinkingRoutes(app: ApiApp, context: ServerContext): void {
  app.get(
    '/incidents/:id/candidates',
    {
      config: { action: 'incident.candidates', target: 'incident' },
      schema: {
        tags,
        summary: 'Cameras that could have seen it, ranked, with their footage',
        params: idParamsWire,
        querystring: candidateQueryWire,
        response: { 200: candidatePageOut },
      },
    },
    async ({ query, session, scope, reached }, reply) => {
      const page = await answerCandidates(context, session, scope, reached as IncidentReach, query);
      return reply.serializer(candidatePageText as never).send(page as never);
    },
  );
  app.get(
    '/incidents/:id/links',
    {
      config: { action: 'incident.read', target: 'incident' },
      schema: { tags, summary: 'Verdicts on cameras, newest first', params: idParamsWire, querystring: pageQueryWire, response: { 200: listOf(linkOut) } },
    },
    async ({ params, query }) => {
      const rows = await incidents.listLinks(context.db, params.id, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      return { items: page.items.map((row) => wireLink(params.id, row)), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/incidents/:id/links',
    {
      config: { action: 'incident.link', target: 'incident' },
      schema: { tags, summary: 'Confirm or reject a camera', params: idParamsWire, body: linkWire, response: { 201: linkOut } },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(wireLink(params.id, await link(context, session, params.id, body))),
  );
}
