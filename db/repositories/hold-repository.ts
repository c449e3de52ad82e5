import sql, { empty, type Sql } from 'sql-template-tag';
import { HOLD_LIMITS, type HoldEnd, type HoldOutside } from '../../domain/hold-rule.ts';
import type { IncidentCategory } from '../../domain/incident-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';

/** A hold as it is stored: a stretch of true time of one camera, for one incident. */
export interface HoldRow {
  readonly id: string;
  readonly incidentId: string;
  readonly referenceNumber: string;
  readonly category: IncidentCategory;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly automatic: boolean;
  readonly pending: boolean;
  readonly reason: string;
  readonly expiresAtMs: number | null;
  readonly requestId: string | null;
  readonly extentRevision: number;
  readonly createdAtMs: number;
  readonly createdBy: string | null;
  readonly createdByUsername: string | null;
  /** Who the incident was entered for. */
  readonly heldForName: string;
  readonly endedAtMs: number | null;
  readonly endedBecause: HoldEnd | null;
  readonly releasedBy: string | null;
  readonly releasedByUsername: string | null;
  readonly releaseReason: string | null;
  /** Some of it lies outside what may be held by hand for the incident as it stands now, since that was moved; null when it doesn't. */
  readonly outside: HoldOutside | null;
}

/** What is stored of a new hold. */
export interface NewHold {
  readonly id: string;
  readonly incidentId: string;
  readonly cameraId: string;
  /** True time. */
  readonly during: TimeInterval;
  /** Made by the service: it needs `expiresAtMs`, and the database refuses it for a gathering and above the limits. */
  readonly automatic: boolean;
  readonly expiresAtMs: number | null;
  readonly createdBy: string | null;
  readonly createdAtMs?: number | undefined;
  readonly reason?: string | undefined;
  /** Keeps nothing until a second officer agrees. */
  readonly pending?: boolean | undefined;
  /** The footage request that needs it. */
  readonly requestId?: string | undefined;
}

/**
 * Stores a hold. It takes a share of the incident's row and of the camera's: incidents come before cameras in the order of locks (docs/design/database.md#order-of-locks), so a transaction that stores several locks
 * its incident first and goes by the cameras' ids. Errors: `value_refused` (constraints `hold_not_for_gathering`, `hold_needs_approval`).
 */
export async function insertHold(tx: Queryable, hold: NewHold): Promise<void> {
  const { fromMs, toMs } = hold.during;
  await tx.run(sql`INSERT INTO hold (id, incident_id, camera_id, during, automatic, expires_at, created_by, created_at, reason, pending, request_id)
    VALUES (${hold.id}, ${hold.incidentId}, ${hold.cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), ${hold.automatic},
      ${hold.expiresAtMs === null ? null : new Date(hold.expiresAtMs)}, ${hold.createdBy}, ${hold.createdAtMs === undefined ? sql`now()` : new Date(hold.createdAtMs)},
      ${hold.reason ?? ''}, ${hold.pending ?? false}, ${hold.requestId ?? null})`);
}

/** The time of incident `i` in which footage may be held by hand: 30 minutes more on both sides, outwards to full seconds. As `checkHoldByHand`. */
const REACH_BY_HAND = sql`tstzrange(date_trunc('second', lower(i.occurred) - ${HOLD_LIMITS.byHandMarginMs} * interval '1 millisecond'),
  date_trunc('second', upper(i.occurred) + ${HOLD_LIMITS.byHandMarginMs} * interval '1 millisecond' + interval '999999 microseconds'))`;

/** Whether a camera hung around incident `i` while that went on, or up to 30 minutes before or after: what hung there years ago filmed nothing of it. */
function hungNear(cameraId: Sql): Sql {
  return sql`EXISTS (SELECT 1 FROM camera_placement p WHERE p.camera_id = ${cameraId} AND p.valid && ${REACH_BY_HAND}
    AND ST_DWithin(p.position::geography, i.location::geography, i.uncertainty_m + ${HOLD_LIMITS.byHandDistanceM}))`;
}

