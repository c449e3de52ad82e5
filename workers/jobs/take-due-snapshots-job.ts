import type { Database } from '../../db/database.ts';
import { claimDueSnapshots, type SnapshotTarget } from '../../db/repositories/contact-target-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { HealthRecorder } from '../health/health-recorder.ts';
import { createObservationBatcher, type ObservationBatcher } from '../health/observation-batcher.ts';
import { pictureObservation } from '../snapshots/picture-observation.ts';
import type { SnapshotTaker } from '../snapshots/snapshot-taker.ts';

/** Cameras that are claimed at once: few, since what a dying worker had claimed waits for its next slot. */
const BATCH = 8;
/**
 * While pictures fall due faster than they can be taken a run never ends. Each run beyond these would hold one more place of its queue, until pings found none; more runs would not take more pictures, since all share the
 * same places for contacts.
 */
const RUNS_AT_ONCE = 4;

interface Parts {
  readonly database: Database;
  readonly snapshots: SnapshotTaker;
  readonly health: HealthRecorder;
  readonly limiter: ConcurrencyLimiter;
  /** For cameras whose picture has to be decoded from their stream: each has a program of its own. */
  readonly streamLimiter: ConcurrencyLimiter;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Takes every picture that is due; a run beyond four at once leaves that to them. Run twice it finds nothing due; one that fails is taken again at its next slot. */
export function createTakeDueSnapshotsJob(parts: Parts): JobHandler<'take-due-snapshots'> {
  const { database, limiter, streamLimiter, clock } = parts;
  const observations = createObservationBatcher(parts.health);
  let runs = 0;
  const run: JobHandler<'take-due-snapshots'> = async ({ signal }) => {
    const batches: Promise<unknown>[] = [];
    while (!signal.aborted) {
      await Promise.all([limiter.room(), streamLimiter.room()]);
      const { looked, targets } = await claimDueSnapshots(database, { nowMs: clock.now(), limit: BATCH });
      if (looked === 0) break;
      batches.push(...targets.map((target) => takeOne({ ...parts, observations }, target, signal)));
    }
    await Promise.all(batches);
  };
  return async (job) => {
    if (runs >= RUNS_AT_ONCE) return;
    runs += 1;
    try {
      await run(job);
    } finally {
      runs -= 1;
    }
  };
}

/** One camera's failure, or ours with it, must not cost the others their pictures; so it is logged here and goes no further. */
async function takeOne(
  { snapshots, observations, limiter, streamLimiter, logger }: Parts & { readonly observations: ObservationBatcher },
  target: SnapshotTarget,
  signal: AbortSignal,
): Promise<void> {
  const { cameraId } = target;
  try {
    const taken = await (target.fromStream ? streamLimiter : limiter).run(() => snapshots.take(target, { reason: 'schedule', requestedBy: null }, signal));
    if (!taken.ok && taken.failure.outcome === 'cancelled') return;
    if (!taken.ok && taken.failure.outcome === 'ours')
      logger.error({ cameraId, err: taken.failure.error }, 'a picture could not be taken for a reason of the service itself');
    await observations.record(pictureObservation(cameraId, taken.ok ? { ...taken, value: taken.value.picture } : taken, target.recorderId));
  } catch (error) {
    logger.error({ cameraId, err: error }, 'a picture could not be stored');
  }
}
