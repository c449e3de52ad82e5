import sql, { empty, type Sql } from 'sql-template-tag';
import type { PullState } from '../../domain/edge-pull-rule.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import { newId } from '../../domain/uuid.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** A pull of footage from a device. */
export interface EdgePullRow {
  readonly id: string;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly incidentId: string;
  readonly referenceNumber: string;
  readonly category: IncidentCategory;
  /** The organisation whose case it is. */
  readonly pulledForName: string;
  readonly automatic: boolean;
  readonly requestedBy: string | null;
  readonly requestedByUsername: string | null;
  readonly requestedAtMs: number;
  /** True time. */
  readonly fromMs: number;
  readonly toMs: number;
  /** By the device's clock. */
  readonly deviceFromMs: number;
  readonly deviceToMs: number;
  readonly state: PullState;
  readonly notBeforeMs: number;
  readonly attempts: number;
  readonly reachedMs: number | null;
  readonly segmentCount: number;
  readonly byteLength: number;
  readonly gaps: readonly TimeInterval[];
  readonly notes: readonly string[];
  readonly problem: PullProblem | null;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
}

const SELECT_PULL = sql`SELECT p.id, p.camera_id AS "cameraId", c.name AS "cameraName", p.incident_id AS "incidentId", i.reference_number AS "referenceNumber", i.category, o.name AS "pulledForName",
    p.automatic, p.requested_by AS "requestedBy", a.username AS "requestedByUsername", p.requested_at AS "requestedAtMs", lower(p.true_during) AS "fromMs", upper(p.true_during) AS "toMs",
    lower(p.device_during) AS "deviceFromMs", upper(p.device_during) AS "deviceToMs", p.state, p.not_before AS "notBeforeMs", p.attempts, p.reached AS "reachedMs", p.segment_count AS "segmentCount",
    p.byte_length AS "byteLength", p.gaps, p.notes, p.problem, p.started_at AS "startedAtMs", p.finished_at AS "finishedAtMs"
  FROM edge_pull p JOIN camera c ON c.id = p.camera_id JOIN incident i ON i.id = p.incident_id JOIN organisation o ON o.id = i.entered_for LEFT JOIN app_user a ON a.id = p.requested_by`;

type Page = { readonly limit: number; readonly beforeId?: string | undefined };

function before({ beforeId }: Page): Sql {
  return beforeId === undefined ? empty : sql`AND p.id < ${beforeId}`;
}

/** @throws AppError `not_found` */
export async function getPull(db: Queryable, id: string): Promise<EdgePullRow> {
  return db.row(sql`${SELECT_PULL} WHERE p.id = ${id}`);
}

export async function findPull(db: Queryable, id: string): Promise<EdgePullRow | undefined> {
  return db.maybeRow(sql`${SELECT_PULL} WHERE p.id = ${id}`);
}

/** A camera's pulls, newest first. */
export async function listCameraPulls(db: Queryable, cameraId: string, page: Page): Promise<EdgePullRow[]> {
  return db.rows(sql`${SELECT_PULL} WHERE p.camera_id = ${cameraId} ${before(page)} ORDER BY p.id DESC LIMIT ${page.limit}`);
}

/** An incident's pulls, newest first. */
export async function listIncidentPulls(db: Queryable, incidentId: string, page: Page): Promise<EdgePullRow[]> {
  return db.rows(sql`${SELECT_PULL} WHERE p.incident_id = ${incidentId} ${before(page)} ORDER BY p.id DESC LIMIT ${page.limit}`);
}

/** A pull as it is ordered. */
export interface NewPull {
  readonly id: string;
  readonly cameraId: string;
  readonly incidentId: string;
  /** Null when the service orders it. */
  readonly requestedBy: string | null;
  readonly atMs: number;
  readonly trueDuring: TimeInterval;
  readonly deviceDuring: TimeInterval;
}

