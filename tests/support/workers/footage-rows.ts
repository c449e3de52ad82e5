import { createHash } from 'node:crypto';
import sql from 'sql-template-tag';
import type { Database } from '../../../db/database.ts';
import type { BlobStore } from '../../../media/blob-store.ts';

/** A stored segment, as the checks of the tests need it. */
export interface StoredSegment {
  readonly id: string;
  readonly cameraId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly uncertaintyMs: number;
  readonly sha256: string;
  readonly blobKey: string;
  readonly byteLength: number;
  readonly deviceTimeSource: string;
}

/** Segments of a camera in order of time. */
export async function segmentsOf(database: Database, cameraId: string): Promise<StoredSegment[]> {
  return database.rows(sql`SELECT id, camera_id AS "cameraId", lower(true_during) AS "fromMs", upper(true_during) AS "toMs", uncertainty_ms AS "uncertaintyMs", encode(sha256, 'hex') AS sha256,
      blob_key AS "blobKey", byte_length AS "byteLength", device_time_source AS "deviceTimeSource"
    FROM footage_segment WHERE camera_id = ${cameraId} ORDER BY lower(true_during), id`);
}

/** SHA-256 of a blob as it lies in the store, in hexadecimal. */
export async function blobHash(blobs: BlobStore, key: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of (await blobs.open(key)) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** Pairs of neighbours that overlap by more than they are uncertain by. */
export function overlapping(segments: readonly StoredSegment[]): string[] {
  return segments.slice(1).flatMap((segment, index) => {
    const before = segments[index]!;
    const overlapMs = before.toMs - segment.fromMs;
    return overlapMs > before.uncertaintyMs + segment.uncertaintyMs ? [`${before.id} and ${segment.id} by ${overlapMs} ms`] : [];
  });
}
