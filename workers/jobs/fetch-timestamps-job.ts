import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { claimDueTimestamp, noteTimestampFailure, storeTimestamp, type DueTimestamp } from '../../db/repositories/package-timestamp-repository.ts';
import type { Database } from '../../db/database.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { TimestampAuthority } from '../evidence/timestamp-authority.ts';

/** Stamps that one run fetches, at most. */
const BATCH = 50;

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Absent: none is configured, and what waits goes on waiting. */
  readonly timestampAuthority?: TimestampAuthority | undefined;
}

/** Fetches one stamp. False when the authority can't be asked now, so that it isn't asked for all the others either. */
async function fetchOne({ database, logger }: Parts, authority: TimestampAuthority, due: DueTimestamp, signal: AbortSignal): Promise<boolean> {
  const { packageId, incidentId, signatureSha256, attempts } = due;
  try {
    const stamp = await authority(signatureSha256, signal);
    await database.transaction(async (tx) => {
      if (await storeTimestamp(tx, packageId, stamp)) await appendAudit(tx, { action: 'package.stamp', incidentId, detail: { packageId } });
    });
    return true;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'cancelled') throw error;
    await noteTimestampFailure(database, packageId, error.code);
    logger.warn({ err: error, packageId, attempts }, 'a package waits for its timestamp');
    return error.kind !== 'unavailable' && error.kind !== 'timeout';
  }
}

/**
 * Fetches the timestamps that packages wait for, oldest try first. While the authority is down a run asks it once; a package whose stamp is refused or doesn't hold keeps no other one waiting.
 */
export function createFetchTimestampsJob(parts: Parts): JobHandler<'fetch-timestamps'> {
  const { database, clock, timestampAuthority } = parts;
  return async ({ signal }) => {
    if (timestampAuthority === undefined) return;
    for (let count = 0; count < BATCH && !signal.aborted; count += 1) {
      const due = await claimDueTimestamp(database, clock.now());
      if (due === undefined || !(await fetchOne(parts, timestampAuthority, due, signal))) return;
    }
  };
}
