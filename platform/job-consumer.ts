import { setMaxListeners } from 'node:events';
import { Worker, type Job } from 'bullmq';
import type { AppError } from '../domain/app-error.ts';
import type { JobName, JobPayloads, QueueName } from '../domain/job-terms.ts';
import { queueKey } from './job-producer.ts';
import type { QueueBackend } from './queue-backend.ts';

/** A job as its handler gets it. */
export interface RunningJob<N extends JobName> {
  readonly id: string;
  readonly payload: JobPayloads[N];
  /** When it was due, epoch milliseconds: now − dueAtMs is the schedule's lag. */
  readonly dueAtMs: number;
  /** The queue won't try this job again, whatever it fails with. */
  readonly isLastAttempt: boolean;
  /** Aborts when the worker stops. */
  readonly signal: AbortSignal;
}

export type JobHandler<N extends JobName> = (job: RunningJob<N>) => Promise<void>;
/** Every job has a handler: one that is missing does not compile. */
export type JobHandlers = { readonly [N in JobName]: JobHandler<N> };

/** What a consumer tells about its jobs. */
export interface JobObserver {
  done(name: JobName, tookMs: number, lagMs: number): void;
  failed(name: JobName, error: AppError): void;
  /** The queue's connection failed; it is made again by itself. */
  queueError(error: Error): void;
}

/** Takes jobs from one queue until it is closed. */
export interface JobConsumer {
  /** Stops taking jobs, aborts the running ones' signal after `graceMs` and waits for them. */
  close(graceMs: number): Promise<void>;
}

/** The jobs of a worker that was killed are another's within some 20 s: people wait for some of them. A job may lose several workers before it is given up. */
const TAKE_OVER = { lockDuration: 15_000, stalledInterval: 7_500, maxStalledCount: 5 };

/** A job that a scheduler made is named `repeat:<scheduler>:<due time>`; any other is due when it was added. */
function dueAtMs(job: Job): number {
  const match = /^repeat:.*:(\d+)$/.exec(job.id ?? '');
  return match ? Number(match[1]) : job.timestamp;
}

function toRunning(job: Job, signal: AbortSignal): RunningJob<JobName> {
  const isLastAttempt = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
  return { id: job.id ?? '', payload: job.data as never, dueAtMs: dueAtMs(job), isLastAttempt, signal };
}

/**
 * Runs the handlers of one queue, `concurrency` jobs at a time. `toOutcome` decides what a failure means: an error to be thrown again (the queue retries) or undefined
 * (the job is over).
 */
export function createJobConsumer(options: {
  backend: QueueBackend;
  queue: QueueName;
  handlers: JobHandlers;
  concurrency: number;
  observer: JobObserver;
  toOutcome: (error: unknown) => { readonly error: AppError; readonly rethrow?: Error };
}): JobConsumer {
  const { backend, observer, toOutcome } = options;
  const abort = new AbortController();
  // every contact of every running job listens to it
  setMaxListeners(0, abort.signal);
  const process = async (job: Job): Promise<void> => {
    const name = job.name as JobName;
    const running = toRunning(job, abort.signal);
    const startedMs = Date.now();
    try {
      await (options.handlers[name] as JobHandler<JobName>)(running);
      observer.done(name, Date.now() - startedMs, startedMs - running.dueAtMs);
    } catch (thrown) {
      const { error, rethrow } = toOutcome(thrown);
      observer.failed(name, error);
      if (rethrow) throw rethrow;
    }
  };
  const worker = new Worker(
    queueKey(options.queue),
    process,
    { connection: backend.connection('worker'), prefix: backend.prefix, concurrency: options.concurrency, ...TAKE_OVER },
    backend.factory as never,
  );
  worker.on('error', (error) => observer.queueError(error));
  return {
    async close(graceMs) {
      const timer = setTimeout(() => abort.abort(), graceMs);
      await worker.close();
      clearTimeout(timer);
    },
  };
}
