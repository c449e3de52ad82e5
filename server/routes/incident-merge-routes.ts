import { isGatheringCase } from '../../domain/gathering-rule.ts';
import { nearness } from '../../domain/nearby-rule.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import { idParamsWire, listOf, pageQueryWire } from '../../domain/wire/common-wire.ts';
import { mergeWire, nearbyOut, unmergeWire } from '../../domain/wire/incident-merge-wire.ts';
import { incidentOut } from '../../domain/wire/incident-wire.ts';
import { extentOf } from '../../db/incidents/incident-extent.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { mergeIncident, unmergeIncident } from '../incidents/incident-merge.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';
import { wireIncident } from './incident-routes.ts';

const tags = ['incidents'];

function canMerge(report: incidents.IncidentRow, into: incidents.IncidentRow): boolean {
  return report.mergedInto === null && report.mergedFrom.length === 0 && isGatheringCase(report) === isGatheringCase(into);
}

/** Reports near an incident; nobody sees more of them than in the list of incidents. */
async function answerNearby({ db }: ServerContext, session: LiveSession, scope: Scope, id: string, query: { limit: number; cursor?: string | undefined }) {
  const incident = await incidents.findIncident(db, id);
  const rows = await incidents.listNearbyIncidents(db, incident, { scope, ...session }, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
  const { items, nextCursor } = toPage(rows, query.limit, (row) => [row.id]);
  const approvals = await incidents.listApprovals(
    db,
    items.map((row) => row.id),
    'extent',
  );
  return {
    items: items.map((row) => {
      const { distanceM, gapMs } = nearness(extentOf(incident), extentOf(row));
      return {
        incident: wireIncident(row, approvals),
        distanceM: Math.round(distanceM * 10) / 10,
        gapSeconds: Math.ceil(gapMs / 1000),
        mergeable: canMerge(incident, row),
      };
    }),
    nextCursor,
  };
}

/** `/incidents/{id}/nearby`, `/merge` and `/unmerge`. */
export function registerIncidentMergeRoutes(app: ApiApp, context: ServerContext): void {
  const { db } = context;
  const show = async (id: string) => wireIncident(await incidents.findIncident(db, id), await incidents.listApprovals(db, [id], 'extent'));

  app.get(
    '/incidents/:id/nearby',
    {
      config: { action: 'incident.read', target: 'incident' },
      schema: {
        tags,
        summary: 'Incidents that may be reports of the same one, newest first',
        params: idParamsWire,
        querystring: pageQueryWire,
        response: { 200: listOf(nearbyOut) },
      },
    },
    async ({ params, query, session, scope }) => answerNearby(context, session, scope, params.id, query),
  );
  app.post(
    '/incidents/:id/merge',
    {
      config: { action: 'incident.update', target: 'incident' },
      schema: { tags, summary: 'Merge a report into the incident that stays', params: idParamsWire, body: mergeWire, response: { 200: incidentOut } },
    },
    async ({ params, body, session, scope }) => {
      await mergeIncident(context, session, scope, params.id, body);
      return show(params.id);
    },
  );
  app.post(
    '/incidents/:id/unmerge',
    {
      config: { action: 'incident.update', target: 'incident' },
      schema: { tags, summary: 'Undo a merge', params: idParamsWire, body: unmergeWire, response: { 200: incidentOut } },
    },
    async ({ params, body, session }) => {
      await unmergeIncident(context, session, params.id, body);
      return show(params.id);
    },
  );
}
