import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkApprover, needsExtentApproval } from '../../domain/incident-limits.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { toIso } from '../../domain/time-interval.ts';
import { idParamsWire, listOf } from '../../domain/wire/common-wire.ts';
import {
  approvalOut,
  approvalWire,
  incidentCreateWire,
  incidentEnteredOut,
  incidentOut,
  incidentPatchWire,
  incidentQueryWire,
} from '../../domain/wire/incident-wire.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ApiApp } from '../api-app.ts';
import { extentOf, isApprovalRequired } from '../incidents/incident-extent.ts';
import { changeIncident, enterIncident } from '../incidents/incident-entry.ts';
import { followHoldsNow } from '../holds/incident-holds.ts';
import { requireUnmerged } from '../incidents/incident-merge.ts';
import { checkRouteApprovable } from '../incidents/route-permission.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['incidents'];
/** More near reports than these are told as so many. */
const MOST_NEARBY = 50;

/** An incident in the shape of the API; of `approvals` only its own count. */
export function wireIncident(row: incidents.IncidentRow, approvals: readonly incidents.ApprovalRow[]): z.output<typeof incidentOut> {
  const { id, referenceNumber, category, uncertaintyM, summary, unitId, unitName, outcome } = row;
  return {
    id,
    referenceNumber,
    category,
    occurredFrom: toIso(row.fromMs),
    occurredTo: toIso(row.toMs),
    location: { type: 'Point', coordinates: [row.lon, row.lat] },
    uncertaintyM,
    summary,
    unitId,
    unitName,
    outcome,
    reportedAt: toIso(row.reportedAtMs),
    recordedAt: toIso(row.recordedAtMs),
    enteredBy: row.enteredBy === null ? null : { id: row.enteredBy, username: row.enteredByUsername! },
    alarmPoint: row.alarmPointId === null ? null : { id: row.alarmPointId, name: row.alarmPointName! },
    approvalRequired: isApprovalRequired(
      row,
      approvals.filter((approval) => approval.incidentId === id),
    ),
    wasGathering: row.wasGathering,
    nearGathering: row.nearGathering,
    mergedInto: row.mergedInto,
    mergedFrom: [...row.mergedFrom],
    warnings: [...row.warnings],
  };
}

function wireApproval(row: incidents.ApprovalRow): z.output<typeof approvalOut> {
  const { id, incidentId, kind, reason } = row;
  return { id, incidentId, kind, reason, approvedBy: { id: row.approvedBy, username: row.approvedByUsername }, approvedAt: toIso(row.approvedAtMs) };
}

/** Agrees to an incident's extent or route search as it stands; a refusal is recorded as well. Errors: `same_person`, those of `checkRouteApprovable`, `approval_not_needed`, `personal_data_in_text`. */
async function approve(context: ServerContext, session: LiveSession, incidentId: string, input: z.output<typeof approvalWire>): Promise<incidents.ApprovalRow> {
  const act = { actor: actorOf(session), action: 'incident.approve', incidentId, detail: { kind: input.kind } };
  const approval = await withRefusalsLogged(context.db, act, () => storeApproval(context, session, incidentId, input));
  await followHoldsNow(context, incidentId);
  return approval;
}

async function storeApproval(
  context: ServerContext,
  session: LiveSession,
  incidentId: string,
  input: z.output<typeof approvalWire>,
): Promise<incidents.ApprovalRow> {
  checkSummary(input.reason, 'reason');
  const id = newId(context.clock.now());
  return context.db.transaction(async (tx) => {
    const incident = await incidents.lockIncident(tx, incidentId);
    requireUnmerged(incident);
    checkApprover(await incidents.listExtentAuthors(tx, incidentId, input.kind), session.userId);
    if (input.kind === 'route') await checkRouteApprovable(tx, incident);
    if (input.kind === 'extent' && !needsExtentApproval(extentOf(incident))) {
      throw new AppError('conflict', 'approval_not_needed', 'This incident is within the limits and needs no approval of its extent.');
    }
    await incidents.insertApproval(tx, { id, incidentId, kind: input.kind, reason: input.reason, approvedBy: session.userId, atMs: context.clock.now() });
    await appendAudit(tx, { actor: actorOf(session), action: 'incident.approve', incidentId, detail: { approvalId: id, kind: input.kind } });
    await publishEvent(tx, { topic: 'incidents', type: 'updated', data: { incidentId } });
    return (await incidents.listApprovals(tx, [incidentId])).find((row) => row.id === id)!;
  });
}