const SELECT_HOLD = sql`SELECT h.id, h.incident_id AS "incidentId", i.reference_number AS "referenceNumber", i.category, h.camera_id AS "cameraId", c.name AS "cameraName",
    lower(h.during) AS "fromMs", upper(h.during) AS "toMs", h.automatic, h.pending, h.reason, h.expires_at AS "expiresAtMs", h.request_id AS "requestId", h.extent_revision AS "extentRevision",
    h.created_at AS "createdAtMs", h.created_by AS "createdBy", a.username AS "createdByUsername", o.name AS "heldForName",
    h.released_at AS "endedAtMs", h.ended_because AS "endedBecause", h.released_by AS "releasedBy", r.username AS "releasedByUsername", h.release_reason AS "releaseReason",
    CASE WHEN NOT ${REACH_BY_HAND} @> h.during THEN 'time' WHEN NOT ${hungNear(sql`h.camera_id`)} THEN 'place' END AS outside
  FROM hold h JOIN incident i ON i.id = h.incident_id JOIN organisation o ON o.id = i.entered_for JOIN camera c ON c.id = h.camera_id
    LEFT JOIN app_user a ON a.id = h.created_by LEFT JOIN app_user r ON r.id = h.released_by`;

interface Page {
  readonly limit: number;
  readonly beforeId?: string | undefined;
}

function before({ beforeId }: Page): Sql {
  return beforeId === undefined ? empty : sql`AND h.id < ${beforeId}`;
}

export async function findHold(db: Queryable, id: string): Promise<HoldRow> {
  return db.row(sql`${SELECT_HOLD} WHERE h.id = ${id}`);
}

/** The hold, locked until the transaction ends, after its incident. */
export async function lockHold(tx: Queryable, id: string): Promise<HoldRow> {
  await tx.run(sql`SELECT 1 FROM incident WHERE id = (SELECT incident_id FROM hold WHERE id = ${id}) FOR UPDATE`);
  await tx.run(sql`SELECT 1 FROM hold WHERE id = ${id} FOR UPDATE`);
  return findHold(tx, id);
}

/** Holds of an incident and of the reports that were merged into it, ended ones too, newest first. */
export async function listIncidentHolds(db: Queryable, incidentId: string, page: Page): Promise<HoldRow[]> {
  return db.rows(sql`${SELECT_HOLD} WHERE h.incident_id = ANY(ARRAY(SELECT m.incident_id FROM incident_merge m WHERE m.into_incident_id = ${incidentId} AND m.undone_at IS NULL) || ${incidentId}::uuid)
    ${before(page)} ORDER BY h.id DESC LIMIT ${page.limit}`);
}

/** Holds on a camera, ended ones too, newest first. */
export async function listCameraHolds(db: Queryable, cameraId: string, page: Page): Promise<HoldRow[]> {
  return db.rows(sql`${SELECT_HOLD} WHERE h.camera_id = ${cameraId} ${before(page)} ORDER BY h.id DESC LIMIT ${page.limit}`);
}

/** All automatic holds that were ever made for an incident itself, the oldest first. */
export async function listAutomaticHolds(db: Queryable, incidentId: string): Promise<HoldRow[]> {
  return db.rows(sql`${SELECT_HOLD} WHERE h.incident_id = ${incidentId} AND h.automatic ORDER BY h.id`);
}

/** Ends live holds for a reason of the service's own; returns those that it ended. */
export async function endHolds(
  tx: Queryable,
  ids: readonly string[],
  because: Exclude<HoldEnd, 'released'>,
  atMs: number,
): Promise<{ id: string; cameraId: string }[]> {
  if (ids.length === 0) return [];
  return tx.rows(sql`UPDATE hold SET released_at = ${new Date(atMs)}, ended_because = ${because} WHERE id = ANY(${ids}::uuid[]) AND released_at IS NULL
    RETURNING id, camera_id AS "cameraId"`);
}

/** Ends a hold by a person's hand. */
export async function releaseHold(tx: Queryable, id: string, release: { by: string; reason: string; atMs: number }): Promise<void> {
  await tx.run(sql`UPDATE hold SET released_at = ${new Date(release.atMs)}, ended_because = 'released', released_by = ${release.by}, release_reason = ${release.reason}
    WHERE id = ${id} AND released_at IS NULL`);
}

