/** What can be wrong with the service itself; each has a text that says what to do. */
export const SERVICE_PROBLEMS = [
  'no_worker',
  'queue_silent',
  'jobs_pile_up',
  'schedule_late',
  'pings_late',
  'disk_low',
  'jobs_failed',
  'messages_failed',
] as const;
export type ServiceProblem = (typeof SERVICE_PROBLEMS)[number];

/** A worker that wrote no sign of life for this long is gone; it beats every 5 s. */
export const WORKER_FRESH_MS = 20_000;

const MOST_WAITING = 500;
const LEAST_LATE_MS = 60_000;
const FEW_FREE_BYTES = 10 * 2 ** 30;
const MOST_OVERDUE_PINGS = 50;

/** When a schedule that comes each `everyMs` and was due at `nextMs` is late: after two further periods, a minute at least. All epoch milliseconds. */
export function isScheduleLate(nowMs: number, everyMs: number, nextMs: number | null): boolean {
  return nextMs !== null && nowMs - nextMs > Math.max(2 * everyMs, LEAST_LATE_MS);
}

/** The figures that problems are read from. */
export interface ServiceFigures {
  readonly workersAlive: number;
  /** null: the queue doesn't answer. */
  readonly waiting: readonly number[] | null;
  readonly lateSchedules: number;
  readonly overduePings: number;
  /** null: the store has no such limit. */
  readonly freeBytes: number | null;
  readonly failures: number;
  readonly failedMessages: number;
}

/** What is wrong, the gravest first. */
export function serviceProblems(figures: ServiceFigures): ServiceProblem[] {
  const found: Readonly<Record<ServiceProblem, boolean>> = {
    no_worker: figures.workersAlive === 0,
    queue_silent: figures.waiting === null,
    jobs_pile_up: figures.waiting?.some((waiting) => waiting > MOST_WAITING) ?? false,
    schedule_late: figures.lateSchedules > 0,
    pings_late: figures.overduePings > MOST_OVERDUE_PINGS,
    disk_low: figures.freeBytes !== null && figures.freeBytes < FEW_FREE_BYTES,
    jobs_failed: figures.failures > 0,
    messages_failed: figures.failedMessages > 0,
  };
  return SERVICE_PROBLEMS.filter((problem) => found[problem]);
}
