import type { Database } from '../db/database.ts';
import { beatHeart, endHeartbeat } from '../db/repositories/worker-heartbeat-repository.ts';
import { toAppError } from '../domain/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { startRepeatedLook } from './repeated-look.ts';

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
  const beat = async (): Promise<void> => {
    await beatHeart(database, { workerId, startedAtMs, nowMs: clock.now(), jobsDone: jobsDone() });
  };
  await beat();
  const beating = startRepeatedLook(BEAT_EVERY_MS, beat, (error) => logger.warn({ err: toAppError(error) }, 'the heartbeat could not be written'));
  return {
    async stop() {
      await beating.stop();
      await endHeartbeat(database, workerId);
    },
  };
}
