import type { CameraDialer } from '../contacts/camera-dialer.ts';
import type { Database } from '../../db/database.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';
import type { WorkerMetrics } from '../metrics.ts';
import type { DiskGuard } from '../recording/disk-guard.ts';

/** What a pull works with. */
export interface PullParts {
  readonly database: Database;
  readonly blobs: Pick<BlobStore, 'incomingFolder'>;
  readonly namedBlobs: NamedBlobs;
  readonly dialer: CameraDialer;
  readonly disk: DiskGuard;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
}
