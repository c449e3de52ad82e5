import { Queue } from 'bullmq';
import { AppError } from '../domain/app-error.ts';
import { JOB_QUEUES, QUEUE_NAMES, type JobName, type JobPayloads, type QueueName, type RecurringJob } from '../domain/job-terms.ts';
import type { QueueBackend } from './queue-backend.ts';

/** How many jobs of a queue are in which state. */
export type QueueCounts = Readonly<Record<string, number>>;

/** A job that runs by the clock. */
export interface JobSchedule {
  readonly name: string;
  readonly everyMs: number;
  /** When it is due next, epoch milliseconds; null: the queue doesn't know. */
  readonly nextMs: number | null;
}

/** A job that was given up. */
export interface JobFailure {
  readonly name: string;
  readonly failedAtMs: number;
  readonly attempts: number;
  /** Our error's code or words: neither holds secrets. */
  readonly reason: string;
}

/** Puts jobs on the queues. */
export interface JobProducer {
  /** Adds a job; the same `id` twice is one job. Errors: `queue_unavailable` (unavailable). */
  add<N extends JobName>(name: N, payload: JobPayloads[N], id: string): Promise<void>;
  /** Adds a job unless it waits or runs already; one that the queue has given up is tried anew. Errors: `queue_unavailable` (unavailable). */
  ensure<N extends JobName>(name: N, payload: JobPayloads[N], id: string): Promise<void>;
  /** Makes the schedule what `jobs` says: adds, changes and removes. Safe from any number of workers at once. */
  schedule(jobs: readonly RecurringJob[]): Promise<void>;
  counts(queue: QueueName): Promise<QueueCounts>;
  /** When what runs by the clock comes next. */
  schedules(): Promise<JobSchedule[]>;
  /** The newest jobs of a queue that were given up, those of the last day. */
  failures(queue: QueueName, most: number): Promise<JobFailure[]>;
  close(): Promise<void>;
}

/** BullMQ joins the parts of its keys with colons, so a queue's name has none. */
export function queueKey(queue: QueueName): string {
  return `matpho-${queue}`;
}

const MOST_REASON_LETTERS = 300;
const KEEP_DONE = { removeOnComplete: { count: 100 }, removeOnFail: { count: 500, age: 86_400 } };

function unavailable(cause: unknown): AppError {
  return new AppError(
    'unavailable',
    'queue_unavailable',
    'The job queue does not answer. Try again in a moment; if it stays, see whether Redis or the database runs.',
    { cause },
  );
}

async function removeUnlisted(queue: Queue, wanted: ReadonlySet<string>): Promise<void> {
  for (const scheduler of await queue.getJobSchedulers()) {
    if (scheduler.key !== undefined && !wanted.has(scheduler.key)) await queue.removeJobScheduler(scheduler.key);
  }
}

/** Opens the queues for adding. `onError` hears of errors between calls. */
export function createJobProducer(backend: QueueBackend, onError: (error: Error) => void): JobProducer {
  const queues = new Map<QueueName, Queue>();
  for (const name of QUEUE_NAMES) {
    const queue = new Queue(
      queueKey(name),
      { connection: backend.connection('producer'), prefix: backend.prefix, defaultJobOptions: KEEP_DONE },
      backend.factory as never,
    );
    queue.on('error', onError);
    queues.set(name, queue);
  }
  const queueOf = (name: JobName): Queue => queues.get(JOB_QUEUES[name])!;
  const orUnavailable = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      throw unavailable(cause);
    }
  };
  const add: JobProducer['add'] = (name, payload, id) =>
    orUnavailable(() => queueOf(name).add(name, payload, { jobId: id, attempts: 3, backoff: { type: 'exponential', delay: 1000, jitter: 0.5 } }));
  return {
    add,
    async ensure(name, payload, id) {
      await orUnavailable(async () => {
        const job = await queueOf(name).getJob(id);
        if (job === undefined) await add(name, payload, id);
        else if (await job.isFailed()) await job.retry('failed', { resetAttemptsMade: true });
      });
    },
    async schedule(jobs) {
      for (const { schedulerId, name, payload, everyMs, offsetMs } of jobs) {
        await queueOf(name).upsertJobScheduler(schedulerId, { every: everyMs, offset: offsetMs }, { name, data: payload, opts: { ...KEEP_DONE } });
      }
      const wanted = new Set(jobs.map((job) => job.schedulerId));
      for (const queue of queues.values()) await removeUnlisted(queue, wanted);
    },
    async counts(queue) {
      return queues.get(queue)!.getJobCounts('waiting', 'active', 'delayed', 'failed', 'prioritized');
    },
    async schedules() {
      const found = await Promise.all([...queues.values()].map((queue) => queue.getJobSchedulers()));
      return found.flat().map(({ name, every, next }) => ({ name, everyMs: every ?? 0, nextMs: next ?? null }));
    },
    async failures(queue, most) {
      const jobs = await queues.get(queue)!.getFailed(0, most - 1);
      return jobs.map((job) => ({
        ...{ name: job.name, failedAtMs: job.finishedOn ?? job.timestamp, attempts: job.attemptsMade },
        reason: (job.failedReason ?? '').slice(0, MOST_REASON_LETTERS),
      }));
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}
