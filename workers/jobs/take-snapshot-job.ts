import type { Database, Queryable } from '../../db/database.ts';
import { completeCheck } from '../../db/repositories/check-run-repository.ts';
import { findContactTarget } from '../../db/repositories/contact-target-repository.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { CheckReporter } from '../checks/check-reporter.ts';
import { CAMERA_GONE } from '../checks/camera-gone.ts';
import type { HealthRecorder } from '../health/health-recorder.ts';
import { pictureObservation } from '../snapshots/picture-observation.ts';
import type { SnapshotTaker } from '../snapshots/snapshot-taker.ts';

interface Parts {
  readonly database: Database;
  readonly snapshots: SnapshotTaker;
  readonly health: HealthRecorder;
  readonly checks: CheckReporter;
  readonly clock: Clock;
}

/** Takes the picture that a board asked for; a camera that gives none fails the request with the camera's problem, not the job. */
export function createTakeSnapshotJob({ database, snapshots, health, checks, clock }: Parts): JobHandler<'take-snapshot'> {
  return (job) =>
    checks.run(job, async ({ cameraId, requestedBy }) => {
      // with the picture: a worker that dies between the two would leave one that is taken a second time
      const alongWith = async (tx: Queryable, snapshotId: string): Promise<void> => {
        if (!(await completeCheck(tx, job.payload.checkId, { snapshotId }, clock.now()))) throw doneMeanwhile();
      };
      const target = await findContactTarget(database, cameraId);
      if (!target) return { error: CAMERA_GONE };
      const taken = await snapshots.take(target, { reason: 'request', requestedBy, alongWith }, job.signal);
      if (!taken.ok && !taken.failure.isAboutCamera) throw taken.failure.error;
      await health.record([pictureObservation(cameraId, taken.ok ? { ...taken, value: taken.value.picture } : taken, target.recorderId)]);
      return taken.ok ? { result: { snapshotId: taken.value.snapshotId } } : { error: taken.failure.problem };
    });
}

/** Tried again it finds nothing to do. */
function doneMeanwhile(): AppError {
  return new AppError('conflict', 'check_done', 'Another worker has taken this picture meanwhile. Nothing is left to do.');
}
