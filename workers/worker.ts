import { totalmem } from 'node:os';
import type { Registry } from 'prom-client';
import { createCameraAdapters } from '../camera-adapters/registry.ts';
import type { Database } from '../db/database.ts';
import type { AddressPolicy } from '../domain/address-rule.ts';
import type { QueueName } from '../domain/job-terms.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { findFfmpeg } from '../media/ffmpeg-path.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createJobConsumer, type JobHandlers, type JobObserver } from '../platform/job-consumer.ts';
import { createJobProducer } from '../platform/job-producer.ts';
import type { Logger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import type { QueueBackend } from '../platform/queue-backend.ts';
import { createReleaseStack, type ReleaseStack } from '../platform/release-stack.ts';
import type { SecretBox } from '../platform/secret-box.ts';
import { startAlarmKeeper } from './alarms/alarm-keeper.ts';
import { startLogKeeper } from './audit/log-keeper.ts';
import { startEventWatchManager } from './events/event-watch-manager.ts';
import { startCheckKeeper } from './checks/check-keeper.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createJobObserver } from './job-observer.ts';
import { createMessageSenders } from './messages/message-senders.ts';
import { pushOfSettings } from './messages/push/push-of-settings.ts';
import { createWorkerMetrics } from './metrics.ts';
import { startCopyKeeper } from './media/copy-keeper.ts';
import { recordingCapacity } from './recording/recording-capacity.ts';
import { startRecordingManager } from './recording/recording-manager.ts';
import { recordingRoot } from './recording/recording-root.ts';
import type { DiscoverySettings } from './jobs/discover-cameras-job.ts';
import type { BuilderSettings } from './evidence/builder-terms.ts';
import { createPackageProcess } from './evidence/package-process.ts';
import { createTimestampAuthority } from './evidence/timestamp-authority.ts';
import { startPackageKeeper } from './evidence/package-keeper.ts';
import { startPullKeeper } from './pulls/pull-keeper.ts';
import { createJobRegistry } from './registry.ts';
import { judgeJobFailure } from './retry-rule.ts';
import { startScheduleKeeper } from './schedule-keeper.ts';
import { createWorkerParts, type WorkerParts } from './worker-parts.ts';

/** What of {@link BuilderSettings} the worker can't know by itself. */
export type PackageBuilding = Pick<BuilderSettings, 'databaseUrl' | 'blobFolder' | 'secretKeys'>;

/** What a worker needs; whoever starts it keeps and closes them after it. */
export interface WorkerOptions {
  readonly config: Config;
  readonly db: Database;
  readonly backend: QueueBackend;
  readonly blobs: BlobStore;
  readonly secretBox: SecretBox;
  /** What processes that build packages open for themselves: the same database and store, with the same keys. */
  readonly packageBuilding: PackageBuilding;
  /** The service's own rules about addresses; each camera's organisation may narrow them. */
  readonly addressPolicy: AddressPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes the worker's figures. */
  readonly registry: Registry;
  /** Recording other than as the product does it, for tests. */
  readonly recording?: { readonly segmentMs?: number; readonly capacity?: number };
  /** Discovery other than as the product does it, for tests. */
  readonly discovery?: DiscoverySettings;
}

/** A worker at work. */
export interface RunningWorker {
  readonly id: string;
  /**
   * Ends it in order: no new jobs, running ones get a few seconds and are then cut off, recordings finish their last whole segment, leases go back, the heartbeat
   * ends. Never fails; what went wrong is logged.
   */
  stop(): Promise<void>;
}

/** Jobs at once. A batch of pings may wait for its dead cameras for many seconds, so several of them overlap. */
const CONCURRENCY: { readonly [Q in QueueName]: number } = { interactive: 8, scheduled: 12, lengthy: 4, conversion: 1, viewing: 2 };
/** Segments are about this long: little is lost with an unfinished one, and a new camera shows within 15 s that it is recorded; a day takes at most 17,280 rows. */
const SEGMENT_MS = 5000;
/** How long running jobs may go on when the worker stops. */
const DRAIN_MS = 5000;

/**
 * Starts a worker: consumers of both queues, the schedule, the recordings and a heartbeat. Any number of them run beside each other. When it returns, the worker is at work;
 * when it throws, nothing is left running. Errors: `ffmpeg_missing`, `database_unavailable`, `queue_unavailable` (unavailable).
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { logger } = options;
  const stack = createReleaseStack();
  const id = newId(options.clock.now());
  const stop = async (): Promise<void> => {
    for (const { name, error } of await stack.releaseAll()) logger.error({ err: error, part: name }, 'a part of the worker did not stop cleanly');
  };
  try {
    const parts = await makeParts(options);
    await startAll(options, parts, stack, id);
  } catch (error) {
    await stop();
    throw error;
  }
  logger.info({ workerId: id }, 'the worker runs');
  return { id, stop };
}

async function makeParts(options: WorkerOptions): Promise<WorkerParts> {
  const { config, db, blobs, logger, registry, packageBuilding } = options;
  const ffmpeg = await findFfmpeg({ configured: config.ffmpegPath, searchPath: config.searchPath });
  if (ffmpeg.warning !== undefined) logger.warn({ path: ffmpeg.path }, ffmpeg.warning);
  const { publicUrl, timestamps } = config;
  const builder = { ...packageBuilding, embedded: db.embedded, ffmpeg, publicUrl, timestamps };
  return createWorkerParts({
    ...options,
    database: db,
    ffmpeg,
    adapters: createCameraAdapters({ ffmpeg }),
    metrics: createWorkerMetrics(registry),
    senders: { ...createMessageSenders(config.messages, options.clock), ...pushOfSettings(config.messages.push, options) },
    publicUrl,
    timestampAuthority: timestamps === undefined ? undefined : await createTimestampAuthority(timestamps),
    buildPackage: createPackageProcess(builder, blobs.incomingFolder, config.otherEnvironment),
  });
}

/** Each part is started after those that it needs, and so stopped before them. */
async function startAll(
  { config, db, backend, blobs, clock, logger, recording }: WorkerOptions,
  parts: WorkerParts,
  stack: ReleaseStack,
  id: string,
): Promise<void> {
  const handlers = createJobRegistry(parts);
  const observer = createJobObserver(parts);
  await blobs.sweepTemporary();
  await parts.disk.look();
  // a fresh database gets its partitions before the first row, not hours later
  await handlers['maintain-partitions']({ id: 'start', payload: {}, dueAtMs: clock.now(), isLastAttempt: true, signal: new AbortController().signal });
  const jobs = createJobProducer(backend, (error) => observer.queueError(error));
  stack.push('job producer', () => jobs.close());
  const heartbeat = await startHeartbeat({ database: db, clock, logger, workerId: id, jobsDone: observer.jobsDone });
  stack.push('heartbeat', () => heartbeat.stop());
  const { segmentMs = SEGMENT_MS, capacity = recordingCapacity(totalmem()) } = recording ?? {};
  const recordings = startRecordingManager({ ...parts, workerId: id, root: recordingRoot(config), capacity, segmentMs });
  stack.push('recordings', () => recordings.stop());
  const eventWatches = startEventWatchManager({ ...parts, workerId: id });
  stack.push('event watches', () => eventWatches.stop());
  const schedule = await startScheduleKeeper({ jobs, logger });
  stack.push('schedule', () => schedule.stop());
  const checks = startCheckKeeper({ database: db, jobs, clock, logger });
  stack.push('overdue checks', () => checks.stop());
  const alarms = startAlarmKeeper({ ...parts, jobs });
  stack.push('alarms', () => alarms.stop());
  const accessLog = startLogKeeper(parts);
  stack.push('access log', () => accessLog.stop());
  const pulls = startPullKeeper({ ...parts, jobs });
  stack.push('waiting pulls', () => pulls.stop());
  const copies = startCopyKeeper({ database: db, jobs, clock, logger });
  stack.push('waiting copies', () => copies.stop());
  const packages = startPackageKeeper({ database: db, jobs, clock, logger });
  stack.push('waiting packages', () => packages.stop());
  startConsumers(backend, handlers, observer, stack);
}

function startConsumers(backend: QueueBackend, handlers: JobHandlers, observer: JobObserver, stack: ReleaseStack): void {
  const consumers = (Object.keys(CONCURRENCY) as QueueName[]).map((queue) =>
    createJobConsumer({ backend, queue, handlers, observer, concurrency: CONCURRENCY[queue], toOutcome: judgeJobFailure }),
  );
  stack.push('job consumers', async () => {
    await Promise.all(consumers.map((consumer) => consumer.close(DRAIN_MS)));
  });
}
