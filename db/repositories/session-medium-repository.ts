import sql, { type Sql } from 'sql-template-tag';
import type { WatchKind } from '../../domain/media/media-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { prepareStatement } from '../prepared-statement.ts';
import { inUnits, type CallerInSql, type Reach } from './access-repository.ts';
import { SESSION_COLUMNS, SESSION_TABLES, sessionIsGoodAt, sessionOf, type LiveSession, type SessionKey } from './account-repository.ts';
import type { OpenRequest } from './footage-grant-repository.ts';
import type { WatchCopyRow } from './watch-copy-repository.ts';

/** A copy that is there, with all that serving a part of it needs. */
export interface ReadyCopy extends Pick<WatchCopyRow, 'id' | 'fromMs' | 'toMs' | 'markBytes' | 'markMs'> {
  readonly blobKey: string;
  readonly byteLength: number;
}

/** An open request of the caller that has something of a segment or picture. */
export interface MediumOpening {
  readonly request: OpenRequest;
  /** Of this session, if it has one that was not ended. */
  readonly grantId: string | null;
  readonly copy: ReadyCopy | undefined;
}

/** A segment or picture, and what the caller may do with it. */
export interface MediumAhead {
  readonly reached: Reach & { readonly cameraId: string };
  /** True time. */
  readonly time: TimeInterval;
  /** By the device's clock; null where that isn't known. */
  readonly deviceTime: TimeInterval | null;
  /** Two at most: more than one is one too many, unless it is said which. */
  readonly openings: readonly MediumOpening[];
}

/** A session, and the segment or picture that it asks for. */
export interface SessionAtMedium {
  readonly session: LiveSession;
  /** Undefined when there is none such. */
  readonly medium: MediumAhead | undefined;
}

/** What is asked for; `requestId` says under which request. */
export interface WantedMedium {
  readonly kind: WatchKind;
  readonly sourceId: string;
  readonly requestId: string | undefined;
}

/** Both tables are partitioned: a kept plan must not have their partitions in it (migration 064). */
const SOURCES: Readonly<Record<WatchKind, { readonly byId: Sql; readonly during: Sql; readonly device: Sql }>> = {
  segment: { byId: sql`footage_segment_by_id`, during: sql`f.true_during`, device: sql`f.device_during` },
  picture: {
    byId: sql`snapshot_by_id`,
    during: sql`tstzrange(f.taken_at, f.taken_at + interval '1 millisecond')`,
    device: sql`tstzrange(f.device_time, f.device_time + interval '1 millisecond')`,
  },
};

/** The segment or picture itself, and how it lies to the caller `a`. */
function sourceOf(kind: WatchKind, sourceId: unknown, caller: CallerInSql): Sql {
  const { byId, during, device } = SOURCES[kind];
  return sql`SELECT f.id AS "sourceId", c.id AS "cameraId", c.name AS "cameraName", c.owner_id = ${caller.organisationId} AS own, ${inUnits(sql`c.unit_id`, caller)} AS "inUnits",
      lower(${during}) AS "sourceFromMs", upper(${during}) AS "sourceToMs", lower(${device}) AS "deviceFromMs", upper(${device}) AS "deviceToMs"
    FROM ${byId}(${sourceId}::uuid) f JOIN camera c ON c.id = f.camera_id`;
}

/** The open requests of user `a` that have something of the medium `m`, each with the grant of session `a` and the copy that is there. Whoever isn't of a role that watches has none. */
function openingsOf(requestId: unknown, now: unknown): Sql {
  return sql`SELECT r.id AS "requestId", r.incident_id AS "incidentId", i.reference_number AS "referenceNumber", lower(r.during) AS "windowFromMs", upper(r.during) AS "windowToMs",
      r.access_until AS "accessUntilMs", r.purpose, g.id AS "grantId", w.id AS "copyId", lower(w.during) AS "copyFromMs", upper(w.during) AS "copyToMs",
      w.byte_length AS "byteLength", watched_blob(a."sessionId", w.id, ${now}) AS "blobKey", to_json(w.mark_bytes) AS "markBytes", to_json(w.mark_ms) AS "markMs"
    FROM footage_request r JOIN incident i ON i.id = r.incident_id
      LEFT JOIN footage_grant g ON g.request_id = r.id AND g.ended_at IS NULL AND g.user_id = a."userId" AND g.session_id = a."sessionId"
      LEFT JOIN watch_copy w ON w.request_id = r.id AND w.source_id = m."sourceId" AND w.state = 'ready'
    WHERE request_opens_to(r, a."userId", a."organisationId", a.role, ${now})
      AND r.camera_id = m."cameraId" AND r.during && tstzrange(m."sourceFromMs", m."sourceToMs") AND (${requestId}::uuid IS NULL OR r.id = ${requestId}::uuid)
    ORDER BY r.id LIMIT 2`;
}

