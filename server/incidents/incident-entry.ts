import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { isGatheringCase } from '../../domain/gathering-rule.ts';
import { checkIncidentBounds, INCIDENT_LIMITS } from '../../domain/incident-limits.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { LonLat } from '../../domain/geojson.ts';
import type { incidentCreateWire, incidentPatchWire } from '../../domain/wire/incident-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { liesInUnit } from '../../db/repositories/camera-placement-repository.ts';
import * as incidents from '../../db/repositories/incident-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { checkUnit } from '../cameras/camera-registration.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { endHoldsNotAllowed, followHoldsNow } from '../holds/incident-holds.ts';
import { cancelChangedPulls } from '../pulls/cancel-changed.ts';
import { endRequestsNotAllowed, narrowRequests } from '../requests/incident-requests.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { requireNoReports, requireUnmerged } from './incident-merge.ts';

type CreateInput = z.output<typeof incidentCreateWire>;
type PatchInput = z.output<typeof incidentPatchWire>;
type Placed = Pick<incidents.IncidentValues, 'unitId' | 'warnings'>;

const OUTSIDE_EVERY_UNIT = {
  code: 'outside_every_unit',
  message: 'The place lies outside every unit. It is stored and matched all the same; check the coordinates (longitude first).',
};
const OUTSIDE_UNIT = { code: 'outside_unit', message: 'The place lies outside the boundary of the unit that was given. Check the place and the unit.' };
const LATE_HOURS = 24;
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** The unit of an incident: the one that was named, else the smallest that covers the place; and what is odd about it. */
async function locate(db: Queryable, session: LiveSession, scope: Scope, location: LonLat, unitId: string | null | undefined): Promise<Placed> {
  if (unitId !== undefined && unitId !== null) {
    await checkUnit(db, unitId, session, scope);
    return { unitId, warnings: (await liesInUnit(db, unitId, location)) ? [] : [OUTSIDE_UNIT] };
  }
  const found = await incidents.unitAt(db, location, session.unitIds);
  if (found === undefined) return { unitId: null, warnings: [OUTSIDE_EVERY_UNIT] };
  if (scope !== 'any' && !found.inReach) {
    throw new AppError(
      'forbidden',
      'place_out_of_reach',
      'This place belongs to a unit that is not one of yours. Ask the police post that answers for it, or check the coordinates.',
    );
  }
  return { unitId: found.id, warnings: [] };
}

function withoutNul(text: string): string {
  // PostgreSQL keeps no NUL characters
  return text.replaceAll('\0', '');
}

/** Checks what was entered against the rules. Errors: those of `checkIncidentBounds`, `checkSummary`, `reported_in_future`, `reported_too_old`. */
function check(values: Omit<incidents.IncidentValues, keyof Placed>, nowMs: number): void {
  checkIncidentBounds({ category: values.category, occurred: values.occurred, location: values.location, uncertaintyM: values.uncertaintyM }, nowMs);
  checkSummary(values.summary, 'summary');
  if (values.reportedAtMs > nowMs + 5 * 60_000)
    throw new AppError('invalid', 'reported_in_future', 'reportedAt lies in the future. Check the date and its zone.');
  // its year stands in the reference number
  if (values.reportedAtMs < INCIDENT_LIMITS.earliestMs)
    throw new AppError('invalid', 'reported_too_old', 'reportedAt lies before the year 2000. Check its year: four digits.');
}

/** Enters an incident; returns its id. A refusal is recorded as well. */
export async function enterIncident(context: ServerContext, session: LiveSession, scope: Scope, input: CreateInput): Promise<string> {
  const act = { actor: actorOf(session), action: 'incident.create', detail: { category: input.category } };
  const id = await withRefusalsLogged(context.db, act, () => storeIncident(context, session, scope, input));
  await followHoldsNow(context, id);
  return id;
}

