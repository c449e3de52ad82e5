import type { CameraAdapters } from '../camera-adapters/registry.ts';
import type { Database } from '../db/database.ts';
import type { AddressPolicy } from '../domain/address-rule.ts';
import type { FfmpegBinary } from '../media/ffmpeg-path.ts';
import type { BlobStore } from '../media/blob-store.ts';
import type { Clock } from '../platform/clock.ts';
import { createConcurrencyLimiter, type ConcurrencyLimiter } from '../platform/concurrency-limiter.ts';
import type { Logger } from '../platform/logger.ts';
import type { SecretBox } from '../platform/secret-box.ts';
import { createNamedBlobs, type NamedBlobs } from './blobs/named-blobs.ts';
import { createCheckReporter, type CheckReporter } from './checks/check-reporter.ts';
import { createCameraContacts, type CameraContacts } from './contacts/camera-contacts.ts';
import { createCameraDialer, type CameraDialer } from './contacts/camera-dialer.ts';
import type { DiscoverySettings } from './jobs/discover-cameras-job.ts';
import type { PackageBuilder } from './evidence/package-builder.ts';
import type { TimestampAuthority } from './evidence/timestamp-authority.ts';
import { createHealthRecorder, type HealthRecorder } from './health/health-recorder.ts';
import { createChannelRest } from './messages/channel-rest.ts';
import { createMessageDelivery, type MessageDelivery } from './messages/message-delivery.ts';
import type { MessageSenders } from './messages/message-sender.ts';
import type { WorkerMetrics } from './metrics.ts';
import { createDiskGuard, type DiskGuard } from './recording/disk-guard.ts';
import { createSegmentStore, type SegmentStore } from './recording/segment-store.ts';
import { createSnapshotTaker, type SnapshotTaker } from './snapshots/snapshot-taker.ts';

/** What a worker is given. */
export interface WorkerResources {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly adapters: CameraAdapters;
  readonly ffmpeg: FfmpegBinary;
  readonly addressPolicy: AddressPolicy;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
  readonly senders: MessageSenders;
  /** Stamps packages; absent: none is configured. */
  readonly timestampAuthority?: TimestampAuthority | undefined;
  readonly buildPackage: PackageBuilder;
  /** The application's address for people. */
  readonly publicUrl: string | undefined;
  readonly discovery?: DiscoverySettings;
}

/** What jobs and recorders work with, made once for each worker. */
export interface WorkerParts extends WorkerResources {
  readonly dialer: CameraDialer;
  readonly contacts: CameraContacts;
  readonly health: HealthRecorder;
  readonly namedBlobs: NamedBlobs;
  readonly disk: DiskGuard;
  /** Fuller for footage that is pulled from devices: it waits there, what is filmed now doesn't. */
  readonly pullDisk: DiskGuard;
  readonly segmentStore: SegmentStore;
  readonly snapshots: SnapshotTaker;
  readonly checks: CheckReporter;
  readonly delivery: MessageDelivery;
  readonly pingLimiter: ConcurrencyLimiter;
  readonly pictureLimiter: ConcurrencyLimiter;
  readonly streamPictureLimiter: ConcurrencyLimiter;
  readonly burstLimiter: ConcurrencyLimiter;
  readonly streamBurstLimiter: ConcurrencyLimiter;
}

/**
 * Contacts at once. A ping is a socket that mostly waits, a dead camera's for 8 s: a province of 33,060 cameras has 440 of them open when a tenth hangs, and 2,000 keep up with
 * 15,000 dead cameras a minute. A picture by HTTP mostly waits as well; one from a stream has an ffmpeg of its own for seconds, with some 50 MB and 100 ms of CPU.
 * Pictures of an alarm have places of their own: a backlog of scheduled ones must not keep a bell waiting.
 */
const CONCURRENT = { pings: 2000, pictures: 32, streamPictures: 4, burst: 48, streamBurst: 6 };

const PULL_KEEP_FREE_BYTES = 2 * 2 ** 30;

/** Puts the parts together. */
export function createWorkerParts(resources: WorkerResources): WorkerParts {
  const { database, clock } = resources;
  const dialer = createCameraDialer(resources);
  const contacts = createCameraContacts({ dialer, clock, metrics: resources.metrics });
  const health = createHealthRecorder({ database, clock });
  const namedBlobs = createNamedBlobs(resources);
  const disk = createDiskGuard(resources);
  return {
    ...resources,
    disk,
    pullDisk: createDiskGuard({ ...resources, keepFreeBytes: PULL_KEEP_FREE_BYTES, what: 'pulls of footage' }),
    segmentStore: createSegmentStore({ ...resources, namedBlobs }),
    dialer,
    contacts,
    health,
    namedBlobs,
    snapshots: createSnapshotTaker({ ...resources, contacts, disk, namedBlobs }),
    checks: createCheckReporter({ database, clock }),
    delivery: createMessageDelivery({ ...resources, rest: createChannelRest(Math.random), random: Math.random }),
    pingLimiter: createConcurrencyLimiter(CONCURRENT.pings),
    pictureLimiter: createConcurrencyLimiter(CONCURRENT.pictures),
    streamPictureLimiter: createConcurrencyLimiter(CONCURRENT.streamPictures),
    burstLimiter: createConcurrencyLimiter(CONCURRENT.burst),
    streamBurstLimiter: createConcurrencyLimiter(CONCURRENT.streamBurst),
  };
}