const KEYS = ['tokenSha256', 'now', 'idleSince', 'sourceId', 'requestId'] as const;

function statementOf(kind: WatchKind) {
  const caller = { organisationId: sql`a."organisationId"`, unitIds: sql`a."unitIds"` };
  return prepareStatement(
    `session_at_${kind}`,
    KEYS,
    (of) => sql`SELECT a.*, m.*, q.* FROM (SELECT ${SESSION_COLUMNS} FROM ${SESSION_TABLES} WHERE ${sessionIsGoodAt(of)} OFFSET 0) a
      LEFT JOIN LATERAL (${sourceOf(kind, of.sourceId, caller)}) m ON true LEFT JOIN LATERAL (${openingsOf(of.requestId, of.now)}) q ON true`,
  );
}

const STATEMENTS = { segment: statementOf('segment'), picture: statementOf('picture') };

interface SourceColumns {
  readonly sourceId: string;
  readonly cameraId: string;
  readonly cameraName: string;
  readonly own: boolean;
  readonly inUnits: boolean;
  readonly sourceFromMs: number;
  readonly sourceToMs: number;
  readonly deviceFromMs: number | null;
  readonly deviceToMs: number | null;
}

interface OpeningColumns
  extends Omit<OpenRequest, 'fromMs' | 'toMs' | 'cameraId' | 'cameraName'>, Pick<WatchCopyRow, 'byteLength' | 'blobKey' | 'markBytes' | 'markMs'> {
  readonly windowFromMs: number;
  readonly windowToMs: number;
  readonly grantId: string | null;
  readonly copyId: string | null;
  readonly copyFromMs: number;
  readonly copyToMs: number;
}

type FlatRow = LiveSession & { readonly [K in keyof SourceColumns]: SourceColumns[K] | null } & {
  readonly [K in keyof OpeningColumns]: OpeningColumns[K] | null;
};

/**
 * All that one range of a copy for watching depends on, in one statement whose plan is kept: `findSession`, the reach of the medium, the open requests of this user that have it, the grant of this session, and the copy. Undefined when the
 * session isn't good. It is asked anew for each range, so what was revoked before it is refused.
 */
export async function findSessionAtMedium(
  db: Queryable,
  { tokenSha256, nowMs, idleMs }: SessionKey,
  wanted: WantedMedium,
): Promise<SessionAtMedium | undefined> {
  const { kind, sourceId, requestId = null } = wanted;
  const rows = await db.rows<FlatRow>(STATEMENTS[kind]({ tokenSha256, now: new Date(nowMs), idleSince: new Date(nowMs - idleMs), sourceId, requestId }));
  const [row] = rows;
  return row === undefined ? undefined : { session: sessionOf(row), medium: row.sourceId === null ? undefined : mediumOf(rows as (FlatRow & SourceColumns)[]) };
}

function mediumOf(rows: readonly (FlatRow & SourceColumns)[]): MediumAhead {
  const { sourceId, cameraId, own, inUnits: isInUnits, sourceFromMs, sourceToMs, deviceFromMs, deviceToMs } = rows[0]!;
  return {
    reached: { id: sourceId, cameraId, own, inUnits: isInUnits },
    time: { fromMs: sourceFromMs, toMs: sourceToMs },
    deviceTime: deviceFromMs === null || deviceToMs === null ? null : { fromMs: deviceFromMs, toMs: deviceToMs },
    openings: rows.flatMap((row) => (row.requestId === null ? [] : [openingOf(row as FlatRow & SourceColumns & OpeningColumns)])),
  };
}

function openingOf(row: SourceColumns & OpeningColumns): MediumOpening {
  const { requestId, incidentId, referenceNumber, cameraId, cameraName, windowFromMs: fromMs, windowToMs: toMs, accessUntilMs, purpose } = row;
  const request = { requestId, incidentId, referenceNumber, cameraId, cameraName, fromMs, toMs, accessUntilMs, purpose };
  return { request, grantId: row.grantId, copy: copyOf(row) };
}

function copyOf({ copyId: id, copyFromMs: fromMs, copyToMs: toMs, byteLength, blobKey, markBytes, markMs }: OpeningColumns): ReadyCopy | undefined {
  return id === null || byteLength === null || blobKey === null ? undefined : { id, fromMs, toMs, byteLength, blobKey, markBytes, markMs };
}