/** `/incidents`, `/incidents/{id}`, its approvals, and the list of categories. */
export function registerIncidentRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  const show = async (id: string) => wireIncident(await incidents.findIncident(db, id), await incidents.listApprovals(db, [id], 'extent'));

  app.get(
    '/incident-categories',
    {
      config: { anyone: true },
      schema: {
        tags,
        summary: 'Categories in force',
        response: { 200: z.object({ items: z.array(z.object({ code: z.string(), nameVi: z.string(), nameEn: z.string() })) }) },
      },
    },
    async () => ({ items: await incidents.listCategories(db) }),
  );
  app.get(
    '/incidents',
    {
      config: { action: 'incident.read' },
      schema: { tags, summary: 'Incidents within reach, newest first', querystring: incidentQueryWire, response: { 200: listOf(incidentOut) } },
    },
    async ({ query, session, scope }) => {
      const { limit, cursor, from, to, ...rest } = query;
      const filter = {
        scope,
        ...session,
        ...rest,
        fromMs: from === undefined ? undefined : Date.parse(from),
        toMs: to === undefined ? undefined : Date.parse(to),
      };
      const page = toPage(await incidents.listIncidents(db, filter, { limit: limit + 1, beforeId: readIdCursor(cursor) }), limit, (row) => [row.id]);
      const approvals = await incidents.listApprovals(
        db,
        page.items.map((row) => row.id),
        'extent',
      );
      return { items: page.items.map((row) => wireIncident(row, approvals)), nextCursor: page.nextCursor };
    },
  );
  app.post(
    '/incidents',
    { config: { action: 'incident.create' }, schema: { tags, summary: 'Enter an incident', body: incidentCreateWire, response: { 201: incidentEnteredOut } } },
    async ({ body, session, scope }, reply) => {
      const id = await enterIncident(context, session, scope, body);
      const nearby = await incidents.listNearbyIncidents(db, await incidents.findIncident(db, id), { scope, ...session }, { limit: MOST_NEARBY });
      return reply
        .status(201)
        .header('location', `/api/v1/incidents/${id}`)
        .send({ ...(await show(id)), nearbyCount: nearby.length });
    },
  );
  app.get(
    '/incidents/:id',
    {
      config: { action: 'incident.read', target: 'incident' },
      schema: { tags, summary: 'One incident', params: idParamsWire, response: { 200: incidentOut } },
    },
    async ({ params, session }) => {
      await appendAudit(db, { actor: actorOf(session), action: 'incident.read', incidentId: params.id });
      return show(params.id);
    },
  );
  app.patch(
    '/incidents/:id',
    {
      config: { action: 'incident.update', target: 'incident' },
      schema: { tags, summary: 'Change an incident', params: idParamsWire, body: incidentPatchWire, response: { 200: incidentOut } },
    },
    async ({ params, body, session, scope }) => {
      await changeIncident(context, session, scope, params.id, body);
      return show(params.id);
    },
  );
  app.get(
    '/incidents/:id/approvals',
    {
      config: { action: 'incident.read', target: 'incident' },
      schema: { tags, summary: 'Who agreed to what', params: idParamsWire, response: { 200: listOf(approvalOut) } },
    },
    async ({ params }) => ({ items: (await incidents.listApprovals(db, [params.id])).toReversed().map(wireApproval), nextCursor: null }),
  );
  app.post(
    '/incidents/:id/approvals',
    {
      config: { action: 'incident.approve', target: 'incident' },
      schema: {
        tags,
        summary: 'Agree to an extent or a route search, as a second person',
        params: idParamsWire,
        body: approvalWire,
        response: { 201: approvalOut },
      },
    },
    async ({ params, body, session }, reply) => reply.status(201).send(wireApproval(await approve(context, session, params.id, body))),
  );
}
