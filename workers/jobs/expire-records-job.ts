import type { Database } from '../../db/database.ts';
import { failLostImports } from '../../db/repositories/camera-import-repository.ts';
import { failLostChecks } from '../../db/repositories/check-run-repository.ts';
import { interruptLostDiscoveries } from '../../db/repositories/discovery-run-repository.ts';
import { dropOutlived, type ExpiringRecord } from '../../db/repositories/record-expiry-repository.ts';
import type { BlobStore } from '../../media/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import { sweepIncoming } from '../handin/incoming-sweep.ts';

const HOUR_MS = 3_600_000;

/** How long records are kept after their end. Ended sessions stay a week, for "who was signed in then". */
const KEPT_MS: { readonly [R in ExpiringRecord]: number } = {
  session: 7 * 24 * HOUR_MS,
  idempotency_record: 24 * HOUR_MS,
  sign_in_failure: 24 * HOUR_MS,
  invitation: 7 * 24 * HOUR_MS,
  api_key: 90 * 24 * HOUR_MS,
  camera_check: 7 * 24 * HOUR_MS,
  // outcomes name cameras only; they are of use until the list was put right and sent again
  camera_import: 90 * 24 * HOUR_MS,
  worker_heartbeat: HOUR_MS,
  message: 90 * 24 * HOUR_MS,
  alert_notice: 90 * 24 * HOUR_MS,
  // a year of alerts lets the seasons be compared; the repair ledger's entries stay
  alert: 365 * 24 * HOUR_MS,
  alert_subscription: 90 * 24 * HOUR_MS,
  hand_in: 90 * 24 * HOUR_MS,
  // its row says itself when it expires
  discovery: 0,
};
/** A check takes half a minute; one that is not done after this long was lost with its job. */
const LOST_AFTER_MS = 30 * 60_000;
const LOST = { code: 'job_lost', message: 'The service was interrupted before it could do this. Ask again.' };

/** Drops what is past its time, in bounded deletions. */
export function createExpireRecordsJob({
  database,
  blobs,
  clock,
  logger,
}: {
  database: Database;
  blobs: Pick<BlobStore, 'incomingFolder'>;
  clock: Clock;
  logger: Logger;
}): JobHandler<'expire-records'> {
  return async ({ signal }) => {
    const nowMs = clock.now();
    const lostChecks = await failLostChecks(database, nowMs - LOST_AFTER_MS, LOST, nowMs);
    const lostImports = await failLostImports(database, nowMs - LOST_AFTER_MS, LOST, nowMs);
    const lostDiscoveries = await interruptLostDiscoveries(database, nowMs);
    const handIns = await sweepIncoming(database, blobs.incomingFolder, nowMs);
    const dropped: Partial<Record<ExpiringRecord, number>> = {};
    for (const [record, keptMs] of Object.entries(KEPT_MS) as [ExpiringRecord, number][]) {
      dropped[record] = await dropAll(database, record, nowMs - keptMs, signal);
    }
    logger.info({ dropped, lostChecks, lostImports, lostDiscoveries, handIns }, 'dropped old records');
  };
}

async function dropAll(database: Database, record: ExpiringRecord, beforeMs: number, signal: AbortSignal): Promise<number> {
  let total = 0;
  let count: number;
  do {
    count = await dropOutlived(database, record, beforeMs);
    total += count;
  } while (count > 0 && !signal.aborted);
  return total;
}
