import sql, { empty, type Sql } from 'sql-template-tag';
import type { HandInState } from '../../domain/hand-in-terms.ts';
import type { Queryable } from '../database.ts';

/** A handed-in file. */
export interface HandInRow {
  readonly id: string;
  readonly cameraId: string;
  readonly organisationId: string;
  readonly handedInBy: string;
  readonly state: HandInState;
  readonly fileName: string;
  readonly fileModifiedAtMs: number | null;
  readonly deviceStartMs: number;
  readonly byteLength: number;
  readonly receivedBytes: number;
  readonly sha256: Buffer | null;
  readonly writerUntilMs: number | null;
  readonly notes: readonly string[];
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly copyState: 'none' | 'waiting' | 'made' | 'failed';
  readonly createdAtMs: number;
  readonly touchedAtMs: number;
  readonly segmentId: string | null;
}

/** A hand-in with the footage that it became, as long as that is stored. */
export interface HandInView extends HandInRow {
  readonly segment: {
    readonly id: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly uncertaintyMs: number;
    readonly expiresAtMs: number;
  } | null;
}

const COLUMNS = sql`h.id, h.camera_id AS "cameraId", h.organisation_id AS "organisationId", h.handed_in_by AS "handedInBy", h.state, h.file_name AS "fileName",
  h.file_modified_at AS "fileModifiedAtMs", h.device_start AS "deviceStartMs", h.byte_length AS "byteLength", h.received_bytes AS "receivedBytes", h.sha256,
  h.writer_until AS "writerUntilMs", h.notes, h.refusal, h.copy_state AS "copyState", h.created_at AS "createdAtMs", h.touched_at AS "touchedAtMs", h.segment_id AS "segmentId"`;

const VIEW = sql`SELECT ${COLUMNS}, CASE WHEN f.id IS NULL THEN NULL ELSE json_build_object('id', f.id, 'fromMs', round(extract(epoch FROM lower(f.true_during)) * 1000),
    'toMs', round(extract(epoch FROM upper(f.true_during)) * 1000), 'uncertaintyMs', f.uncertainty_ms, 'expiresAtMs', round(extract(epoch FROM f.expires_at) * 1000)) END AS segment
  FROM hand_in h LEFT JOIN footage_segment f ON f.id = h.segment_id`;

export type NewHandIn = Pick<
  HandInRow,
  'id' | 'cameraId' | 'organisationId' | 'handedInBy' | 'fileName' | 'fileModifiedAtMs' | 'deviceStartMs' | 'byteLength' | 'createdAtMs'
> & {
  /** Given when all of it has arrived already. */
  readonly sha256?: Buffer;
};

export async function insertHandIn(db: Queryable, entry: NewHandIn): Promise<void> {
  const created = new Date(entry.createdAtMs);
  const modified = entry.fileModifiedAtMs === null ? null : new Date(entry.fileModifiedAtMs);
  await db.run(sql`INSERT INTO hand_in (id, camera_id, organisation_id, handed_in_by, state, file_name, file_modified_at, device_start, byte_length, received_bytes, sha256, created_at, touched_at)
    VALUES (${entry.id}, ${entry.cameraId}, ${entry.organisationId}, ${entry.handedInBy}, ${entry.sha256 === undefined ? 'receiving' : 'received'}, ${entry.fileName}, ${modified},
      ${new Date(entry.deviceStartMs)}, ${entry.byteLength}, ${entry.sha256 === undefined ? 0 : entry.byteLength}, ${entry.sha256 ?? null}, ${created}, ${created})`);
}

export async function findHandIn(db: Queryable, id: string): Promise<HandInView | undefined> {
  return db.maybeRow(sql`${VIEW} WHERE h.id = ${id}`);
}

