import sql from 'sql-template-tag';
import type { TimeMark } from '../../domain/media/served-span.ts';
import type { WatchKind } from '../../domain/media/media-terms.ts';
import type { Queryable } from '../database.ts';
import type { Reach } from './access-repository.ts';

/** A copy for watching as it is stored, without where it lies. */
export interface CopyState {
  readonly id: string;
  readonly requestId: string;
  readonly cameraId: string;
  readonly kind: WatchKind;
  /** Of the segment or picture. */
  readonly sourceId: string;
  /** True time that it shows. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: 'waiting' | 'ready' | 'failed';
  readonly orderedAtMs: number;
  /** While a worker makes it. */
  readonly workerUntilMs: number | null;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly byteLength: number | null;
  readonly markBytes: readonly number[] | null;
  readonly markMs: readonly number[] | null;
  readonly finishedAtMs: number | null;
}

/** The same with where it lies, as far as a session may watch it now. */
export interface WatchCopyRow extends CopyState {
  readonly blobKey: string | null;
}

const COLUMNS = sql`w.id, w.request_id AS "requestId", w.camera_id AS "cameraId", w.kind, w.source_id AS "sourceId", lower(w.during) AS "fromMs", upper(w.during) AS "toMs", w.state,
  w.ordered_at AS "orderedAtMs", w.worker_until AS "workerUntilMs", w.attempts, w.error_code AS "errorCode", w.byte_length AS "byteLength",
  w.mark_bytes::float8[] AS "markBytes", w.mark_ms::float8[] AS "markMs", w.finished_at AS "finishedAtMs"`;