/** Orders a pull; false when one of that camera is unfinished. */
export async function insertPull(tx: Queryable, pull: NewPull): Promise<boolean> {
  const { trueDuring, deviceDuring } = pull;
  const at = new Date(pull.atMs);
  return (
    (await tx.run(sql`INSERT INTO edge_pull (id, camera_id, incident_id, automatic, requested_by, requested_at, true_during, device_during, state, not_before)
      VALUES (${pull.id}, ${pull.cameraId}, ${pull.incidentId}, ${pull.requestedBy === null}, ${pull.requestedBy}, ${at},
        tstzrange(${new Date(trueDuring.fromMs)}, ${new Date(trueDuring.toMs)}), tstzrange(${new Date(deviceDuring.fromMs)}, ${new Date(deviceDuring.toMs)}), 'queued', ${at})
      ON CONFLICT (camera_id) WHERE finished_at IS NULL DO NOTHING`)) === 1
  );
}

/** What stood in a pull's way. */
export interface PullProblem {
  readonly code: string;
  readonly message: string;
}

/** Notes an order of the service's own that can't be carried out before a person mended something; returns its id. */
export async function insertFailedPull(
  tx: Queryable,
  pull: Pick<NewPull, 'cameraId' | 'incidentId' | 'trueDuring' | 'atMs'> & { readonly problem: PullProblem },
): Promise<string> {
  const id = newId(pull.atMs);
  const { cameraId, incidentId, trueDuring, atMs } = pull;
  const during = sql`tstzrange(${new Date(trueDuring.fromMs)}, ${new Date(trueDuring.toMs)})`;
  const at = new Date(atMs);
  await tx.run(sql`INSERT INTO edge_pull (id, camera_id, incident_id, automatic, requested_at, true_during, device_during, state, not_before, finished_at, problem)
    VALUES (${id}, ${cameraId}, ${incidentId}, true, ${at}, ${during}, ${during}, 'failed', ${at}, ${at}, ${JSON.stringify(pull.problem)}::jsonb)`);
  return id;
}

/** Cancels an incident's unfinished pulls, or those of the service's own among them; their leases are lost. */
export async function endUnfinishedPulls(
  tx: Queryable,
  incidentId: string,
  { problem, only, nowMs }: { readonly problem: PullProblem; readonly only: 'automatic' | 'all'; readonly nowMs: number },
): Promise<{ id: string; cameraId: string }[]> {
  return tx.rows(sql`UPDATE edge_pull SET state = 'cancelled', finished_at = ${new Date(nowMs)}, lease_id = NULL, lease_until = NULL, problem = ${JSON.stringify(problem)}::jsonb
    WHERE incident_id = ${incidentId} AND finished_at IS NULL ${only === 'automatic' ? sql`AND automatic` : empty} RETURNING id, camera_id AS "cameraId"`);
}

/** True time of a camera that the service pulls by itself for an incident. */
export interface DueAutomaticPull extends TimeInterval {
  readonly incidentId: string;
  readonly cameraId: string;
}

/** How long camera `c` keeps its recordings. */
const KEPT = sql`c.retention_hours * interval '1 hour'`;

/** The device of camera `c` and what else decides beside the incident. */
const DEVICE = sql`JOIN camera_source src ON src.camera_id = c.id LEFT JOIN camera_capability k ON k.camera_id = c.id`;

/** Whether the service may pull `wanted` of camera `c` by itself for incident `i` as it stands: the limits of the case, what the device can send and still has, and that it wasn't asked for it within the hour, or had no more. */
function isPullable(wanted: Sql, now: Sql): Sql {
  return sql`c.recording_mode = 'edge' AND c.retired_at IS NULL AND src.kind = 'onvif' AND coalesce(k.capabilities #>> '{edgeStorage,replay}', 'true') = 'true'
      AND NOT i.was_gathering AND NOT near_gathering(i.location, i.uncertainty_m, i.occurred) AND i.outcome = 'open' AND upper(i.occurred) + interval '1 minute' <= ${now} AND upper(i.occurred) - lower(i.occurred) <= interval '24 hours'
      AND upper(${wanted}) + ${KEPT} > ${now}
      AND NOT EXISTS (SELECT 1 FROM incident_merge m WHERE m.incident_id = i.id AND m.undone_at IS NULL) AND (i.uncertainty_m <= 250 OR EXISTS (
        -- as in the trigger edge_pull_check: what would only be refused takes nobody's turn
        SELECT 1 FROM incident_approval p WHERE p.incident_id = i.id AND p.kind = 'extent' AND p.approved_by IS DISTINCT FROM i.entered_by AND p.category = i.category AND p.occurred @> i.occurred
          AND ST_DistanceSphere(p.location, i.location) + i.uncertainty_m <= p.uncertainty_m + 1))
      AND NOT EXISTS (SELECT 1 FROM edge_pull p WHERE p.camera_id = c.id AND (p.finished_at IS NULL OR (p.true_during @> ${wanted}
        AND (p.state = 'done' OR (p.state IN ('failed', 'partial') AND p.finished_at > ${now} - interval '1 hour')))))`;
}

