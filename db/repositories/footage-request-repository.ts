import sql, { join, type Sql } from 'sql-template-tag';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import {
  END_STATES,
  type DecisionPart,
  type MissingReason,
  type RequestDecision,
  type RequestEnd,
  type RequestState,
} from '../../domain/requests/request-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { inUnits, type Caller, type Reach } from './access-repository.ts';

/** One person's decision on a request. */
export interface DecisionRow {
  readonly part: DecisionPart;
  readonly decision: RequestDecision;
  readonly reason: string;
  readonly by: string;
  readonly username: string;
  readonly atMs: number;
}

/** A footage request as it is stored, with its decisions. */
export interface FootageRequestRow {
  readonly id: string;
  readonly incidentId: string;
  readonly referenceNumber: string;
  readonly category: IncidentCategory;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly requestedBy: string;
  readonly requestedByUsername: string;
  readonly requestedFor: string;
  readonly requestedForName: string;
  readonly requestedAtMs: number;
  /** True time that was asked for. */
  readonly askedFromMs: number;
  readonly askedToMs: number;
  /** True time that may be opened by it: all that was asked for, unless the incident was narrowed since. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly deciders: number;
  readonly needsSecond: boolean;
  readonly accessHours: number;
  readonly emergency: boolean;
  readonly justifyByMs: number | null;
  readonly justification: string | null;
  readonly justifiedAtMs: number | null;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  readonly state: RequestState;
  readonly accessFromMs: number | null;
  readonly accessUntilMs: number | null;
  readonly endedBecause: RequestEnd | null;
  readonly endedAtMs: number | null;
  readonly endReason: string | null;
  readonly missingReason: MissingReason | 'not_delivered' | null;
  readonly fulfilmentNote: string | null;
  readonly fulfilledAtMs: number | null;
  readonly decisions: readonly DecisionRow[];
}

const SELECT_REQUEST = sql`SELECT r.id, r.incident_id AS "incidentId", i.reference_number AS "referenceNumber", i.category, r.camera_id AS "cameraId", c.name AS "cameraName",
    r.owner_id AS "ownerId", o.name AS "ownerName", r.requested_by AS "requestedBy", a.username AS "requestedByUsername", r.requested_for AS "requestedFor", f.name AS "requestedForName",
    r.requested_at AS "requestedAtMs", lower(r.asked) AS "askedFromMs", upper(r.asked) AS "askedToMs", lower(r.during) AS "fromMs", upper(r.during) AS "toMs", r.purpose, r.legal_basis AS "legalBasis", r.deciders, r.needs_second AS "needsSecond", r.access_hours AS "accessHours",
    r.emergency, r.justify_by AS "justifyByMs", r.justification, r.justified_at AS "justifiedAtMs", r.due_at AS "dueAtMs", r.expires_at AS "expiresAtMs", r.state,
    r.access_from AS "accessFromMs", r.access_until AS "accessUntilMs", r.ended_because AS "endedBecause", r.ended_at AS "endedAtMs", r.end_reason AS "endReason",
    r.missing_reason AS "missingReason", r.fulfilment_note AS "fulfilmentNote", r.fulfilled_at AS "fulfilledAtMs",
    coalesce((SELECT json_agg(json_build_object('part', d.part, 'decision', d.decision, 'reason', d.reason, 'by', d.decided_by, 'username', u.username,
        'atMs', round(extract(epoch FROM d.decided_at) * 1000)::float8) ORDER BY d.id)
      FROM footage_request_decision d JOIN app_user u ON u.id = d.decided_by WHERE d.request_id = r.id), '[]') AS decisions
  FROM footage_request r JOIN incident i ON i.id = r.incident_id JOIN camera c ON c.id = r.camera_id JOIN organisation o ON o.id = r.owner_id
    JOIN app_user a ON a.id = r.requested_by JOIN organisation f ON f.id = r.requested_for`;

export async function findRequest(db: Queryable, id: string): Promise<FootageRequestRow> {
  return db.row(sql`${SELECT_REQUEST} WHERE r.id = ${id}`);
}

/** The request, locked until the transaction ends, after its incident and a share of its camera. */
export async function lockRequest(tx: Queryable, id: string): Promise<FootageRequestRow> {
  await tx.run(sql`SELECT 1 FROM incident WHERE id = (SELECT incident_id FROM footage_request WHERE id = ${id}) FOR UPDATE`);
  await tx.run(sql`SELECT 1 FROM camera WHERE id = (SELECT camera_id FROM footage_request WHERE id = ${id}) FOR KEY SHARE`);
  await tx.run(sql`SELECT 1 FROM footage_request WHERE id = ${id} FOR UPDATE`);
  return findRequest(tx, id);
}

/** Reach of a request: its board's own, and in the units of its camera or of the organisation that asked. */
export async function requestReach(db: Queryable, requestId: string, caller: Caller): Promise<Reach | undefined> {
  return db.maybeRow(sql`SELECT r.id, r.camera_id AS "cameraId", r.incident_id AS "incidentId", r.owner_id = ${caller.organisationId} AS own,
      (r.requested_for = ${caller.organisationId} OR ${inUnits(sql`r.unit_id`, caller)}) AS "inUnits"
    FROM footage_request r WHERE r.id = ${requestId}`);
}

/** Which requests are wanted. */
export interface RequestFilter extends Caller {
  readonly scope: Scope;
  readonly state?: RequestState | undefined;
  readonly incidentId?: string | undefined;
  readonly cameraId?: string | undefined;
  /** True: those that wait for a decision or a justification, or may be opened, at `nowMs`; false: those that are over. */
  readonly live?: boolean | undefined;
  readonly nowMs: number;
}

/** Whether request `r` waits for a decision or may be opened. */
function isLiveAt(nowMs: number): Sql {
  return sql`(r.ended_at IS NULL AND (r.access_until IS NULL OR r.access_until > ${new Date(nowMs)}))`;
}

/** Whether somebody may still do something about request `r`: it is live, or an emergency that waits for its justification. */
function isOpenMatter(nowMs: number): Sql {
  return sql`(${isLiveAt(nowMs)} OR (r.emergency AND r.justified_at IS NULL AND r.justify_by > ${new Date(nowMs)}))`;
}

function withinReach({ scope, organisationId, unitIds }: RequestFilter): Sql {
  if (scope === 'any') return sql`true`;
  if (scope === 'own') return sql`r.owner_id = ${organisationId}`;
  return sql`(r.requested_for = ${organisationId} OR r.unit_id IN (SELECT uc.descendant_id FROM unit_closure uc WHERE uc.ancestor_id = ANY(${unitIds}::uuid[])))`;
}

/** Requests within reach, newest first. */
export async function listRequests(db: Queryable, filter: RequestFilter, page: { limit: number; beforeId?: string | undefined }): Promise<FootageRequestRow[]> {
  const conditions = [
    withinReach(filter),
    ...(filter.state === undefined ? [] : [sql`r.state = ${filter.state}`]),
    ...(filter.incidentId === undefined ? [] : [sql`r.incident_id = ${filter.incidentId}`]),
    ...(filter.cameraId === undefined ? [] : [sql`r.camera_id = ${filter.cameraId}`]),
    ...(filter.live === undefined ? [] : [filter.live ? isOpenMatter(filter.nowMs) : sql`NOT ${isOpenMatter(filter.nowMs)}`]),
    ...(page.beforeId === undefined ? [] : [sql`r.id < ${page.beforeId}`]),
  ];
  return db.rows(sql`${SELECT_REQUEST} WHERE ${join(conditions, ' AND ')} ORDER BY r.id DESC LIMIT ${page.limit}`);
}

/** What is stored of a new request; owner and unit are its camera's. */
export interface NewRequest {
  readonly id: string;
  readonly incidentId: string;
  readonly cameraId: string;
  readonly requestedBy: string;
  readonly requestedFor: string;
  readonly atMs: number;
  readonly during: TimeInterval;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly policyId: string | null;
  readonly deciders: number;
  readonly needsSecond: boolean;
  readonly accessHours: number;
  readonly dueAtMs: number;
  readonly expiresAtMs: number;
  readonly remindAtMs: number;
  /** Opened at once: until when, and by when it is to be justified; null for one that waits for its board. */
  readonly emergency: { readonly justifyByMs: number; readonly accessUntilMs: number } | null;
}

/** Errors: `value_refused` with the constraint's name where the limits of the case forbid it, `constraint_violated` `footage_request_gathering_once`. */
export async function insertRequest(tx: Queryable, request: NewRequest): Promise<void> {
  const { emergency, during } = request;
  const at = new Date(request.atMs);
  const asked = sql`tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)})`;
  await tx.run(sql`INSERT INTO footage_request (id, incident_id, camera_id, owner_id, unit_id, requested_by, requested_for, requested_at, asked, during, purpose, legal_basis, extent_revision, policy_id,
      deciders, needs_second, access_hours, emergency, justify_by, due_at, expires_at, remind_at, state, access_from, access_until, look_at)
    SELECT ${request.id}, ${request.incidentId}, c.id, c.owner_id, c.unit_id, ${request.requestedBy}, ${request.requestedFor}, ${at},
      ${asked}, ${asked}, ${request.purpose}, ${request.legalBasis}, 0, ${request.policyId}, ${request.deciders}::int, ${request.needsSecond}::boolean,
      ${request.accessHours}::int, ${emergency !== null}::boolean, ${emergency === null ? null : new Date(emergency.justifyByMs)}::timestamptz, ${new Date(request.dueAtMs)}, ${new Date(request.expiresAtMs)},
      ${emergency === null ? new Date(request.remindAtMs) : null}::timestamptz, ${emergency === null ? 'submitted' : 'approved'}, ${emergency === null ? null : at}::timestamptz,
      ${emergency === null ? null : new Date(emergency.accessUntilMs)}::timestamptz, ${emergency === null ? null : at}::timestamptz
    FROM camera c WHERE c.id = ${request.cameraId}`);
}

/** Whether an undecided or open request of the incident for that camera touches `during`. */
export async function hasLiveRequest(db: Queryable, incidentId: string, cameraId: string, during: TimeInterval, nowMs: number): Promise<boolean> {
  return (
    (await db.maybeRow(
      sql`SELECT 1 FROM footage_request r WHERE r.incident_id = ${incidentId} AND r.camera_id = ${cameraId}
        AND ${isLiveAt(nowMs)} AND r.during && tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)}) LIMIT 1`,
    )) !== undefined
  );
}

/** Whether the incident, a gathering or near one, has had its half hour of that camera: a request is under way, or one opened something, given up since or not. As the index `footage_request_gathering_once`. */
export async function hasGatheringRequest(db: Queryable, incidentId: string, cameraId: string): Promise<boolean> {
  return (
    (await db.maybeRow(sql`SELECT 1 FROM footage_request WHERE incident_id = ${incidentId} AND camera_id = ${cameraId} AND needs_second
      AND (ended_at IS NULL OR (access_from IS NOT NULL AND ended_because <> 'no_footage')) LIMIT 1`)) !== undefined
  );
}

/**
 * Whether `during` of that camera would go on where another incident's request for a gathering, or near one, begins or ends, within 30 minutes, so that both together show more than half an hour: the same gathering entered again is no other one.
 * Locks the camera, so that of two who ask at once the second sees the first.
 */
export async function goesOnFromGathering(tx: Queryable, incidentId: string, cameraId: string, during: TimeInterval): Promise<boolean> {
  await tx.rows(sql`SELECT 1 FROM camera WHERE id = ${cameraId} FOR NO KEY UPDATE`);
  const [from, to] = [sql`${new Date(during.fromMs)}::timestamptz`, sql`${new Date(during.toMs)}::timestamptz`];
  const found = await tx.maybeRow(sql`SELECT 1 FROM footage_request WHERE camera_id = ${cameraId} AND incident_id <> ${incidentId} AND needs_second
    AND (ended_at IS NULL OR (access_from IS NOT NULL AND ended_because <> 'no_footage'))
    AND during && tstzrange(${from} - interval '30 minutes', ${to} + interval '30 minutes', '[]')
    AND greatest(upper(during), ${to}) - least(lower(during), ${from}) > interval '30 minutes' LIMIT 1`);
  return found !== undefined;
}

/** The last verdict on a camera of an incident; null: none. */
export async function lastVerdict(db: Queryable, incidentId: string, cameraId: string): Promise<'confirmed' | 'rejected' | null> {
  const row = await db.maybeRow<{ verdict: 'confirmed' | 'rejected' }>(
    sql`SELECT verdict FROM incident_link WHERE incident_id = ${incidentId} AND camera_id = ${cameraId} ORDER BY id DESC LIMIT 1`,
  );
  return row?.verdict ?? null;
}

export async function insertDecision(
  tx: Queryable,
  decision: { id: string; requestId: string; part: DecisionPart; decision: RequestDecision; reason: string; by: string; atMs: number },
): Promise<void> {
  await tx.run(sql`INSERT INTO footage_request_decision (id, request_id, part, decision, reason, decided_by, decided_at)
    VALUES (${decision.id}, ${decision.requestId}, ${decision.part}, ${decision.decision}, ${decision.reason}, ${decision.by}, ${new Date(decision.atMs)})`);
}

/** Opens the window to its requester. Errors: `value_refused` (`footage_request_needs_decisions`). */
export async function approveRequest(tx: Queryable, id: string, access: { fromMs: number; untilMs: number }): Promise<void> {
  await tx.run(sql`UPDATE footage_request SET state = 'approved', access_from = ${new Date(access.fromMs)}, access_until = ${new Date(access.untilMs)}, remind_at = NULL,
    look_at = ${new Date(access.fromMs)} WHERE id = ${id} AND state = 'submitted'`);
}

/** How a request ends. */
export interface RequestEnding {
  readonly because: RequestEnd;
  readonly atMs: number;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly missing?: MissingReason | 'not_delivered' | undefined;
}

/** Ends a request that gives nothing any more; false when it has ended already. */
export async function endRequest(tx: Queryable, id: string, { because, atMs, by, reason, missing }: RequestEnding): Promise<boolean> {
  const count =
    await tx.run(sql`UPDATE footage_request SET state = ${END_STATES[because]}, ended_because = ${because}, ended_at = ${new Date(atMs)}, ended_by = ${by ?? null}, end_reason = ${reason ?? null},
    missing_reason = coalesce(${missing ?? null}, missing_reason), remind_at = NULL, look_at = NULL WHERE id = ${id} AND ended_at IS NULL`);
  return count > 0;
}

/** Justifies an emergency. */
export async function justifyRequest(tx: Queryable, id: string, justification: string, atMs: number): Promise<void> {
  await tx.run(sql`UPDATE footage_request SET justification = ${justification}, justified_at = ${new Date(atMs)} WHERE id = ${id} AND justified_at IS NULL`);
}

/** Writes down how far an approved request is fulfilled; `lookAtMs` null: it is settled. */
export async function settleFulfilment(
  tx: Queryable,
  id: string,
  fulfilment: {
    readonly state: 'fulfilling' | 'completed' | 'partial';
    readonly lookAtMs: number | null;
    readonly atMs: number;
    readonly missing?: MissingReason | 'not_delivered' | undefined;
    readonly note?: string | undefined;
    readonly by?: string | undefined;
  },
): Promise<void> {
  const { state, lookAtMs, atMs, missing, note, by } = fulfilment;
  await tx.run(sql`UPDATE footage_request SET state = ${state}, look_at = ${lookAtMs === null ? null : new Date(lookAtMs)}, missing_reason = ${missing ?? null}, fulfilment_note = ${note ?? null},
    fulfilled_by = ${by ?? null}, fulfilled_at = ${state === 'fulfilling' ? null : new Date(atMs)}::timestamptz WHERE id = ${id} AND ended_at IS NULL`);
}

/** Requests of an incident that wait for a decision or may be opened, the oldest first. */
export async function listLiveRequests(tx: Queryable, incidentId: string, nowMs: number): Promise<FootageRequestRow[]> {
  return tx.rows(sql`${SELECT_REQUEST} WHERE r.incident_id = ${incidentId} AND ${isLiveAt(nowMs)} ORDER BY r.id`);
}

/** Narrows what a request may open; never widens it again. Errors: `value_refused` (`footage_request_only_narrowed`). */
export async function narrowRequest(tx: Queryable, id: string, during: TimeInterval): Promise<void> {
  await tx.run(sql`UPDATE footage_request SET during = tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)}) WHERE id = ${id} AND ended_at IS NULL`);
}
