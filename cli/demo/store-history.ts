import type { Queryable } from '../../db/database.ts';
import { appendIntervals, insertReadings } from '../../db/repositories/camera-health-repository.ts';
import { insertSegment, type NewSegment } from '../../db/repositories/segment-store-repository.ts';
import { nameBlob } from '../../db/repositories/unreferenced-blob-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { newId } from '../../platform/new-id.ts';
import type { TownCamera } from './town-camera.ts';
import { clockHistory, healthHistory } from './town-health.ts';

const HOUR_MS = 3_600_000;

/** Stores footage and names its blobs. */
export async function storeFootage(tx: Queryable, segments: readonly NewSegment[]): Promise<void> {
  for (const segment of segments) {
    if (!(await nameBlob(tx, segment.blobKey))) {
      throw new AppError(
        'unavailable',
        'demo_footage_too_slow',
        'Making the demo town took so long that its footage was given up. Start again on a machine that is less busy.',
      );
    }
    await insertSegment(tx, segment);
  }
}

/** Stores how the cameras and their clocks fared in the last week; of those that have footage, more readings of the last hour. */
export async function storeHealthHistory(tx: Queryable, cameras: readonly TownCamera[], segments: readonly NewSegment[], nowMs: number): Promise<void> {
  const recorded = recordedStretches(segments);
  await appendIntervals(
    tx,
    cameras.flatMap((camera) => healthHistory(camera, recorded.get(camera.id) ?? [], nowMs)),
  );
  const lastHour = { fromMs: nowMs - HOUR_MS, toMs: nowMs };
  const readings = cameras.flatMap((camera) =>
    clockHistory(camera, nowMs, recorded.has(camera.id) ? lastHour : undefined).map((reading) => ({
      ...reading,
      id: newId(reading.trueTimeMs),
      cameraId: camera.id,
    })),
  );
  await insertReadings(tx, readings);
}

/** From the first to the last segment of each camera: those of one recording follow each other without a gap. */
function recordedStretches(segments: readonly NewSegment[]): ReadonlyMap<string, TimeInterval[]> {
  const stretches = new Map<string, TimeInterval>();
  for (const {
    cameraId,
    trueDuring: { fromMs, toMs },
  } of segments) {
    const known = stretches.get(cameraId) ?? { fromMs, toMs };
    stretches.set(cameraId, { fromMs: Math.min(known.fromMs, fromMs), toMs: Math.max(known.toMs, toMs) });
  }
  return new Map([...stretches].map(([cameraId, stretch]) => [cameraId, [stretch]]));
}
