import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { isGatheringCase } from '../../domain/gathering-rule.ts';
import { nearness } from '../../domain/nearby-rule.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { mergeWire, unmergeWire } from '../../domain/wire/incident-merge-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { extentOf } from '../../db/incidents/incident-extent.ts';
import { publishEvents } from '../../db/live-events.ts';
import { incidentReach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { enterHoldsDue } from '../../db/repositories/hold-due-repository.ts';
import { insertMerge, undoMerge } from '../../db/repositories/incident-merge-repository.ts';
import { lockIncident, type IncidentRow } from '../../db/repositories/incident-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Refuses a change of an incident that is a report of another one. Errors: `incident_merged` (conflict). */
export function requireUnmerged(incident: Pick<IncidentRow, 'mergedInto'>): void {
  if (incident.mergedInto === null) return;
  throw new AppError('conflict', 'incident_merged', 'This report was merged into another incident. Go on with that one, or undo the merge first.', {
    details: { mergedInto: incident.mergedInto.id },
  });
}

/** Refuses to make a gathering of an incident that has reports which are none: they would keep what a gathering may not. Errors: `merge_across_limits` (conflict). */
export function requireNoReports(incident: Pick<IncidentRow, 'mergedFrom'>): void {
  if (incident.mergedFrom.length === 0) return;
  throw new AppError(
    'conflict',
    'merge_across_limits',
    'Reports were merged into this incident, and different limits hold for a disorderly gathering. Undo the merges, correct the category of each, and merge them again.',
  );
}

/** Both incidents, locked in the order of their ids. */
async function lockBoth(tx: Queryable, id: string, intoId: string): Promise<[IncidentRow, IncidentRow]> {
  const [first, second] = id < intoId ? [id, intoId] : [intoId, id];
  const rows = [await lockIncident(tx, first), await lockIncident(tx, second)];
  return rows[0]!.id === id ? [rows[0]!, rows[1]!] : [rows[1]!, rows[0]!];
}

/** Refuses a merge that would chain incidents, join what is not near, or take footage of a gathering out of its limits or into them. */
function checkMerge(report: IncidentRow, into: IncidentRow): void {
  requireUnmerged(report);
  if (into.mergedInto !== null || report.mergedFrom.length > 0) {
    throw new AppError(
      'conflict',
      'merge_chained',
      'One of the two belongs to a merge already. Merge each report into the one incident that stays, not one into the next.',
    );
  }
  if (isGatheringCase(report) !== isGatheringCase(into)) {
    throw new AppError(
      'conflict',
      'merge_across_limits',
      'A disorderly gathering is merged only with another one: different limits hold for it. Correct the category first.',
    );
  }
  if (!nearness(extentOf(report), extentOf(into)).isNear) {
    throw new AppError('conflict', 'merge_not_near', 'The two are too far apart in place or time to be the same incident. Merge what GET …/nearby offers.');
  }
}

async function findTarget(context: ServerContext, session: LiveSession, scope: Scope, report: string, into: string): Promise<void> {
  const found = into === report ? undefined : await incidentReach(context.db, into, session);
  if (found !== undefined && (scope === 'any' || (scope === 'own' ? found.own : found.inUnits))) return;
  throw new AppError('invalid', 'unknown_incident', 'There is no such other incident within your reach. Take intoIncidentId from GET …/nearby.');
}

/**
 * Merges a report into the incident that stays. Neither changes its extent, nothing moves, and what both hold stays held. Refusals are logged. Errors: `unknown_incident`, `incident_merged`, `merge_chained`, `merge_across_limits`,
 * `merge_not_near`, `personal_data_in_text`.
 */
export async function mergeIncident(context: ServerContext, session: LiveSession, scope: Scope, id: string, input: z.output<typeof mergeWire>): Promise<void> {
  const act = { actor: actorOf(session), action: 'incident.merge', incidentId: id, detail: { into: input.intoIncidentId } };
  await withRefusalsLogged(context.db, act, async () => {
    checkSummary(input.reason, 'reason');
    await findTarget(context, session, scope, id, input.intoIncidentId);
    await storeMerge(context, session, id, input);
  });
}

async function storeMerge(context: ServerContext, session: LiveSession, id: string, { intoIncidentId, reason }: z.output<typeof mergeWire>): Promise<void> {
  const nowMs = context.clock.now();
  await context.db.transaction(async (tx) => {
    checkMerge(...(await lockBoth(tx, id, intoIncidentId)));
    const mergeId = newId(nowMs);
    await insertMerge(tx, { id: mergeId, incidentId: id, intoIncidentId, reason, mergedBy: session.userId, atMs: nowMs });
    await logBoth(tx, session, 'incident.merge', id, intoIncidentId);
  });
}

/** Undoes a merge: the report is an incident of its own again, and its automatic holds are looked at anew. Errors: `incident_not_merged`, `personal_data_in_text`. */
export async function unmergeIncident(context: ServerContext, session: LiveSession, id: string, { reason }: z.output<typeof unmergeWire>): Promise<void> {
  const undo = async (tx: Queryable): Promise<void> => {
    checkSummary(reason, 'reason');
    const { mergedInto } = await lockIncident(tx, id);
    if (mergedInto === null) throw new AppError('conflict', 'incident_not_merged', 'This incident is not merged into another one. Load it again.');
    await undoMerge(tx, id, { by: session.userId, reason, atMs: context.clock.now() });
    await enterHoldsDue(tx, id);
    await logBoth(tx, session, 'incident.unmerge', id, mergedInto.id);
  };
  const act = { actor: actorOf(session), action: 'incident.unmerge', incidentId: id };
  await withRefusalsLogged(context.db, act, () => context.db.transaction(undo));
}

/** The log of each of the two tells of it. */
async function logBoth(tx: Queryable, session: LiveSession, action: string, id: string, intoId: string): Promise<void> {
  await appendAudit(tx, { actor: actorOf(session), action, incidentId: id, detail: { into: intoId } });
  await appendAudit(tx, { actor: actorOf(session), action, incidentId: intoId, detail: { report: id } });
  await publishEvents(
    tx,
    [id, intoId].map((incidentId) => ({ topic: 'incidents', type: 'updated', data: { incidentId } })),
  );
}
