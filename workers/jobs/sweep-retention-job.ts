import type { Database } from '../../db/database.ts';
import type { FootageKind } from '../../db/repositories/retention-repository.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { NamedBlobs } from '../blobs/named-blobs.ts';
import type { WorkerMetrics } from '../metrics.ts';
import { sweepBatch } from '../retention/retention-sweep.ts';

interface Parts {
  readonly database: Database;
  readonly namedBlobs: NamedBlobs;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkerMetrics;
}

/** Batches of a kind in one job; the next job, a minute later, goes on. */
const MOST_BATCHES = 200;

/** Deletes pictures and segments that are past their time and not held, then the blobs that no row names any more. Run twice it finds nothing. */
export function createSweepRetentionJob(parts: Parts): JobHandler<'sweep-retention'> {
  const { namedBlobs, logger, metrics } = parts;
  return async ({ signal }) => {
    const [snapshots, segments] = [await sweepKind(parts, 'snapshot', signal), await sweepKind(parts, 'footage_segment', signal)];
    const blobs = await namedBlobs.sweep(signal);
    metrics.deleted.inc({ what: 'snapshot' }, snapshots.rows);
    metrics.deleted.inc({ what: 'segment' }, segments.rows);
    metrics.deleted.inc({ what: 'blob' }, blobs);
    if (snapshots.rows + segments.rows + blobs > 0) logger.info({ snapshots, segments, blobs }, 'retention deleted what was due');
  };
}

async function sweepKind({ database, clock }: Parts, kind: FootageKind, signal: AbortSignal): Promise<{ rows: number; bytes: number }> {
  let rows = 0;
  let bytes = 0;
  for (let batches = 0; batches < MOST_BATCHES && !signal.aborted; batches++) {
    const batch = await sweepBatch(database, kind, clock.now());
    if (batch.rows === 0) break;
    rows += batch.rows;
    bytes += batch.bytes;
  }
  return { rows, bytes };
}
