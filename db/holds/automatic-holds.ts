import { judgeCandidate } from '../../domain/candidate-assembly.ts';
import { allowsAutomatics } from '../../domain/gathering-rule.ts';
import { contains, wantedHolds, type WantedHold } from '../../domain/hold-rule.ts';
import { automaticHoldExpiresAtMs, isHoldLive } from '../../domain/retention.ts';
import { uncertaintyDisc } from '../../domain/uncertainty-disc.ts';
import { newId } from '../../domain/uuid.ts';
import type { Database, Queryable } from '../database.ts';
import { isApprovalRequired, coveringApprovals } from '../incidents/incident-extent.ts';
import { publishEvent } from '../live-events.ts';
import { appendAudit, type AuditActor } from '../repositories/audit-repository.ts';
import { findCandidates } from '../repositories/candidate-repository.ts';
import { enterNearGatheringDue, takeHoldsDue } from '../repositories/hold-due-repository.ts';
import { endHolds, insertHold, listAutomaticHolds, type HoldRow } from '../repositories/hold-repository.ts';
import { listApprovals, lockIncident, type ApprovalRow, type IncidentRow } from '../repositories/incident-repository.ts';
import { getOrganisation } from '../repositories/organisation-repository.ts';
import { cancelNearGathering } from './cancel-near-gathering.ts';

/**
 * Makes the automatic holds of an incident what they should be, if that is due; twice is once. One transaction: what no longer fits ends, what is missing is made, both are logged, and the incident leaves the
 * list. The incident's row is locked first, so that no change of its category or extent comes between. `publicUrl`: where messages about requests that end lead.
 */
export async function followAutomaticHolds(database: Database, incidentId: string, nowMs: number, publicUrl?: string): Promise<void> {
  // before, and in a statement of its own: it takes shares of the rows of other incidents, and must hold none meanwhile
  const enteredRevision = await enterNearGatheringDue(database, incidentId);
  await database.transaction(async (tx) => {
    const incident = await lockIncident(tx, incidentId);
    // moved since: what lies near its new place is entered by whoever finds it on the list
    if (incident.wasGathering && incident.extentRevision !== enteredRevision) return;
    if (!(await takeHoldsDue(tx, incidentId))) return;
    if (incident.nearGathering) await cancelNearGathering(tx, incidentId, nowMs, publicUrl);
    const approvals = await listApprovals(tx, [incidentId], 'extent');
    const allowed = isAutomaticHoldAllowed(incident, approvals);
    // a merged report keeps what it has and gets nothing new, but it keeps nothing that is allowed no longer
    if (incident.mergedInto !== null && allowed) return;
    const holds = await listAutomaticHolds(tx, incidentId);
    const untilMs = automaticHoldsUntilMs(incident, approvals);
    const wanted = allowed && untilMs > nowMs ? await wantedNow(tx, incident, nowMs) : [];
    const ended = await endStale(tx, { incident, holds, wanted, allowed, nowMs });
    const made = await makeMissing(tx, { incident, holds: holds.filter((hold) => !ended.includes(hold.id)), wanted, untilMs, nowMs });
    if (ended.length + made > 0) await publishEvent(tx, { topic: 'incidents', type: 'updated', data: { incidentId } });
  });
}

/** Whether an incident may have automatic holds as it stands: no gathering nor near one, and within the limits or approved by another person. */
export function isAutomaticHoldAllowed(incident: IncidentRow, approvals: readonly ApprovalRow[]): boolean {
  return allowsAutomatics(incident) && !isApprovalRequired(incident, approvals);
}

/** 72 hours from the entry, or from the approval that first allowed it: an incident that is changed again and again holds no longer for it. */
function automaticHoldsUntilMs(incident: IncidentRow, approvals: readonly ApprovalRow[]): number {
  const covering = coveringApprovals(incident, approvals);
  const sinceMs = covering === undefined ? incident.recordedAtMs : Math.min(...covering.map((approval) => approval.approvedAtMs));
  return automaticHoldExpiresAtMs(sinceMs);
}

