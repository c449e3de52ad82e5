import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import {
  footageDecisionWire,
  footageFulfilmentWire,
  footageRequestCreateWire,
  footageRequestOut,
  footageRequestQueryWire,
  footageRequestReasonWire,
  waitingRequestsOut,
} from '../../domain/wire/footage-request-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as requests from '../../db/repositories/footage-request-repository.ts';
import { countWaiting } from '../../db/repositories/request-waiting-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { decideRequest } from '../requests/decide-request.ts';
import { justifyEmergency, reportFulfilment, withdrawRequest } from '../requests/request-course.ts';
import { submitRequest } from '../requests/submit-request.ts';
import { revokeRequest } from '../requests/revoke-request.ts';
import { wireRequest } from '../requests/wire-request.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['requests'];

/** `/incidents/{id}/footage-requests` and `/footage-requests`: who asks for which seconds, and what its board answers. */
export function registerFootageRequestRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  const find = (session: LiveSession, id: string) => db.asPerson(session, (own) => requests.findRequest(own, id));
  const show = async (session: LiveSession, id: string) => wireRequest(await find(session, id));
  const answer = { params: idParamsWire, response: { 200: footageRequestOut } };

  app.post(
    '/incidents/:id/footage-requests',
    {
      config: { action: 'request.create', target: 'incident' },
      schema: {
        tags,
        summary: "Ask for a camera's footage and pictures of an incident",
        params: idParamsWire,
        body: footageRequestCreateWire,
        response: { 201: footageRequestOut },
      },
    },
    async ({ params, body, session }, reply) => {
      const id = await submitRequest(context, session, params.id, body);
      return reply
        .status(201)
        .header('location', `/api/v1/footage-requests/${id}`)
        .send(await show(session, id));
    },
  );
  app.get(
    '/footage-requests',
    {
      config: { action: 'request.read' },
      schema: { tags, summary: 'Requests within reach, newest first', querystring: footageRequestQueryWire, response: { 200: listOf(footageRequestOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, cursor, ...filter } = query;
      const wanted = { ...session, ...filter, scope, nowMs: context.clock.now() };
      const page = { limit: limit + 1, beforeId: readIdCursor(cursor) };
      const rows = await db.asPerson(session, (own) => requests.listRequests(own, wanted, page));
      const { items, nextCursor } = toPage(rows, limit, (row) => [row.id]);
      const cameraIds = [...new Set(items.map(({ cameraId }) => cameraId))];
      await appendAudit(db, { actor: actorOf(session), action: 'request.read', incidentId: query.incidentId, cameraIds });
      return { items: items.map(wireRequest), nextCursor };
    },
  );
  app.get(
    '/footage-requests/waiting',
    {
      config: { action: 'request.read' },
      schema: { tags, summary: 'How much waits for the caller; a number, which is no look at what was asked', response: { 200: waitingRequestsOut } },
    },
    async ({ session }) => ({ count: await db.asPerson(session, (own) => countWaiting(own, { ...session, nowMs: context.clock.now() })) }),
  );
  app.get(
    '/footage-requests/:id',
    { config: { action: 'request.read', target: 'request' }, schema: { tags, summary: 'One request with its decisions', ...answer } },
    async ({ params, session }) => {
      const row = await find(session, params.id);
      const { incidentId, cameraId } = row;
      await appendAudit(db, { actor: actorOf(session), action: 'request.read', incidentId, cameraIds: [cameraId], detail: { requestId: row.id } });
      return wireRequest(row);
    },
  );
  app.post(
    '/footage-requests/:id/decision',
    {
      config: { action: 'request.decide', target: 'request' },
      schema: { tags, summary: 'Approve or deny, as the board of the camera', ...answer, body: footageDecisionWire },
    },
    async ({ params, body, session, reached }) => {
      await decideRequest(context, session, reached, 'board', body);
      return show(session, params.id);
    },
  );
  app.post(
    '/footage-requests/:id/second',
    {
      config: { action: 'request.second', target: 'request' },
      schema: { tags, summary: 'Approve or deny a request of a disorderly gathering, as a second officer', ...answer, body: footageDecisionWire },
    },
    async ({ params, body, session, reached }) => {
      await decideRequest(context, session, reached, 'second', body);
      return show(session, params.id);
    },
  );
  app.post(
    '/footage-requests/:id/cancellation',
    {
      config: { action: 'request.cancel', target: 'request' },
      schema: { tags, summary: 'Withdraw a request, or give up what it opened', ...answer, body: footageRequestReasonWire },
    },
    async ({ params, body, session, reached }) => {
      await withdrawRequest(context, session, reached, body.reason);
      return show(session, params.id);
    },
  );
  app.post(
    '/footage-requests/:id/revocation',
    {
      config: { action: 'request.revoke', target: 'request' },
      schema: { tags, summary: 'Take back what a request opened: whoever watches is cut off', ...answer, body: footageRequestReasonWire },
    },
    async ({ params, body, session, reached }) => {
      await revokeRequest(context, session, reached, body.reason);
      return show(session, params.id);
    },
  );
  app.post(
    '/footage-requests/:id/justification',
    {
      config: { action: 'request.create', target: 'request' },
      schema: { tags, summary: 'Justify an emergency, within 24 hours', ...answer, body: footageRequestReasonWire },
    },
    async ({ params, body, session, reached }) => {
      await justifyEmergency(context, session, reached, body.reason);
      return show(session, params.id);
    },
  );
  app.post(
    '/footage-requests/:id/fulfilment',
    {
      config: { action: 'request.decide', target: 'request' },
      schema: { tags, summary: 'Say, as the board, that all, a part or nothing of it can be handed over, and why', ...answer, body: footageFulfilmentWire },
    },
    async ({ params, body, session, reached }) => {
      await reportFulfilment(context, session, reached, body);
      return show(session, params.id);
    },
  );
}