/** What is to be copied; `sourceId` is the segment's or the picture's. */
export interface CopyOrder {
  readonly id: string;
  readonly requestId: string;
  readonly cameraId: string;
  readonly kind: WatchKind;
  readonly sourceId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Orders a copy unless it was ordered before and is still good; true when it is new. One that was made while a mask was lifted goes once the mask is back. Errors: `value_refused` (`watch_copy_within_request`) when the request opens nothing (any more). */
export async function orderCopy(db: Queryable, order: CopyOrder, nowMs: number): Promise<boolean> {
  await db.run(sql`DELETE FROM watch_copy WHERE request_id = ${order.requestId} AND source_id = ${order.sourceId} AND masks_until <= ${new Date(nowMs)}`);
  const count = await db.run(sql`INSERT INTO watch_copy (id, request_id, camera_id, kind, source_id, during, state, ordered_at)
    VALUES (${order.id}, ${order.requestId}, ${order.cameraId}, ${order.kind}, ${order.sourceId}, tstzrange(${new Date(order.fromMs)}, ${new Date(order.toMs)}), 'waiting', ${new Date(nowMs)})
    ON CONFLICT (request_id, source_id) DO NOTHING`);
  return count === 1;
}

/** The copy of a segment or picture for a request, asked as the person; where it lies is told under a live grant of that session only. */
export async function findCopyOf(own: Queryable, requestId: string, sourceId: string, nowMs: number): Promise<WatchCopyRow | undefined> {
  return own.maybeRow(
    sql`SELECT ${COLUMNS}, wall_copy_blob(w.id, ${new Date(nowMs)}) AS "blobKey" FROM watch_copy w WHERE w.request_id = ${requestId} AND w.source_id = ${sourceId}`,
  );
}

export async function findCopy(db: Queryable, id: string): Promise<CopyState | undefined> {
  return db.maybeRow(sql`SELECT ${COLUMNS} FROM watch_copy w WHERE w.id = ${id}`);
}

/** Copies of these segments and pictures for a request. */
export async function listCopiesOf(db: Queryable, requestId: string, sourceIds: readonly string[]): Promise<CopyState[]> {
  return db.rows(sql`SELECT ${COLUMNS} FROM watch_copy w WHERE w.request_id = ${requestId} AND w.source_id = ANY(${sourceIds}::uuid[])`);
}

/** How many copies of a request wait or are being made. */
export async function countWaitingCopies(db: Queryable, requestId: string): Promise<number> {
  return (await db.row<{ n: number }>(sql`SELECT count(*) AS n FROM watch_copy WHERE request_id = ${requestId} AND state = 'waiting'`)).n;
}

/** What its maker has to know besides: whose watermark it carries. */
export interface ClaimedCopy extends CopyState {
  readonly displayName: string;
  readonly username: string;
  readonly organisationName: string;
  readonly caseNumber: string;
}

/** Takes a copy that waits and that nobody makes just now; undefined when there is none such. */
export async function claimCopy(db: Queryable, id: string, nowMs: number, untilMs: number): Promise<ClaimedCopy | undefined> {
  return db.maybeRow(sql`UPDATE watch_copy w SET worker_until = ${new Date(untilMs)}, attempts = w.attempts + 1
    FROM footage_request r JOIN app_user u ON u.id = r.requested_by JOIN organisation o ON o.id = r.requested_for JOIN incident i ON i.id = r.incident_id
    WHERE w.id = ${id} AND r.id = w.request_id AND w.state = 'waiting' AND (w.worker_until IS NULL OR w.worker_until <= ${new Date(nowMs)})
    RETURNING ${COLUMNS}, u.display_name AS "displayName", u.username, o.name AS "organisationName", i.reference_number AS "caseNumber"`);
}

/** A copy and the attempt at it; who was overtaken by another attempt changes nothing of it any more. */
export type CopyAttempt = Pick<CopyState, 'id' | 'attempts'>;

function stillAt({ id, attempts }: CopyAttempt) {
  return sql`id = ${id} AND attempts = ${attempts} AND state = 'waiting'`;
}

/** Still makes it until then. */
export async function holdCopyClaim(db: Queryable, attempt: CopyAttempt, untilMs: number): Promise<void> {
  await db.run(sql`UPDATE watch_copy SET worker_until = ${new Date(untilMs)} WHERE ${stillAt(attempt)} AND worker_until IS NOT NULL`);
}

/** Gives a claimed copy back; `counts` false: the attempt was none, nothing of the copy kept it from being made. */
export async function releaseCopy(db: Queryable, attempt: CopyAttempt, { counts }: { readonly counts: boolean }): Promise<void> {
  await db.run(sql`UPDATE watch_copy SET worker_until = NULL, attempts = attempts - ${counts ? 0 : 1}::int WHERE ${stillAt(attempt)}`);
}

/** What was made. */
export interface MadeCopy {
  readonly sha256: Buffer;
  readonly blobKey: string;
  readonly byteLength: number;
  readonly marks: readonly TimeMark[];
  readonly atMs: number;
}

/** Writes down that a copy is there; false when it is not wanted any more: its request ended meanwhile, or its segment was deleted. */
export async function finishCopy(tx: Queryable, id: string, made: MadeCopy): Promise<boolean> {
  const count = await tx.run(sql`UPDATE watch_copy SET state = 'ready', sha256 = ${made.sha256}, blob_key = ${made.blobKey}, byte_length = ${made.byteLength},
    mark_bytes = ${made.marks.map((mark) => mark.byte)}::bigint[], mark_ms = ${made.marks.map((mark) => Math.round(mark.ms))}::bigint[], worker_until = NULL, finished_at = ${new Date(made.atMs)}
    WHERE id = ${id} AND state = 'waiting'`);
  return count === 1;
}

/** Gives a copy up, with the code of what kept it from being made. */
export async function failCopy(db: Queryable, attempt: CopyAttempt, errorCode: string, atMs: number): Promise<void> {
  await db.run(
    sql`UPDATE watch_copy SET state = 'failed', error_code = ${errorCode}, worker_until = NULL, finished_at = ${new Date(atMs)} WHERE ${stillAt(attempt)}`,
  );
}

/** Copies that were ordered before `beforeMs` and that nobody makes: their job was lost. */
export async function listForsakenCopies(db: Queryable, beforeMs: number, nowMs: number, limit: number): Promise<CopyAttempt[]> {
  return db.rows(sql`SELECT id, attempts FROM watch_copy WHERE state = 'waiting' AND ordered_at <= ${new Date(beforeMs)} AND (worker_until IS NULL OR worker_until <= ${new Date(nowMs)})
    ORDER BY ordered_at LIMIT ${limit}`);
}

/** Of these copies the attempts that hold their claim. */
export async function listCopyAttemptsInMaking(db: Queryable, ids: readonly string[], nowMs: number): Promise<CopyAttempt[]> {
  return db.rows(sql`SELECT id, attempts FROM watch_copy WHERE id = ANY(${ids}::uuid[]) AND state = 'waiting' AND worker_until > ${new Date(nowMs)}`);
}

/** In the transaction that deletes segments or pictures: what was copied of them goes as well, with its blobs. */
export async function deleteWatchCopies(tx: Queryable, sourceIds: readonly string[]): Promise<void> {
  await tx.run(sql`DELETE FROM watch_copy WHERE source_id = ANY(${sourceIds}::uuid[])`);
}

/** Deletes, with their blobs, up to `limit` copies whose request opens nothing any more, or that were made while a mask was lifted that is back; those of requests that ended went with them. Returns how many. */
export async function deleteClosedCopies(db: Queryable, nowMs: number, limit: number): Promise<number> {
  const now = new Date(nowMs);
  return db.run(sql`DELETE FROM watch_copy WHERE id IN (
    SELECT w.id FROM watch_copy w JOIN footage_request r ON r.id = w.request_id WHERE NOT request_opens(r, ${now})
    UNION ALL SELECT id FROM watch_copy WHERE masks_until <= ${now} LIMIT ${limit})`);
}

/** Whether an id is a copy's, as a job of the person that it is made for. */
export async function watchJobReach(db: Queryable, id: string, userId: string): Promise<Reach | undefined> {
  return db.maybeRow(
    sql`SELECT w.id, w.camera_id AS "cameraId", r.requested_by = ${userId} AS own, false AS "inUnits" FROM watch_copy w JOIN footage_request r ON r.id = w.request_id WHERE w.id = ${id}`,
  );
}
