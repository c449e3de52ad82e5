import { claimForCheck, holdClaim } from '../../db/repositories/hand-in-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { checkHandIn, type HandInParts } from '../handin/hand-in-check.ts';

/** Longer than reading 4 GB twice from a slow disk; of a worker that died another takes over then. */
const CLAIM_MS = 15 * 60_000;
/** After a failure of our own parts. */
const RETRY_MS = 60_000;
const MOST_AT_ONCE = 50;

/** Checks the files that have arrived, one after the other, each by one worker. Run twice it finds nothing. */
export function createCheckHandInsJob(parts: HandInParts): JobHandler<'check-hand-ins'> {
  const { database, clock, logger } = parts;
  return async ({ signal }) => {
    for (let done = 0; done < MOST_AT_ONCE && !signal.aborted; done++) {
      const row = await claimForCheck(database, clock.now(), clock.now() + CLAIM_MS);
      if (row === undefined) return;
      try {
        await checkHandIn(parts, row, signal);
      } catch (thrown) {
        logger.warn({ handInId: row.id, err: toAppError(thrown) }, 'a handed-in file could not be checked yet');
        await holdClaim(database, row.id, signal.aborted ? null : clock.now() + RETRY_MS);
      }
    }
  };
}
