import sql from 'sql-template-tag';
import type { DeviceTimeSource } from '../../domain/camera-contact.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { Queryable } from '../database.ts';
import type { StoredClock } from './snapshot-store-repository.ts';

/** A segment of footage as it is stored. */
export interface NewSegment {
  readonly id: string;
  readonly cameraId: string;
  readonly trueDuring: TimeInterval;
  readonly uncertaintyMs: number;
  readonly deviceDuring: TimeInterval | null;
  readonly deviceTimeSource: DeviceTimeSource;
  readonly clock: StoredClock | null;
  readonly source: 'recorded' | 'edge' | 'upload';
  readonly codec: string;
  readonly sha256: Buffer;
  readonly blobKey: string;
  readonly byteLength: number;
  readonly storedAtMs: number;
  readonly expiresAtMs: number;
}

/** Stores a segment's row; the same id twice is one segment. */
export async function insertSegment(db: Queryable, segment: NewSegment): Promise<void> {
  const { trueDuring, deviceDuring, clock } = segment;
  const device = deviceDuring && sql`tstzrange(${new Date(deviceDuring.fromMs)}, ${new Date(deviceDuring.toMs)})`;
  await db.run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_during, device_time_source, clock_offset_ms, clock_uncertainty_ms, clock_method, source,
      codec, sha256, blob_key, byte_length, stored_at, expires_at)
    VALUES (${segment.id}, ${segment.cameraId}, tstzrange(${new Date(trueDuring.fromMs)}, ${new Date(trueDuring.toMs)}), ${segment.uncertaintyMs}, ${device},
      ${segment.deviceTimeSource}, ${clock?.offsetMs ?? null}, ${clock?.uncertaintyMs ?? null}, ${clock?.method ?? null}, ${segment.source}, ${segment.codec}, ${segment.sha256},
      ${segment.blobKey}, ${segment.byteLength}, ${new Date(segment.storedAtMs)}, ${new Date(segment.expiresAtMs)})
    ON CONFLICT (id) DO NOTHING`);
}

/** Whether a segment's row is there. */
export async function hasSegment(db: Queryable, id: string): Promise<boolean> {
  return (await db.maybeRow(sql`SELECT 1 FROM footage_segment WHERE id = ${id}`)) !== undefined;
}
