import type { JobName } from '../domain/job-terms.ts';
import type { JobHandler } from '../platform/job-consumer.ts';
import { createBuildEvidencePackageJob } from './jobs/build-evidence-package-job.ts';
import { createBuildRoadGraphJob } from './jobs/build-road-graph-job.ts';
import { createCheckCameraJob } from './jobs/check-camera-job.ts';
import { createDeliverMessageJob } from './jobs/deliver-message-job.ts';
import { createDiscoverCamerasJob } from './jobs/discover-cameras-job.ts';
import { createCheckRecorderJob } from './jobs/check-recorder-job.ts';
import { createExpireRecordsJob } from './jobs/expire-records-job.ts';
import { createFetchTimestampsJob } from './jobs/fetch-timestamps-job.ts';
import { createImportCamerasJob } from './jobs/import-cameras-job.ts';
import { createKeepGrantsJob } from './jobs/keep-grants-job.ts';
import { createKeepHoldsJob } from './jobs/keep-holds-job.ts';
import { createKeepRequestsJob } from './jobs/keep-requests-job.ts';
import { createCheckHandInsJob } from './jobs/check-hand-ins-job.ts';
import { createMakeCopiesJob } from './jobs/make-copies-job.ts';
import { createMaintainPartitionsJob } from './jobs/maintain-partitions-job.ts';
import { createPingDueCamerasJob } from './jobs/ping-due-cameras-job.ts';
import { createPrepareCopyJob } from './jobs/prepare-copy-job.ts';
import { createPullEdgeFootageJob } from './jobs/pull-edge-footage-job.ts';
import { createRecomputeCoverageJob } from './jobs/recompute-coverage-job.ts';
import { createRemindSubjectRequestsJob } from './jobs/remind-subject-requests-job.ts';
import { createRenewCapabilitiesJob } from './jobs/renew-capabilities-job.ts';
import { createRaiseAlertsJob } from './jobs/raise-alerts-job.ts';
import { createPlanMessagesJob } from './jobs/plan-messages-job.ts';
import { createSendMessagesJob } from './jobs/send-messages-job.ts';
import { createSweepRetentionJob } from './jobs/sweep-retention-job.ts';
import { createTakeAlarmBurstJob } from './jobs/take-alarm-burst-job.ts';
import { createTakeDueSnapshotsJob } from './jobs/take-due-snapshots-job.ts';
import { createTakeSnapshotJob } from './jobs/take-snapshot-job.ts';
import type { WorkerParts } from './worker-parts.ts';

/** The handler of every job: one that is missing does not compile. */
export function createJobRegistry(parts: WorkerParts) {
  return {
    'check-camera': createCheckCameraJob(parts),
    'check-recorder': createCheckRecorderJob(parts),
    'take-snapshot': createTakeSnapshotJob(parts),
    'take-alarm-burst': createTakeAlarmBurstJob({ ...parts, limiter: parts.burstLimiter, streamLimiter: parts.streamBurstLimiter }),
    'import-cameras': createImportCamerasJob(parts),
    'discover-cameras': createDiscoverCamerasJob(parts),
    'ping-due-cameras': createPingDueCamerasJob({ ...parts, limiter: parts.pingLimiter }),
    'take-due-snapshots': createTakeDueSnapshotsJob({ ...parts, limiter: parts.pictureLimiter, streamLimiter: parts.streamPictureLimiter }),
    'renew-capabilities': createRenewCapabilitiesJob(parts),
    'check-hand-ins': createCheckHandInsJob(parts),
    'pull-edge-footage': createPullEdgeFootageJob({ ...parts, disk: parts.pullDisk }),
    'build-evidence-package': createBuildEvidencePackageJob(parts),
    'fetch-timestamps': createFetchTimestampsJob(parts),
    'make-copies': createMakeCopiesJob(parts),
    'prepare-copy': createPrepareCopyJob(parts),
    'recompute-coverage': createRecomputeCoverageJob(parts),
    'sweep-retention': createSweepRetentionJob(parts),
    'keep-holds': createKeepHoldsJob(parts),
    'keep-grants': createKeepGrantsJob(parts),
    'keep-requests': createKeepRequestsJob(parts),
    'remind-subject-requests': createRemindSubjectRequestsJob(parts),
    'maintain-partitions': createMaintainPartitionsJob(parts),
    'expire-records': createExpireRecordsJob(parts),
    'raise-alerts': createRaiseAlertsJob(parts),
    'plan-messages': createPlanMessagesJob(parts),
    'send-messages': createSendMessagesJob(parts),
    'deliver-message': createDeliverMessageJob(parts),
    'build-road-graph': createBuildRoadGraphJob(parts),
  } satisfies { readonly [N in JobName]: JobHandler<N> };
}
