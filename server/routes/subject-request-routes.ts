import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import {
  subjectRequestCreateWire,
  subjectRequestDetailOut,
  subjectRequestOut,
  subjectRequestQueryWire,
  subjectRequestStepWire,
} from '../../domain/wire/subject-request-wire.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as requests from '../../db/repositories/subject-request-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { enterSubjectRequest } from '../subject-requests/subject-request-entry.ts';
import { stepSubjectRequest } from '../subject-requests/subject-request-step.ts';
import { wireSubjectRequest } from '../subject-requests/wire-subject-request.ts';

const tags = ['subject requests'];

/** `/subject-requests`: what people asked about data of their own. Only one request at a time shows who asked. */
export function registerSubjectRequestRoutes(app: ApiApp, context: ServerContext): void {
  const { db, clock, secretBox } = context;
  const show = async (id: string) => wireSubjectRequest(await requests.findSubjectRequest(db, id), clock.now());

  app.get(
    '/subject-requests',
    {
      config: { action: 'subject_request.read' },
      schema: {
        tags,
        summary: 'Requests of people about their own data, newest first, without who asked',
        querystring: subjectRequestQueryWire,
        response: { 200: listOf(subjectRequestOut) },
      },
    },
    async ({ query, session, scope }) => {
      const filter = { organisationId: scope === 'any' ? undefined : session.organisationId, onlyOpen: query.open === 'true' };
      const rows = await requests.listSubjectRequests(db, filter, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      await appendAudit(db, { actor: actorOf(session), action: 'subject_request.read', detail: { count: page.items.length } });
      return { items: page.items.map((row) => wireSubjectRequest(row, clock.now())), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/subject-requests',
    {
      config: { action: 'subject_request.write' },
      schema: {
        tags,
        summary: 'Enter a request; the answer is due at the end of the second working day',
        body: subjectRequestCreateWire,
        response: { 201: subjectRequestOut },
      },
    },
    async ({ body, session, scope }, reply) => {
      const id = await enterSubjectRequest(context, session, scope, body);
      return reply
        .status(201)
        .header('location', `/api/v1/subject-requests/${id}`)
        .send(await show(id));
    },
  );
  app.get(
    '/subject-requests/:id',
    {
      config: { action: 'subject_request.read', target: 'subject_request' },
      schema: { tags, summary: 'One request, with who asked', params: idParamsWire, response: { 200: subjectRequestDetailOut } },
    },
    async ({ params: { id }, session, reached }, reply) => {
      const sealed = await requests.readApplicant(db, id);
      const applicant = sealed === undefined ? null : (JSON.parse(secretBox.open(sealed, id)) as { name: string; contact: string });
      const cameraIds = reached.cameraId === undefined ? [] : [reached.cameraId];
      await appendAudit(db, { actor: actorOf(session), action: 'subject_request.read', cameraIds, detail: { requestId: id, applicant: applicant !== null } });
      return reply.header('cache-control', 'no-store').send({ ...(await show(id)), applicant });
    },
  );
  app.post(
    '/subject-requests/:id/steps',
    {
      config: { action: 'subject_request.write', target: 'subject_request' },
      schema: {
        tags,
        summary: 'Answer, extend once, complete, refuse or withdraw',
        params: idParamsWire,
        body: subjectRequestStepWire,
        response: { 201: subjectRequestOut },
      },
    },
    async ({ params, body, session, reached }, reply) => {
      await stepSubjectRequest(context, session, reached, body);
      return reply.status(201).send(await show(params.id));
    },
  );
}
