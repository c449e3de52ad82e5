import type { Database } from '../../db/database.ts';
import { listOpenChecks } from '../../db/repositories/check-run-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobProducer } from '../../platform/job-producer.ts';
import type { Logger } from '../../platform/logger.ts';
import { startRepeatedLook, type RepeatedLook } from '../repeated-look.ts';

const LOOK_EVERY_MS = 15_000;
/** A check takes some seconds; what isn't done by then may have lost its job. */
const OVERDUE_MS = 30_000;
const BATCH = 500;

/**
 * Looks four times a minute for checks that were promised and are not done, and puts their jobs on the queue again: a Redis that came back empty has lost them, and one
 * whose three attempts fell into an outage of the database has been given up. A job that is there already is left alone, so any number of workers may look.
 */
export function startCheckKeeper(parts: { database: Database; jobs: JobProducer; clock: Clock; logger: Logger }): RepeatedLook {
  const { database, jobs, clock, logger } = parts;
  const look = async (): Promise<void> => {
    for (const { id, kind, recorderId } of await listOpenChecks(database, clock.now() - OVERDUE_MS, BATCH)) {
      const check = recorderId === null ? 'check-camera' : 'check-recorder';
      await jobs.ensure(kind === 'check' ? check : 'take-snapshot', { checkId: id }, id);
    }
  };
  return startRepeatedLook(LOOK_EVERY_MS, look, (error) => logger.warn({ err: toAppError(error) }, 'overdue checks could not be looked for'));
}