/** The best candidates within reach of those for whom the incident was entered, those aside that a person rejected. */
async function wantedNow(tx: Queryable, incident: IncidentRow, nowMs: number): Promise<WantedHold[]> {
  const occurred = { fromMs: incident.fromMs, toMs: incident.toMs };
  const location = [incident.lon, incident.lat] as const;
  const { id: organisationId, unitIds } = await getOrganisation(tx, incident.enteredFor);
  const rows = await findCandidates(tx, {
    incidentId: incident.id,
    occurred,
    location,
    disc: uncertaintyDisc(location, incident.uncertaintyM),
    nearM: 0,
    reach: { scope: 'units', organisationId, unitIds },
  });
  const open = rows.filter((row) => row.link?.verdict !== 'rejected');
  return wantedHolds(
    open.map(({ facts }) => ({
      ...judgeCandidate(facts, { occurred, location, uncertaintyM: incident.uncertaintyM }, nowMs),
      sees: facts.sees,
      snapshotIds: facts.snapshotIds,
    })),
    occurred,
  );
}

interface Plan {
  readonly incident: IncidentRow;
  readonly holds: readonly HoldRow[];
  readonly wanted: readonly WantedHold[];
  readonly nowMs: number;
}

function fits(hold: HoldRow, wanted: WantedHold): boolean {
  return hold.cameraId === wanted.cameraId && contains(hold, wanted.during);
}

function isLive(hold: HoldRow, nowMs: number): boolean {
  return isHoldLive({ during: hold, expiresAtMs: hold.expiresAtMs, releasedAtMs: hold.endedAtMs }, nowMs);
}

/** What was made for an extent that the incident no longer has, and doesn't fit the present one either; all of them where none is allowed. A bell's own holds stay as long as its incident isn't moved. */
async function endStale(tx: Queryable, { incident, holds, wanted, allowed, nowMs }: Plan & { readonly allowed: boolean }): Promise<string[]> {
  const stale = holds.filter(
    (hold) => isLive(hold, nowMs) && (!allowed || (hold.extentRevision < incident.extentRevision && !wanted.some((each) => fits(hold, each)))),
  );
  return endAndLog(tx, incident.id, stale, { because: allowed ? 'moved' : 'limits', nowMs });
}

/** Makes what no live hold covers yet. What a person released is not held again. */
async function makeMissing(tx: Queryable, { incident, holds, wanted, untilMs, nowMs }: Plan & { readonly untilMs: number }): Promise<number> {
  const settled = holds.filter((hold) => isLive(hold, nowMs) || hold.endedBecause === 'released');
  const missing = wanted.filter((each) => !settled.some((hold) => fits(hold, each)));
  const during = new Map(missing.map((each) => [each.cameraId, each.during]));
  for (const [cameraId, window] of during) {
    await insertHold(tx, {
      id: newId(nowMs),
      incidentId: incident.id,
      cameraId,
      during: window,
      automatic: true,
      expiresAtMs: untilMs,
      createdBy: null,
      createdAtMs: nowMs,
    });
  }
  if (missing.length > 0) await appendAudit(tx, { action: 'hold.automatic', incidentId: incident.id, cameraIds: [...during.keys()] });
  return missing.length;
}

/** Ends holds for a reason of the service's own and logs which cameras they were of; returns the ids of those that it ended. */
export async function endAndLog(
  tx: Queryable,
  incidentId: string,
  holds: readonly { readonly id: string }[],
  end: { readonly because: 'moved' | 'limits'; readonly nowMs: number; readonly actor?: AuditActor },
): Promise<string[]> {
  const ended = await endHolds(
    tx,
    holds.map((hold) => hold.id),
    end.because,
    end.nowMs,
  );
  if (ended.length === 0) return [];
  const cameraIds = [...new Set(ended.map((hold) => hold.cameraId))];
  await appendAudit(tx, { actor: end.actor, action: 'hold.end', incidentId, cameraIds, detail: { because: end.because } });
  return ended.map((hold) => hold.id);
}
