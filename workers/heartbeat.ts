import type { Database } from '../db/database.ts';
import { beatHeart, endHeartbeat } from '../db/repositories/worker-heartbeat-repository.ts';
import { toAppError } from '../domain/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';

const BEAT_EVERY_MS = 5000;

/** Shows in the database that this worker lives. */
export interface Heartbeat {
  stop(): Promise<void>;
}

/** Beats at once and then every 5 s. A beat that fails is logged; the next one is tried all the same. */
export async function startHeartbeat(parts: {
  database: Database;
  clock: Clock;
  logger: Logger;
  workerId: string;
  jobsDone: () => number;
}): Promise<Heartbeat> {
  const { database, clock, logger, workerId, jobsDone } = parts;
  const startedAtMs = clock.now();
  let beating: Promise<void> | undefined;
  const beat = async (): Promise<void> => {
    await beatHeart(database, { workerId, startedAtMs, nowMs: clock.now(), jobsDone: jobsDone() });
  };
  await beat();
  const timer = setInterval(() => {
    beating ??= beat()
      .catch((error: unknown) => logger.warn({ err: toAppError(error) }, 'the heartbeat could not be written'))
      .finally(() => {
        beating = undefined;
      });
  }, BEAT_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await beating;
      await endHeartbeat(database, workerId);
    },
  };
}
