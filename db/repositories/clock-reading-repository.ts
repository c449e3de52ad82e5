import sql, { empty, join, type Sql } from 'sql-template-tag';
import type { ClockReading } from '../../domain/clock-reading.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { beforeCursor, type TimePage } from './contact-repository.ts';

/** Whose clock: a camera's, which for a recorder's channel is the recorder's, or a recorder's. */
export type ClockSubject = { readonly cameraId: string } | { readonly recorderId: string };

export interface ClockReadingRow extends ClockReading {
  readonly id: string;
  readonly recorderId: string | null;
  readonly recordedAtMs: number;
  readonly snapshotId: string | null;
  readonly afterSetting: boolean;
  /** When it was withdrawn; null while it counts. */
  readonly withdrawnAtMs: number | null;
  readonly withdrawnByUsername: string | null;
  readonly withdrawalReason: string | null;
}

const COLUMNS = sql`id, recorder_id AS "recorderId", true_time AS "trueTimeMs", device_time AS "deviceTimeMs", uncertainty_ms AS "uncertaintyMs", method, recorded_at AS "recordedAtMs",
  snapshot_id AS "snapshotId", after_setting AS "afterSetting", withdrawn_at AS "withdrawnAtMs", (SELECT username FROM app_user WHERE app_user.id = withdrawn_by) AS "withdrawnByUsername",
  withdrawal_reason AS "withdrawalReason"`;

/** One condition for each index that the subject's readings are found by. */
function conditionsOf(subject: ClockSubject): Sql[] {
  if ('recorderId' in subject) return [sql`recorder_id = ${subject.recorderId}`];
  return [sql`camera_id = ${subject.cameraId}`, sql`recorder_id = (SELECT recorder_id FROM camera WHERE id = ${subject.cameraId})`];
}

/** What may decide, and what is listed: withdrawn ones too. */
const [COUNTED, ALL] = [sql`counted_clock_reading`, sql`clock_reading`];

function fromEach(readings: Sql, subject: ClockSubject, rest: Sql): Sql {
  const parts = conditionsOf(subject).map((condition) => sql`(SELECT * FROM ${readings} WHERE ${condition} ${rest})`);
  return sql`(${join(parts, ' UNION ALL ')}) reading`;
}

function pageOf(readings: Sql, subject: ClockSubject, { fromMs, toMs, before, limit }: TimePage, only: Sql): Sql {
  const rest = sql`${only} AND true_time >= ${new Date(fromMs)} AND true_time < ${new Date(toMs)} ${before ? beforeCursor(sql`true_time`, before) : empty}
    ORDER BY true_time DESC, id DESC LIMIT ${limit}`;
  return sql`SELECT ${COLUMNS} FROM ${fromEach(readings, subject, rest)} ORDER BY true_time DESC, id DESC LIMIT ${limit}`;
}

/** Readings of a clock in [from, to), withdrawn ones too, newest first; `typed`: only what people read. */
export async function listClockReadings(db: Queryable, subject: ClockSubject, page: TimePage & { readonly typed?: boolean }): Promise<ClockReadingRow[]> {
  return db.rows(pageOf(ALL, subject, page, page.typed === true ? sql`AND recorded_by IS NOT NULL` : empty));
}

/** Readings of a clock in [from, to) that count, newest first. */
export async function listCountedReadings(db: Queryable, subject: ClockSubject, page: TimePage): Promise<ClockReadingRow[]> {
  return db.rows(pageOf(COUNTED, subject, page, empty));
}

