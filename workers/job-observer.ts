import type { JobObserver } from '../platform/job-consumer.ts';
import type { Logger } from '../platform/logger.ts';
import type { WorkerMetrics } from './metrics.ts';

/** Counts and logs what becomes of jobs; `jobsDone` is what the heartbeat shows. */
export function createJobObserver({ logger, metrics }: { logger: Logger; metrics: WorkerMetrics }): JobObserver & { jobsDone(): number } {
  let done = 0;
  return {
    jobsDone: () => done,
    done(job, tookMs, lagMs) {
      done += 1;
      metrics.jobs.inc({ job, outcome: 'done' });
      metrics.jobSeconds.observe({ job }, tookMs / 1000);
      metrics.scheduleLagSeconds.observe({ job }, Math.max(0, lagMs) / 1000);
    },
    failed(job, error) {
      metrics.jobs.inc({ job, outcome: 'failed' });
      logger.error({ job, err: error }, 'a job failed');
    },
    queueError(error) {
      metrics.queueErrors.inc();
      logger.warn({ err: error }, 'the connection to the job queue failed; it is made again');
    },
  };
}
