import type { z } from 'zod';
import { QUEUE_NAMES, type QueueName } from '../../domain/job-terms.ts';
import { isScheduleLate, serviceProblems, WORKER_FRESH_MS } from '../../domain/service-problem.ts';
import { toIso } from '../../domain/time-interval.ts';
import { VERSION } from '../../domain/version.ts';
import type { serviceStateOut } from '../../domain/wire/service-wire.ts';
import { databaseState, listWorkers, serviceBacklog, type WorkerRow } from '../../db/repositories/service-state-repository.ts';
import type { JobFailure, JobProducer, JobSchedule } from '../../platform/job-producer.ts';
import type { ServerContext } from '../server-context.ts';

type ServiceState = z.output<typeof serviceStateOut>;

interface QueueState {
  readonly queues: NonNullable<ServiceState['queues']>;
  readonly schedules: readonly JobSchedule[];
  readonly failures: readonly (JobFailure & { readonly queue: QueueName })[];
}

const MOST_FAILURES = 20;
const startedAtMs = Date.now() - process.uptime() * 1000;

async function queueState(jobs: JobProducer): Promise<QueueState | null> {
  try {
    const queues = await Promise.all(
      QUEUE_NAMES.map(async (name) => {
        const counts = await jobs.counts(name);
        const { waiting = 0, prioritized = 0, active = 0, delayed = 0, failed = 0 } = counts as Record<string, number | undefined>;
        return { name, waiting: waiting + prioritized, active, delayed, failed };
      }),
    );
    const failures = await Promise.all(QUEUE_NAMES.map(async (queue) => (await jobs.failures(queue, MOST_FAILURES)).map((failure) => ({ ...failure, queue }))));
    return {
      queues,
      schedules: await jobs.schedules(),
      failures: failures
        .flat()
        .toSorted((a, b) => b.failedAtMs - a.failedAtMs)
        .slice(0, MOST_FAILURES),
    };
  } catch {
    // said as queue_silent
    return null;
  }
}

function wireWorker({ id, startedAtMs: began, beatAtMs, jobsDone }: WorkerRow, nowMs: number): ServiceState['workers'][number] {
  return { id, startedAt: toIso(began), beatAt: toIso(beatAtMs), jobsDone, isAlive: nowMs - beatAtMs < WORKER_FRESH_MS };
}

/** How the service itself fares: database, disk, workers, queues, and what is wrong with them. Errors: `database_unavailable`. */
export async function readServiceState({ db, jobs, blobs, clock }: ServerContext): Promise<ServiceState> {
  const nowMs = clock.now();
  const [database, workerRows, backlog, queue, free] = await Promise.all([
    databaseState(db),
    listWorkers(db, nowMs),
    serviceBacklog(db, nowMs),
    queueState(jobs),
    // a store that doesn't answer has no room
    blobs.freeBytes().catch(() => 0),
  ]);
  const workers = workerRows.map((row) => wireWorker(row, nowMs));
  const schedules = (queue?.schedules ?? []).map(({ name, everyMs, nextMs }) => ({
    ...{ name, everyMs },
    nextAt: nextMs === null ? null : toIso(nextMs),
    isLate: isScheduleLate(nowMs, everyMs, nextMs),
  }));
  const freeBytes = Number.isFinite(free) ? free : null;
  const failures = (queue?.failures ?? []).map(({ failedAtMs, ...failure }) => ({ ...failure, failedAt: toIso(failedAtMs) }));
  const problems = serviceProblems({
    workersAlive: workers.filter(({ isAlive }) => isAlive).length,
    waiting: queue?.queues.map(({ waiting }) => waiting) ?? null,
    lateSchedules: schedules.filter(({ isLate }) => isLate).length,
    overduePings: backlog.overduePings,
    freeBytes,
    failures: failures.length,
    failedMessages: backlog.messagesFailed,
  });
  return {
    ...{ at: toIso(nowMs), version: VERSION, startedAt: toIso(startedAtMs), problems, database, disk: { freeBytes } },
    ...{ workers, queues: queue?.queues ?? null, schedules, failures },
    cameras: { overduePings: backlog.overduePings },
    messages: { waiting: backlog.messagesWaiting, failedLastDay: backlog.messagesFailed },
  };
}