/** What decides the offset over an interval of true time: all readings within, and some before and after; as candidates of an incident see them. */
export async function listReadingsAround(db: Queryable, subject: ClockSubject, { fromMs, toMs }: TimeInterval): Promise<ClockReadingRow[]> {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  const parts = [
    fromEach(COUNTED, subject, sql`AND true_time <= ${from} ORDER BY true_time DESC LIMIT 4`),
    fromEach(COUNTED, subject, sql`AND true_time > ${from} AND true_time < ${to} ORDER BY true_time LIMIT 500`),
    fromEach(COUNTED, subject, sql`AND true_time >= ${to} ORDER BY true_time LIMIT 4`),
  ].map((part) => sql`SELECT ${COLUMNS} FROM ${part}`);
  const rows = await db.rows<ClockReadingRow>(join(parts, ' UNION ALL '));
  // one at an end of an interval without length stands in two parts
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** The most readings of {@link listTellingReadings}. */
const MOST_TELLING = 5000;

/**
 * The history of a clock in true time from `sinceMs` on, without what adds nothing: of readings that agree one in 36 (about six hours), and all that are near a
 * gap or contradict a neighbour. Newest 5,000.
 */
export async function listTellingReadings(db: Queryable, subject: ClockSubject, sinceMs: number): Promise<ClockReadingRow[]> {
  return db.rows(sql`SELECT ${COLUMNS} FROM (
      SELECT *, lag(offset_ms) OVER w AS offset_before, lag(uncertainty_ms) OVER w AS uncertainty_before, lag(true_time) OVER w AS time_before,
        lead(offset_ms) OVER w AS offset_after, lead(uncertainty_ms) OVER w AS uncertainty_after, lead(true_time) OVER w AS time_after, row_number() OVER w AS number
      FROM (SELECT *, extract(epoch FROM device_time - true_time) * 1000 AS offset_ms FROM ${fromEach(COUNTED, subject, sql`AND true_time >= ${new Date(sinceMs)}`)}) every
      WINDOW w AS (ORDER BY true_time, id)) reading
    WHERE number % 36 = 0 OR after_setting OR time_before IS NULL OR time_after IS NULL OR true_time - time_before > interval '1 hour' OR time_after - true_time > interval '1 hour'
      OR abs(offset_ms - offset_before) > uncertainty_ms + uncertainty_before + 100 OR abs(offset_after - offset_ms) > uncertainty_ms + uncertainty_after + 100
    ORDER BY true_time DESC, id DESC LIMIT ${MOST_TELLING}`);
}

/** What somebody read. */
export type TypedReading = Omit<ClockReadingRow, 'recordedAtMs' | 'recorderId' | 'withdrawnAtMs' | 'withdrawnByUsername' | 'withdrawalReason'> & {
  readonly recordedBy: string;
};

/** Stores what somebody read; of a recorder's channel it is the recorder's clock that was read, and holds for all its channels. Returns the recorder's id. */
export async function insertClockReading(db: Queryable, subject: ClockSubject, reading: TypedReading): Promise<string | null> {
  const owner =
    'recorderId' in subject
      ? sql`SELECT NULL::uuid AS camera_id, id AS recorder_id FROM recorder WHERE id = ${subject.recorderId}`
      : sql`SELECT CASE WHEN recorder_id IS NULL THEN id END AS camera_id, recorder_id FROM camera WHERE id = ${subject.cameraId}`;
  const { recorderId } = await db.row<{ recorderId: string | null }>(
    sql`INSERT INTO clock_reading (id, camera_id, recorder_id, true_time, device_time, uncertainty_ms, method, recorded_by, snapshot_id, after_setting)
      SELECT ${reading.id}::uuid, camera_id, recorder_id, ${new Date(reading.trueTimeMs)}::timestamptz, ${new Date(reading.deviceTimeMs)}::timestamptz, ${reading.uncertaintyMs}::int,
        ${reading.method}, ${reading.recordedBy}::uuid, ${reading.snapshotId}::uuid, ${reading.afterSetting}::boolean FROM (${owner}) owner
      RETURNING recorder_id AS "recorderId"`,
  );
  return recorderId;
}

/** A reading of a clock, locked until the transaction ends, and whether a person typed it; undefined when it is none of this subject's. */
export async function lockClockReading(
  tx: Queryable,
  subject: ClockSubject,
  id: string,
): Promise<(Pick<ClockReadingRow, 'id' | 'trueTimeMs' | 'withdrawnAtMs'> & { readonly isTyped: boolean }) | undefined> {
  return tx.maybeRow(sql`SELECT id, true_time AS "trueTimeMs", withdrawn_at AS "withdrawnAtMs", recorded_by IS NOT NULL AS "isTyped" FROM clock_reading
    WHERE id = ${id} AND (${join(conditionsOf(subject), ' OR ')}) FOR UPDATE`);
}

/** Withdraws a reading, for good. It stays, and decides nothing from now on. */
export async function withdrawClockReading(
  tx: Queryable,
  id: string,
  withdrawal: { readonly by: string; readonly reason: string; readonly atMs: number },
): Promise<void> {
  const { by, reason, atMs } = withdrawal;
  await tx.run(sql`UPDATE clock_reading SET withdrawn_at = ${new Date(atMs)}, withdrawn_by = ${by}, withdrawal_reason = ${reason} WHERE id = ${id}`);
}

export async function findClockReading(db: Queryable, id: string): Promise<ClockReadingRow> {
  return db.row(sql`SELECT ${COLUMNS} FROM clock_reading WHERE id = ${id}`);
}
