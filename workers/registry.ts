import type { JobName } from '../domain/job-terms.ts';
import type { JobHandler } from '../platform/job-consumer.ts';
import { createCheckCameraJob } from './jobs/check-camera-job.ts';
import { createExpireRecordsJob } from './jobs/expire-records-job.ts';
import { createMaintainPartitionsJob } from './jobs/maintain-partitions-job.ts';
import { createPingDueCamerasJob } from './jobs/ping-due-cameras-job.ts';
import { createSweepRetentionJob } from './jobs/sweep-retention-job.ts';
import { createTakeDueSnapshotsJob } from './jobs/take-due-snapshots-job.ts';
import { createTakeSnapshotJob } from './jobs/take-snapshot-job.ts';
import type { WorkerParts } from './worker-parts.ts';

/** The handler of every job: one that is missing does not compile. */
export function createJobRegistry(parts: WorkerParts) {
  return {
    'check-camera': createCheckCameraJob(parts),
    'take-snapshot': createTakeSnapshotJob(parts),
    'ping-due-cameras': createPingDueCamerasJob({ ...parts, limiter: parts.pingLimiter }),
    'take-due-snapshots': createTakeDueSnapshotsJob({ ...parts, limiter: parts.pictureLimiter, streamLimiter: parts.streamPictureLimiter }),
    'sweep-retention': createSweepRetentionJob(parts),
    'maintain-partitions': createMaintainPartitionsJob(parts),
    'expire-records': createExpireRecordsJob(parts),
  } satisfies { readonly [N in JobName]: JobHandler<N> };
}
