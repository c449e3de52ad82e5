import sql from 'sql-template-tag';
import type { Database } from '../../../db/database.ts';
import { newId } from '../../../platform/new-id.ts';

/** How long the segments of `createOpenedFootage` are. */
export const SEGMENT_MS = 6000;

/** Stores a segment that begins at `startMs` `count - 1` times more, one behind the other, each with the same file. */
export async function repeatSegment(db: Database, segmentId: string, startMs: number, count: number): Promise<void> {
  for (let n = 1; n < count; n++)
    await db.run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_during, device_time_source, clock_offset_ms, clock_uncertainty_ms, clock_method, source, codec, sha256, blob_key,
        byte_length, expires_at)
      SELECT ${newId(startMs + n * SEGMENT_MS)}, camera_id, tstzrange(lower(true_during) + ${n * SEGMENT_MS} * interval '1 ms', upper(true_during) + ${n * SEGMENT_MS} * interval '1 ms'), uncertainty_ms, NULL, 'none',
        clock_offset_ms, clock_uncertainty_ms, clock_method, source, codec, sha256, blob_key, byte_length, expires_at
      FROM footage_segment WHERE id = ${segmentId}`);
}