/** One person's hand-ins for a camera, newest first. */
export async function listHandIns(
  db: Queryable,
  cameraId: string,
  userId: string,
  page: { limit: number; beforeId?: string | undefined },
): Promise<HandInView[]> {
  const after = page.beforeId === undefined ? empty : sql`AND h.id < ${page.beforeId}`;
  return db.rows(sql`${VIEW} WHERE h.camera_id = ${cameraId} AND h.handed_in_by = ${userId} ${after} ORDER BY h.id DESC LIMIT ${page.limit}`);
}

/** What is on its way: how many files of the organisation, and how many bytes of all organisations are still to come. The lock makes one creation wait for the other. */
export async function lockOpenHandIns(tx: Queryable, organisationId: string): Promise<{ readonly own: number; readonly bytesToCome: number }> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(7203424)`);
  return tx.row(sql`SELECT count(*) FILTER (WHERE organisation_id = ${organisationId}) AS own, coalesce(sum(byte_length - received_bytes), 0) AS "bytesToCome"
    FROM hand_in WHERE finished_at IS NULL`);
}

/** Makes `writerId` the one who writes on from `offset`; undefined when the file isn't there any more, stands elsewhere, or somebody else writes. */
export async function takeForWriting(
  db: Queryable,
  id: string,
  take: { offset: number; writerId: string; nowMs: number; untilMs: number },
): Promise<HandInRow | undefined> {
  return db.maybeRow(sql`UPDATE hand_in h SET writer_id = ${take.writerId}, writer_until = ${new Date(take.untilMs)}, touched_at = ${new Date(take.nowMs)}
    WHERE h.id = ${id} AND h.state = 'receiving' AND h.received_bytes = ${take.offset} AND (h.writer_until IS NULL OR h.writer_until <= ${new Date(take.nowMs)}) RETURNING ${COLUMNS}`);
}

/** Notes what is on the disk by now. False when the writer has lost the file to another or it was given up. */
export async function noteReceived(
  db: Queryable,
  id: string,
  note: { writerId: string; receivedBytes: number; nowMs: number; untilMs: number | null },
): Promise<boolean> {
  const until = note.untilMs === null ? null : new Date(note.untilMs);
  return (
    (await db.run(sql`UPDATE hand_in SET received_bytes = ${note.receivedBytes}, touched_at = ${new Date(note.nowMs)}, writer_until = ${until}
      WHERE id = ${id} AND state = 'receiving' AND writer_id = ${note.writerId}`)) === 1
  );
}

/** Lets go of a file that is still coming. */
export async function releaseWriting(db: Queryable, id: string, writerId: string): Promise<void> {
  await db.run(sql`UPDATE hand_in SET writer_until = NULL WHERE id = ${id} AND writer_id = ${writerId} AND writer_until IS NOT NULL`);
}

/** All has arrived: from now on it waits for its check. False as {@link noteReceived}. */
export async function noteComplete(db: Queryable, id: string, note: { writerId: string; sha256: Buffer; nowMs: number }): Promise<boolean> {
  return (
    (await db.run(sql`UPDATE hand_in SET received_bytes = byte_length, sha256 = ${note.sha256}, state = 'received', touched_at = ${new Date(note.nowMs)}, writer_until = NULL
      WHERE id = ${id} AND state = 'receiving' AND writer_id = ${note.writerId}`)) === 1
  );
}

/** Ends what is still coming. False when it isn't, or somebody is writing it just now. */
export async function cancelHandIn(db: Queryable, id: string, nowMs: number): Promise<boolean> {
  const now = new Date(nowMs);
  return (
    (await db.run(sql`UPDATE hand_in SET state = 'cancelled', finished_at = ${now}, touched_at = ${now}
      WHERE id = ${id} AND state = 'receiving' AND (writer_until IS NULL OR writer_until <= ${now})`)) === 1
  );
}

/** Gives up what nobody went on with since `touchedBeforeMs`; their ids and cameras. */
export async function expireHandIns(
  db: Queryable,
  touchedBeforeMs: number,
  refusal: { code: string; message: string },
  nowMs: number,
): Promise<{ readonly id: string; readonly cameraId: string }[]> {
  return db.rows(sql`UPDATE hand_in SET state = 'expired', refusal = ${JSON.stringify(refusal)}::jsonb, finished_at = ${new Date(nowMs)}
    WHERE state = 'receiving' AND finished_at IS NULL AND touched_at < ${new Date(touchedBeforeMs)} RETURNING id, camera_id AS "cameraId"`);
}

/** Of these ids, the ones whose file is still needed. */
export async function openHandInIds(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`SELECT id FROM hand_in WHERE id = ANY(${ids}::uuid[]) AND finished_at IS NULL`);
  return new Set(rows.map((row) => row.id));
}

function claim(column: Sql, order: Sql, nowMs: number, untilMs: number): Sql {
  const now = new Date(nowMs);
  return sql`UPDATE hand_in h SET worker_until = ${new Date(untilMs)} WHERE h.id = (SELECT id FROM hand_in WHERE ${column} AND (worker_until IS NULL OR worker_until <= ${now})
    ORDER BY ${order} LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING ${COLUMNS}`;
}

/** Gives one file that waits for its check to the caller, until `untilMs`; undefined when none waits. */
export async function claimForCheck(db: Queryable, nowMs: number, untilMs: number): Promise<HandInRow | undefined> {
  return db.maybeRow(claim(sql`state = 'received'`, sql`touched_at`, nowMs, untilMs));
}

/** Gives one file whose viewable copy is to be made to the caller. */
export async function claimForCopy(db: Queryable, nowMs: number, untilMs: number): Promise<HandInRow | undefined> {
  return db.maybeRow(claim(sql`copy_state = 'waiting'`, sql`finished_at`, nowMs, untilMs));
}

/** Goes on with claimed work, or lets go of it (`untilMs` null: somebody may take it at once). */
export async function holdClaim(db: Queryable, id: string, untilMs: number | null): Promise<void> {
  await db.run(sql`UPDATE hand_in SET worker_until = ${untilMs === null ? null : new Date(untilMs)} WHERE id = ${id} AND worker_until IS NOT NULL`);
}

/** How long footage of the camera is kept. */
export async function findRetentionHours(db: Queryable, cameraId: string): Promise<number> {
  return (await db.row<{ hours: number }>(sql`SELECT retention_hours AS hours FROM camera WHERE id = ${cameraId}`)).hours;
}

/** In the transaction that stores the footage. False when it was finished meanwhile. */
export async function markStored(tx: Queryable, id: string, stored: { segmentId: string; notes: readonly string[]; nowMs: number }): Promise<boolean> {
  return (
    (await tx.run(sql`UPDATE hand_in SET state = 'stored', segment_id = ${stored.segmentId}, notes = ${stored.notes}::text[], copy_state = 'waiting', finished_at = ${new Date(stored.nowMs)},
      worker_until = NULL WHERE id = ${id} AND state = 'received'`)) === 1
  );
}

/** False when it was finished meanwhile. */
export async function markRefused(tx: Queryable, id: string, refusal: { code: string; message: string }, nowMs: number): Promise<boolean> {
  return (
    (await tx.run(sql`UPDATE hand_in SET state = 'refused', refusal = ${JSON.stringify(refusal)}::jsonb, finished_at = ${new Date(nowMs)}, worker_until = NULL
      WHERE id = ${id} AND state = 'received'`)) === 1
  );
}

/** What became of a copy. A failure is tried again by leaving it `waiting`. */
export async function noteCopy(tx: Queryable, id: string, state: 'waiting' | 'made' | 'failed', retryAtMs: number | null = null): Promise<void> {
  await tx.run(
    sql`UPDATE hand_in SET copy_state = ${state}, copy_attempts = copy_attempts + 1, worker_until = ${retryAtMs === null ? null : new Date(retryAtMs)} WHERE id = ${id}`,
  );
}

/** How often the copy was tried. */
export async function copyAttempts(db: Queryable, id: string): Promise<number> {
  return (await db.row<{ n: number }>(sql`SELECT copy_attempts AS n FROM hand_in WHERE id = ${id}`)).n;
}
