import { claimForCopy, holdClaim } from '../../db/repositories/hand-in-repository.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import { makeCopy, type CopyParts } from '../handin/make-copy.ts';

/** Renewed while a copy is being made; of a worker that died another takes over then. */
const CLAIM_MS = 3 * 60_000;
const RENEW_MS = 60_000;

/** Makes copies that browsers can play, one at a time in each worker. Run twice it finds nothing. */
export function createMakeCopiesJob(parts: CopyParts): JobHandler<'make-copies'> {
  const { database, clock, logger } = parts;
  return async ({ signal }) => {
    while (!signal.aborted) {
      const row = await claimForCopy(database, clock.now(), clock.now() + CLAIM_MS);
      if (row === undefined) return;
      const renewal = setInterval(() => {
        void holdClaim(database, row.id, clock.now() + CLAIM_MS).catch((error: unknown) =>
          logger.warn({ err: error }, 'a copy in the making could not be kept'),
        );
      }, RENEW_MS);
      try {
        await makeCopy(parts, row, signal);
      } finally {
        clearInterval(renewal);
        if (signal.aborted) await holdClaim(database, row.id, null);
      }
    }
  };
}
