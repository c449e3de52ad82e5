import sql, { empty } from 'sql-template-tag';
import type { GrantEnd } from '../../domain/media/media-terms.ts';
import type { Role } from '../../domain/role.ts';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';

/** A request that opens its window now, with what a watermark and the log say of it. */
export interface OpenRequest {
  readonly requestId: string;
  readonly incidentId: string;
  readonly referenceNumber: string;
  readonly cameraId: string;
  readonly cameraName: string;
  /** The only seconds that may be watched. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly accessUntilMs: number;
  readonly purpose: string;
}

/** Whose open requests are wanted; `requestId`: only this one. */
export interface OpenRequestFilter {
  readonly userId: string;
  readonly organisationId: string;
  readonly role: Role;
  readonly nowMs: number;
  readonly requestId?: string | undefined;
}

/** Requests of a person, made for the organisation that the person is still of, that open something now. */
export async function listOpenRequests(db: Queryable, filter: OpenRequestFilter): Promise<OpenRequest[]> {
  const { userId, organisationId, role, nowMs, requestId } = filter;
  return db.rows(sql`SELECT r.id AS "requestId", r.incident_id AS "incidentId", i.reference_number AS "referenceNumber", r.camera_id AS "cameraId", c.name AS "cameraName",
      lower(r.during) AS "fromMs", upper(r.during) AS "toMs", r.access_until AS "accessUntilMs", r.purpose
    FROM footage_request r JOIN incident i ON i.id = r.incident_id JOIN camera c ON c.id = r.camera_id
    WHERE request_opens_to(r, ${userId}, ${organisationId}, ${role}, ${new Date(nowMs)})
      ${requestId === undefined ? empty : sql`AND r.id = ${requestId}`}
    ORDER BY r.id`);
}

/** A grant that has not been ended. */
export interface GrantRow {
  readonly id: string;
  readonly sessionId: string;
  readonly openedAtMs: number;
}

/** The grant of a request that has not been ended, of whatever session. */
export async function findGrant(db: Queryable, requestId: string): Promise<GrantRow | undefined> {
  return db.maybeRow(
    named(
      'grant_find',
      sql`SELECT id, session_id AS "sessionId", opened_at AS "openedAtMs" FROM footage_grant WHERE request_id = ${requestId} AND ended_at IS NULL`,
    ),
  );
}

/** Locks a request, so that it is opened from one session after the other. */
export async function lockForGrant(tx: Queryable, requestId: string): Promise<void> {
  await tx.run(sql`SELECT 1 FROM footage_request WHERE id = ${requestId} FOR NO KEY UPDATE`);
}

/** Errors: `value_refused` when the request opens nothing to that person, or the session is another's. */
export async function insertGrant(tx: Queryable, grant: { id: string; requestId: string; userId: string; sessionId: string; atMs: number }): Promise<void> {
  await tx.run(sql`INSERT INTO footage_grant (id, request_id, user_id, session_id, opened_at)
    VALUES (${grant.id}, ${grant.requestId}, ${grant.userId}, ${grant.sessionId}, ${new Date(grant.atMs)})`);
}

/** Ends a grant; false when it has ended already. */
export async function endGrant(tx: Queryable, id: string, because: GrantEnd, atMs: number): Promise<boolean> {
  return (await tx.run(sql`UPDATE footage_grant SET ended_at = ${new Date(atMs)}, ended_because = ${because} WHERE id = ${id} AND ended_at IS NULL`)) === 1;
}

/** A copy that is watched under a grant. */
export interface Watching {
  readonly grantId: string;
  readonly copyId: string;
}

/**
 * The copies that may still be watched under their grants: the grant not ended, its request open, its session lasting, the person still of that organisation and in a role that watches, the copy not dropped since the request's seconds became
 * fewer.
 */
export async function liveWatching(db: Queryable, watched: readonly Watching[], nowMs: number): Promise<ReadonlySet<Watching>> {
  const rows = await db.rows<{ key: string }>(sql`SELECT w.grant_id || ' ' || w.copy_id AS key
    FROM unnest(${watched.map(({ grantId }) => grantId)}::uuid[], ${watched.map(({ copyId }) => copyId)}::uuid[]) AS t(grant_id, copy_id)
      JOIN watchable(${new Date(nowMs)}) w ON w.grant_id = t.grant_id AND w.copy_id = t.copy_id`);
  const live = new Set(rows.map(({ key }) => key));
  return new Set(watched.filter(({ grantId, copyId }) => live.has(`${grantId} ${copyId}`)));
}

/** A grant whose end nobody has written down yet. */
export interface LapsedGrant {
  readonly id: string;
  readonly requestId: string;
  readonly incidentId: string;
  readonly cameraId: string;
  readonly because: GrantEnd;
}

/** Grants whose access is over, whose session has ended, or whose person is no longer of the organisation that asked, or in a role that watches. */
export async function listLapsedGrants(db: Queryable, nowMs: number, limit: number): Promise<LapsedGrant[]> {
  const now = new Date(nowMs);
  return db.rows(sql`SELECT g.id, r.id AS "requestId", r.incident_id AS "incidentId", r.camera_id AS "cameraId",
      CASE WHEN NOT request_opens(r, ${now}) THEN 'access_over' WHEN request_opens_to(r, u.id, u.organisation_id, u.role, ${now}) THEN 'session_ended' ELSE 'person_changed' END AS because
    FROM footage_grant g JOIN footage_request r ON r.id = g.request_id JOIN app_user u ON u.id = g.user_id
    WHERE g.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM live_grants(${now}) l WHERE l.id = g.id)
    ORDER BY g.id LIMIT ${limit}`);
}
