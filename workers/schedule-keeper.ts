import { toAppError } from '../domain/app-error.ts';
import { RECURRING_JOBS } from '../domain/job-terms.ts';
import type { JobProducer } from '../platform/job-producer.ts';
import type { Logger } from '../platform/logger.ts';

const LOOK_EVERY_MS = 15_000;

/** Keeps the schedule in the queue what it should be. */
export interface ScheduleKeeper {
  stop(): Promise<void>;
}

/**
 * Writes the schedule at once and again four times a minute: a Redis that came back empty, or a schedule that was removed by hand, would otherwise leave workers that live and never work.
 * Writing it again moves no job.
 */
export async function startScheduleKeeper({ jobs, logger }: { jobs: JobProducer; logger: Logger }): Promise<ScheduleKeeper> {
  let writing: Promise<void> | undefined;
  await jobs.schedule(RECURRING_JOBS);
  const timer = setInterval(() => {
    writing ??= jobs
      .schedule(RECURRING_JOBS)
      .catch((error: unknown) => logger.warn({ err: toAppError(error) }, 'the schedule could not be written'))
      .finally(() => {
        writing = undefined;
      });
  }, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
}
