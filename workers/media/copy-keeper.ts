import type { Database } from '../../db/database.ts';
import { failCopy, listForsakenCopies } from '../../db/repositories/watch-copy-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobProducer } from '../../platform/job-producer.ts';
import type { Logger } from '../../platform/logger.ts';
import { startRepeatedLook, type RepeatedLook } from '../repeated-look.ts';
import { MOST_ATTEMPTS } from './prepare-copy.ts';

const LOOK_EVERY_MS = 5000;
/** The queue tries a job again within seconds; what waits for longer may have lost its job. */
const OVERDUE_MS = 15_000;
const BATCH = 100;

/** Puts copies for watching on the queue again whose job was lost, or whose worker died. A job that is there already is left alone, so any number of workers may look. */
export function startCopyKeeper({ database, jobs, clock, logger }: { database: Database; jobs: JobProducer; clock: Clock; logger: Logger }): RepeatedLook {
  const look = async (): Promise<void> => {
    for (const forsaken of await listForsakenCopies(database, clock.now() - OVERDUE_MS, clock.now(), BATCH)) {
      const { id, attempts } = forsaken;
      if (attempts >= MOST_ATTEMPTS) await failCopy(database, forsaken, 'copy_failed', clock.now());
      else await jobs.ensure('prepare-copy', { copyId: id }, `${id}-${attempts}`);
    }
  };
  return startRepeatedLook(LOOK_EVERY_MS, look, (error) => logger.warn({ err: toAppError(error) }, 'waiting copies could not be looked for'));
}