async function storeIncident(context: ServerContext, session: LiveSession, scope: Scope, input: CreateInput): Promise<string> {
  const nowMs = context.clock.now();
  const id = newId(nowMs);
  const base = {
    category: input.category,
    occurred: { fromMs: Date.parse(input.occurredFrom), toMs: Date.parse(input.occurredTo) },
    location: input.location.coordinates,
    uncertaintyM: input.uncertaintyM,
    summary: withoutNul(input.summary),
    outcome: 'open' as const,
    reportedAtMs: input.reportedAt === undefined ? nowMs : Date.parse(input.reportedAt),
  };
  check(base, nowMs);
  const placed = await locate(context.db, session, scope, base.location, input.unitId);
  const year = new Date(base.reportedAtMs + VIETNAM_OFFSET_MS).getUTCFullYear();
  await context.db.transaction(async (tx) => {
    const referenceNumber = await incidents.nextReferenceNumber(tx, year);
    await incidents.insertIncident(tx, {
      id,
      referenceNumber,
      ...base,
      ...placed,
      enteredBy: session.userId,
      enteredFor: session.organisationId,
      recordedAtMs: nowMs,
    });
    await appendAudit(tx, {
      actor: actorOf(session),
      action: 'incident.create',
      incidentId: id,
      detail: { category: base.category, enteredLate: nowMs - base.occurred.toMs > LATE_HOURS * 3_600_000 },
    });
    await publishEvent(tx, { topic: 'incidents', type: 'created', data: { incidentId: id } });
  });
  return id;
}

function merge(before: incidents.IncidentRow, patch: PatchInput): Omit<incidents.IncidentValues, keyof Placed> {
  return {
    category: patch.category ?? before.category,
    occurred: {
      fromMs: patch.occurredFrom === undefined ? before.fromMs : Date.parse(patch.occurredFrom),
      toMs: patch.occurredTo === undefined ? before.toMs : Date.parse(patch.occurredTo),
    },
    location: patch.location?.coordinates ?? [before.lon, before.lat],
    uncertaintyM: patch.uncertaintyM ?? before.uncertaintyM,
    summary: patch.summary === undefined ? before.summary : withoutNul(patch.summary),
    outcome: patch.outcome ?? before.outcome,
    reportedAtMs: patch.reportedAt === undefined ? before.reportedAtMs : Date.parse(patch.reportedAt),
  };
}

/** Changes an incident; everything or nothing. What it was before stays in the log's entry; a refusal is recorded as well. */
export async function changeIncident(context: ServerContext, session: LiveSession, scope: Scope, id: string, patch: PatchInput): Promise<void> {
  const act = { actor: actorOf(session), action: 'incident.update', incidentId: id, detail: { fields: Object.keys(patch) } };
  await withRefusalsLogged(context.db, act, () => storeChange(context, session, scope, id, patch));
  await followHoldsNow(context, id);
}

async function storeChange(context: ServerContext, session: LiveSession, scope: Scope, id: string, patch: PatchInput): Promise<void> {
  await context.db.transaction(async (tx) => {
    const before = await incidents.lockIncident(tx, id);
    requireUnmerged(before);
    const merged = merge(before, patch);
    check(merged, context.clock.now());
    if (isGatheringCase({ ...before, category: merged.category }) && !isGatheringCase(before)) requireNoReports(before);
    const moves = patch.location !== undefined || patch.unitId !== undefined;
    const placed = moves ? await locate(tx, session, scope, merged.location, patch.unitId) : { unitId: before.unitId, warnings: before.warnings };
    const change = { actor: actorOf(session), before, after: merged, nowMs: context.clock.now(), publicUrl: context.settings.publicUrl };
    await endHoldsNotAllowed(tx, change);
    await cancelChangedPulls(tx, change);
    await endRequestsNotAllowed(tx, change);
    await incidents.updateIncident(tx, before, { ...merged, ...placed }, session.userId);
    await narrowRequests(tx, change);
    const was = {
      category: before.category,
      fromMs: before.fromMs,
      toMs: before.toMs,
      lon: before.lon,
      lat: before.lat,
      uncertaintyM: before.uncertaintyM,
      outcome: before.outcome,
    };
    await appendAudit(tx, { actor: actorOf(session), action: 'incident.update', incidentId: id, detail: { fields: Object.keys(patch), was } });
    await publishEvent(tx, { topic: 'incidents', type: 'updated', data: { incidentId: id } });
  });
}
