import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { emergencySuspensionOut, footagePolicyCreateWire, footagePolicyOut, footageRequestReasonWire } from '../../domain/wire/footage-request-wire.ts';
import { findSuspension, listSuspensions } from '../../db/repositories/emergency-suspension-repository.ts';
import { findPolicy, listPolicies } from '../../db/repositories/footage-policy-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { liftEmergencySuspension } from '../requests/lift-suspension.ts';
import { enterPolicy } from '../requests/policy-entry.ts';
import { wirePolicy, wireSuspension } from '../requests/wire-request.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['requests'];

/** `/footage-policies`, what units lay down about requests, and `/emergency-suspensions`, who opens nothing in an emergency for now. */
export function registerFootagePolicyRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  app.get(
    '/footage-policies',
    {
      config: { action: 'policy.read' },
      schema: {
        tags,
        summary: 'Policies about requests, past and coming ones too, newest first',
        querystring: pageQueryWire,
        response: { 200: listOf(footagePolicyOut) },
      },
    },
    async ({ query }) => {
      const rows = await listPolicies(db, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.id]);
      return { items: items.map(wirePolicy), nextCursor };
    },
  );
  app.post(
    '/footage-policies',
    {
      config: { action: 'policy.write' },
      schema: { tags, summary: 'Lay down a policy of a unit from a day on', body: footagePolicyCreateWire, response: { 201: footagePolicyOut } },
    },
    async ({ body, session }, reply) => reply.status(201).send(wirePolicy(await findPolicy(db, await enterPolicy(context, session, body)))),
  );
  app.get(
    '/emergency-suspensions',
    {
      config: { action: 'emergency.read' },
      schema: {
        tags,
        summary: 'Whose right to open footage in an emergency is or was suspended, newest first',
        querystring: pageQueryWire,
        response: { 200: listOf(emergencySuspensionOut) },
      },
    },
    async ({ query, session, scope }) => {
      const page = { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) };
      const rows = await db.asPerson(session, (own) => listSuspensions(own, { ...session, scope }, page));
      const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.id]);
      return { items: items.map(wireSuspension), nextCursor };
    },
  );
  app.post(
    '/emergency-suspensions/:id/lift',
    {
      config: { action: 'emergency.lift', target: 'suspension' },
      schema: { tags, summary: 'Give the right back', params: idParamsWire, body: footageRequestReasonWire, response: { 200: emergencySuspensionOut } },
    },
    async ({ params, body, session, reached }) => {
      await liftEmergencySuspension(context, session, reached, body.reason);
      return wireSuspension(await db.asPerson(session, (own) => findSuspension(own, params.id)));
    },
  );
}
