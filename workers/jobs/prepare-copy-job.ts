import { claimCopy, failCopy, holdCopyClaim, releaseCopy } from '../../db/repositories/watch-copy-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import { MOST_ATTEMPTS, prepareCopy, type PrepareParts } from '../media/prepare-copy.ts';

/** Renewed while a copy is being made; of a worker that died another takes over then. */
const CLAIM_MS = 30_000;
const RENEW_MS = 10_000;
/** What fails for good, at the first try. */
const HOPELESS = ['copy_impossible', 'copy_too_slow', 'segment_broken'];

/** Makes a copy for watching that somebody waits for. Run twice it finds nothing to do. */
export function createPrepareCopyJob(parts: PrepareParts & { readonly logger: Logger }): JobHandler<'prepare-copy'> {
  const { database, clock, logger } = parts;
  return async ({ payload: { copyId }, signal }) => {
    const copy = await claimCopy(database, copyId, clock.now(), clock.now() + CLAIM_MS);
    if (copy === undefined) return;
    const renewal = setInterval(() => {
      void holdCopyClaim(database, copy, clock.now() + CLAIM_MS).catch((error: unknown) =>
        logger.warn({ err: error }, 'a copy in the making could not be kept'),
      );
    }, RENEW_MS);
    try {
      await prepareCopy(parts, copy, signal);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'copy_unwanted') return;
      const isBlameless = signal.aborted || error.code === 'disk_full';
      if (isBlameless || (copy.attempts < MOST_ATTEMPTS && !HOPELESS.includes(error.code))) {
        await releaseCopy(database, copy, { counts: !isBlameless });
        throw error;
      }
      logger.error({ copyId, err: error }, 'a copy for watching could not be made');
      await failCopy(database, copy, error.code, clock.now());
    } finally {
      clearInterval(renewal);
    }
  };
}
