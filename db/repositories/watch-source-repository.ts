import sql, { empty } from 'sql-template-tag';
import type { DeviceTimeSource } from '../../domain/camera-contact.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import { named } from '../prepared-statement.ts';
import { segmentsNear } from './segment-window.ts';

/** The clock that held when something was recorded; null fields where none was known. */
interface ClockColumns {
  readonly deviceTimeSource: DeviceTimeSource;
  readonly clockOffsetMs: number | null;
  readonly clockUncertaintyMs: number | null;
  readonly clockMethod: string | null;
}

/** A segment as those who watch it need it; where it lies is for who copies it. */
export interface WatchedSegment extends TimeInterval, ClockColumns {
  readonly id: string;
  readonly cameraId: string;
  readonly uncertaintyMs: number;
  readonly deviceFromMs: number | null;
  readonly deviceToMs: number | null;
  readonly source: 'recorded' | 'edge' | 'upload';
}

/** A picture as those who watch it need it. */
export interface WatchedPicture extends ClockColumns {
  readonly id: string;
  readonly cameraId: string;
  readonly takenAtMs: number;
  readonly deviceTimeMs: number | null;
  readonly reason: 'schedule' | 'request' | 'alarm';
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where a file lies in the store. */
interface Stored {
  readonly blobKey: string;
}

const CLOCK = sql`f.device_time_source AS "deviceTimeSource", f.clock_offset_ms AS "clockOffsetMs", f.clock_uncertainty_ms AS "clockUncertaintyMs", f.clock_method AS "clockMethod"`;
const SEGMENT = sql`f.id, f.camera_id AS "cameraId", lower(f.true_during) AS "fromMs", upper(f.true_during) AS "toMs", f.uncertainty_ms AS "uncertaintyMs",
  lower(f.device_during) AS "deviceFromMs", upper(f.device_during) AS "deviceToMs", f.source, ${CLOCK}`;
const PICTURE = sql`f.id, f.camera_id AS "cameraId", f.taken_at AS "takenAtMs", f.device_time AS "deviceTimeMs", f.reason, f.width_px AS "widthPx", f.height_px AS "heightPx", ${CLOCK}`;
const STORED = sql`f.blob_key AS "blobKey"`;

/** Undefined when it was deleted. */
export async function findWatchedSegment(db: Queryable, id: string): Promise<(WatchedSegment & Stored) | undefined> {
  return db.maybeRow(named('watched_segment', sql`SELECT ${SEGMENT}, ${STORED} FROM footage_segment f WHERE f.id = ${id}`));
}

/** Undefined when it was deleted. */
export async function findWatchedPicture(db: Queryable, id: string): Promise<(WatchedPicture & Stored) | undefined> {
  return db.maybeRow(sql`SELECT ${PICTURE}, ${STORED} FROM snapshot f WHERE f.id = ${id}`);
}

/** Segments of a camera that show something of `window` by their own time, oldest first; `after` is the last one of the page before. */
export async function listWatchedSegments(
  db: Queryable,
  cameraId: string,
  window: TimeInterval,
  page: { readonly limit: number; readonly after?: { readonly atMs: number; readonly id: string } | undefined },
): Promise<WatchedSegment[]> {
  const [from, to] = [new Date(window.fromMs), new Date(window.toMs)];
  const near = segmentsNear(sql`${cameraId}::uuid`, sql`${from}::timestamptz`, sql`${to}::timestamptz`, 20_000);
  const after = page.after === undefined ? empty : sql`AND (lower(f.true_during), f.id) > (${new Date(page.after.atMs)}, ${page.after.id}::uuid)`;
  return db.rows(
    sql`SELECT ${SEGMENT} FROM ${near} f WHERE f.true_during && tstzrange(${from}, ${to}) ${after} ORDER BY lower(f.true_during), f.id LIMIT ${page.limit}`,
  );
}

/** Pictures of a camera taken within `window`, oldest first. */
export async function listWatchedPictures(db: Queryable, cameraId: string, window: TimeInterval, limit: number): Promise<WatchedPicture[]> {
  return db.rows(sql`SELECT ${PICTURE} FROM snapshot f WHERE f.camera_id = ${cameraId} AND f.taken_at >= ${new Date(window.fromMs)} AND f.taken_at < ${new Date(window.toMs)}
    ORDER BY f.taken_at, f.id LIMIT ${limit}`);
}
