import type { Database } from '../../db/database.ts';
import { publishEvents } from '../../db/live-events.ts';
import { listOverdueBursts } from '../../db/repositories/alarm-burst-repository.ts';
import { markUnanswered } from '../../db/repositories/alarm-repository.ts';
import { ALARM_PLAN } from '../../domain/alarm-rule.ts';
import { toAppError } from '../../domain/app-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobProducer } from '../../platform/job-producer.ts';
import type { Logger } from '../../platform/logger.ts';
import { startRepeatedLook, type RepeatedLook } from '../repeated-look.ts';

const LOOK_EVERY_MS = 3000;
/** A burst begins within a second of its alarm; one that is open after this may have lost its job. */
const OVERDUE_MS = 3000;
const BATCH = 100;
/** What nobody took in an hour is told to nobody any more: it stands on the screen. */
const STALE_MS = 3_600_000;

type Parts = { readonly database: Database; readonly jobs: JobProducer; readonly clock: Clock; readonly logger: Logger };

/** An alarm is stored though the queue is away, and its job is put on it as soon as it is there. A job that is there already is left alone. */
async function ensureBursts({ database, jobs, clock }: Parts): Promise<void> {
  for (const alarmId of await listOverdueBursts(database, clock.now() - OVERDUE_MS, BATCH)) await jobs.ensure('take-alarm-burst', { alarmId }, alarmId);
}

/** Any number of workers may look: each alarm is told once. */
async function tellUnanswered({ database, clock }: Parts): Promise<void> {
  const nowMs = clock.now();
  await database.transaction(async (tx) => {
    const unanswered = await markUnanswered(tx, { sinceMs: nowMs - STALE_MS, beforeMs: nowMs - ALARM_PLAN.unansweredAfterMs, nowMs });
    await publishEvents(
      tx,
      unanswered.map((facts) => ({ topic: 'alarms', type: 'unanswered', data: { ...facts, audience: 'all_officers' } })),
    );
  });
}

/** Looks every 3 s for bursts that nobody began, and for alarms that nobody took: those are told to every officer of the unit, once. */
export function startAlarmKeeper(parts: Parts): RepeatedLook {
  const told = (message: string) => (error: unknown) => parts.logger.warn({ err: toAppError(error) }, message);
  const look = async (): Promise<void> => {
    await tellUnanswered(parts).catch(told('unanswered alarms could not be looked for'));
    await ensureBursts(parts);
  };
  return startRepeatedLook(LOOK_EVERY_MS, look, told('overdue bursts could not be looked for'));
}
