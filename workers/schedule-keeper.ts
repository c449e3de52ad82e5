import { toAppError } from '../domain/app-error.ts';
import { RECURRING_JOBS } from '../domain/job-terms.ts';
import type { JobProducer } from '../platform/job-producer.ts';
import type { Logger } from '../platform/logger.ts';
import { startRepeatedLook, type RepeatedLook } from './repeated-look.ts';

const LOOK_EVERY_MS = 15_000;

/**
 * Writes the schedule at once and again four times a minute: a Redis that came back empty, or a schedule that was removed by hand, would otherwise leave workers that live and never work.
 * Writing it again moves no job.
 */
export async function startScheduleKeeper({ jobs, logger }: { jobs: JobProducer; logger: Logger }): Promise<RepeatedLook> {
  const write = (): Promise<void> => jobs.schedule(RECURRING_JOBS);
  await write();
  return startRepeatedLook(LOOK_EVERY_MS, write, (error) => logger.warn({ err: toAppError(error) }, 'the schedule could not be written'));
}
