import type { Database } from '../../db/database.ts';
import { listOverdueBursts } from '../../db/repositories/alarm-burst-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobProducer } from '../../platform/job-producer.ts';
import type { Logger } from '../../platform/logger.ts';
import { startRepeatedLook, type RepeatedLook } from '../repeated-look.ts';
import { tellAnswered, tellUnanswered } from './unanswered-alarms.ts';

const LOOK_EVERY_MS = 3000;
/** A burst begins within a second of its alarm; one that is open after this may have lost its job. */
const OVERDUE_MS = 3000;
const BATCH = 100;

type Parts = {
  readonly database: Database;
  readonly jobs: JobProducer;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The application's address for people, for links in messages. */
  readonly publicUrl: string | undefined;
};

/** An alarm is stored though the queue is away, and its job is put on it as soon as it is there. A job that is there already is left alone. */
async function ensureBursts({ database, jobs, clock }: Parts): Promise<void> {
  for (const alarmId of await listOverdueBursts(database, clock.now() - OVERDUE_MS, BATCH)) await jobs.ensure('take-alarm-burst', { alarmId }, alarmId);
}

/**
 * Looks every 3 s for bursts that nobody began, and for alarms that nobody took: those are told to every officer of the unit, once, on the screens and by message, and whoever got the
 * message hears when somebody takes it after all.
 */
export function startAlarmKeeper(parts: Parts): RepeatedLook {
  const told = (message: string) => (error: unknown) => parts.logger.warn({ err: toAppError(error) }, message);
  const look = async (): Promise<void> => {
    await tellUnanswered(parts).catch(told('unanswered alarms could not be looked for'));
    await tellAnswered(parts).catch(told('alarms that were answered after all could not be looked for'));
    await ensureBursts(parts);
  };
  return startRepeatedLook(LOOK_EVERY_MS, look, told('overdue bursts could not be looked for'));
}
