import sql, { type Sql } from 'sql-template-tag';
import type { DeviceTimeSource } from '../../domain/camera-contact.ts';
import type { ClockMethod } from '../../domain/clock-reading.ts';
import type { Queryable } from '../database.ts';

/** The device's time of a picture or segment, and the clock offset that held then. */
export interface StoredClock {
  readonly offsetMs: number;
  readonly uncertaintyMs: number;
  readonly method: ClockMethod;
}

/** A picture as it is stored. */
export interface NewSnapshot {
  readonly id: string;
  readonly cameraId: string;
  readonly takenAtMs: number;
  readonly deviceTimeMs: number | null;
  readonly deviceTimeSource: DeviceTimeSource;
  readonly clock: StoredClock | null;
  readonly reason: 'schedule' | 'request' | 'alarm';
  readonly sha256: Buffer;
  readonly blobKey: string;
  readonly byteLength: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly measures: unknown;
  readonly requestedBy: string | null;
  readonly expiresAtMs: number;
}

/** Stores a picture's row; the same id twice is one picture. */
export async function insertSnapshot(db: Queryable, snapshot: NewSnapshot): Promise<void> {
  await db.run(sql`${INSERT} VALUES (${valuesOf(snapshot)}) ON CONFLICT (id) DO NOTHING`);
}

/**
 * Stores a picture's row and takes its blob off the list of those that no row names, in one statement: both or neither, without a transaction's round trips.
 *
 * @returns false when the blob has been deleted meanwhile; then no row is stored
 */
export async function insertNamedSnapshot(db: Queryable, snapshot: NewSnapshot): Promise<boolean> {
  const { named } = await db.row<{ named: boolean }>(sql`WITH named AS (DELETE FROM unreferenced_blob WHERE blob_key = ${snapshot.blobKey} RETURNING blob_key),
    stored AS (${INSERT} SELECT ${valuesOf(snapshot)} FROM named ON CONFLICT (id) DO NOTHING)
    SELECT EXISTS (SELECT 1 FROM named) AS named`);
  return named;
}

const INSERT = sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time, device_time_source, clock_offset_ms, clock_uncertainty_ms, clock_method, reason, sha256, blob_key,
  byte_length, width_px, height_px, measures, requested_by, expires_at)`;

/** In the order of {@link INSERT}. */
function valuesOf(snapshot: NewSnapshot): Sql {
  const { clock } = snapshot;
  const deviceTime = snapshot.deviceTimeMs === null ? null : new Date(snapshot.deviceTimeMs);
  return sql`${snapshot.id}, ${snapshot.cameraId}, ${new Date(snapshot.takenAtMs)}, ${deviceTime}, ${snapshot.deviceTimeSource}, ${clock?.offsetMs ?? null},
    ${clock?.uncertaintyMs ?? null}, ${clock?.method ?? null}, ${snapshot.reason}, ${snapshot.sha256}, ${snapshot.blobKey}, ${snapshot.byteLength}, ${snapshot.widthPx},
    ${snapshot.heightPx}, ${JSON.stringify(snapshot.measures)}::jsonb, ${snapshot.requestedBy}, ${new Date(snapshot.expiresAtMs)}`;
}