/**
 * Held footage to be pulled by the service itself, the first to be overwritten first: the device keeps it, its time there ends soon (a quarter of the retention before, 12 hours at
 * most), no pull of it brought all that the device has, and none failed or brought a part in the last hour. Above the limits only with its approval. All limits are checked again when it is ordered.
 */
export async function listAutomaticPullsDue(db: Queryable, nowMs: number, limit: number): Promise<DueAutomaticPull[]> {
  const now = sql`${new Date(nowMs)}::timestamptz`;
  return db.rows(sql`SELECT h.incident_id AS "incidentId", h.camera_id AS "cameraId", lower(i.occurred) AS "fromMs", upper(i.occurred) AS "toMs"
    FROM hold h JOIN incident i ON i.id = h.incident_id JOIN camera c ON c.id = h.camera_id ${DEVICE}
    WHERE h.released_at IS NULL AND NOT h.pending AND (h.expires_at IS NULL OR h.expires_at > ${now}) AND h.during && i.occurred
      AND lower(i.occurred) + ${KEPT} - least(interval '12 hours', ${KEPT} / 4) <= ${now} AND ${isPullable(sql`i.occurred`, now)}
    GROUP BY h.incident_id, h.camera_id, i.occurred, c.retention_hours ORDER BY lower(i.occurred) + ${KEPT} LIMIT ${limit}`);
}

/** What footage requests opened and `keep-requests` did not find on hand, to be pulled at once: those seconds of the incident and no others. Otherwise as {@link listAutomaticPullsDue}. */
export async function listRequestedPullsDue(db: Queryable, nowMs: number, limit: number): Promise<DueAutomaticPull[]> {
  const now = sql`${new Date(nowMs)}::timestamptz`;
  const wanted = sql`(r.during * i.occurred)`;
  return db.rows(sql`SELECT r.incident_id AS "incidentId", r.camera_id AS "cameraId", lower(${wanted}) AS "fromMs", upper(${wanted}) AS "toMs"
    FROM footage_request r JOIN incident i ON i.id = r.incident_id JOIN camera c ON c.id = r.camera_id ${DEVICE}
    WHERE r.look_at IS NOT NULL AND r.state = 'fulfilling' AND r.access_until > ${now} AND NOT isempty(${wanted}) AND ${isPullable(wanted, now)}
    ORDER BY upper(i.occurred) + ${KEPT}, r.id LIMIT ${limit}`);
}

/** Whether a live hold of the incident, to which a second officer agreed, covers all of a camera's time. As in the trigger `edge_pull_checked_near`. */
export async function isAgreedFor(
  db: Queryable,
  { incidentId, cameraId }: Pick<DueAutomaticPull, 'incidentId' | 'cameraId'>,
  during: TimeInterval,
  nowMs: number,
): Promise<boolean> {
  return (
    (await db.maybeRow(sql`SELECT 1 FROM hold WHERE incident_id = ${incidentId} AND camera_id = ${cameraId} AND released_at IS NULL AND NOT pending AND seconded_by IS NOT NULL
      AND (expires_at IS NULL OR expires_at > ${new Date(nowMs)}) AND during @> tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)}) LIMIT 1`)) !==
    undefined
  );
}

/** Whether a live hold of the incident keeps footage of a camera's time. */
export async function isHeldFor(
  db: Queryable,
  { incidentId, cameraId }: Pick<DueAutomaticPull, 'incidentId' | 'cameraId'>,
  during: TimeInterval,
  nowMs: number,
): Promise<boolean> {
  return (
    (await db.maybeRow(sql`SELECT 1 FROM hold WHERE incident_id = ${incidentId} AND camera_id = ${cameraId} AND released_at IS NULL AND NOT pending
      AND (expires_at IS NULL OR expires_at > ${new Date(nowMs)}) AND during && tstzrange(${new Date(during.fromMs)}, ${new Date(during.toMs)}) LIMIT 1`)) !==
    undefined
  );
}