/** A second officer agreed: the hold keeps its footage from now on. It takes a share of the camera's row, as storing a hold does: a sweep of the retention has deleted before, or sees it. */
export async function secondHold(tx: Queryable, id: string, secondedBy: string): Promise<void> {
  await tx.run(sql`SELECT 1 FROM camera WHERE id = (SELECT camera_id FROM hold WHERE id = ${id}) FOR KEY SHARE`);
  await tx.run(sql`UPDATE hold SET pending = false, seconded_by = ${secondedBy} WHERE id = ${id} AND pending`);
}

/** Live holds by hand on one camera for an incident. */
export async function countHoldsByHand(db: Queryable, incidentId: string, cameraId: string, nowMs: number): Promise<number> {
  const { count } = await db.row<{
    count: number;
  }>(sql`SELECT count(*) AS count FROM hold h WHERE h.incident_id = ${incidentId} AND h.camera_id = ${cameraId} AND NOT h.automatic
    AND h.released_at IS NULL AND (h.expires_at IS NULL OR h.expires_at > ${new Date(nowMs)})`);
  return count;
}

/** When the first hold by hand of a camera for an incident was made, of those that kept something and that no request took over; null when there is none. */
export async function firstHeldByHandAt(db: Queryable, incidentId: string, cameraId: string): Promise<number | null> {
  const { firstAtMs } = await db.row<{ firstAtMs: number | null }>(
    sql`SELECT min(created_at) AS "firstAtMs" FROM hold WHERE incident_id = ${incidentId} AND camera_id = ${cameraId} AND NOT automatic AND NOT pending AND request_id IS NULL`,
  );
  return firstAtMs;
}

/**
 * Keeps what is held automatically for a footage request: the live automatic holds of the incident on that camera which touch `during` are the request's from now on and end at `untilMs`, not after 72 hours. Returns how
 * many they are; a request that finds none stores one of its own. It takes a share of the camera's row: in the second in which a hold lapses it is kept, or found lapsed.
 */
export async function keepHoldsForRequest(
  tx: Queryable,
  request: { requestId: string; incidentId: string; cameraId: string; during: TimeInterval; untilMs: number; nowMs: number },
): Promise<number> {
  const { fromMs, toMs } = request.during;
  await tx.run(sql`SELECT 1 FROM camera WHERE id = ${request.cameraId} FOR KEY SHARE`);
  return tx.run(sql`UPDATE hold SET automatic = false, request_id = ${request.requestId}, expires_at = ${new Date(request.untilMs)}
    WHERE incident_id = ${request.incidentId} AND camera_id = ${request.cameraId} AND automatic AND released_at IS NULL AND expires_at > ${new Date(request.nowMs)}
      AND during && tstzrange(${new Date(fromMs)}, ${new Date(toMs)})`);
}

/** Whether a camera hung near enough to an incident, at its time, for its footage to be held by hand. */
export async function isHoldableByHand(db: Queryable, incidentId: string, cameraId: string): Promise<boolean> {
  return (await db.maybeRow(sql`SELECT 1 FROM incident i WHERE i.id = ${incidentId} AND ${hungNear(sql`${cameraId}::uuid`)}`)) !== undefined;
}

/** Ids of the live holds by hand of an incident that no request took over. */
export async function listHandHolds(db: Queryable, incidentId: string): Promise<{ id: string }[]> {
  return db.rows(sql`SELECT id FROM hold WHERE incident_id = ${incidentId} AND NOT automatic AND request_id IS NULL AND released_at IS NULL ORDER BY id`);
}

/** A hold whose time was over. */
export interface LapsedHold {
  readonly id: string;
  readonly incidentId: string;
  readonly cameraId: string;
  readonly automatic: boolean;
}

/** Ends up to `limit` holds whose time is over, the first due first; those that another worker ends just now are left to it. */
export async function lapseHolds(tx: Queryable, nowMs: number, limit: number): Promise<LapsedHold[]> {
  return tx.rows(sql`UPDATE hold SET released_at = expires_at, ended_because = 'lapsed'
    WHERE id IN (SELECT id FROM hold WHERE released_at IS NULL AND expires_at <= ${new Date(nowMs)} ORDER BY expires_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, incident_id AS "incidentId", camera_id AS "cameraId", automatic`);
}
