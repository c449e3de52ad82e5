import type { Database, Queryable } from '../../db/database.ts';
import { publishEvents } from '../../db/live-events.ts';
import * as alarmMessages from '../../db/repositories/alarm-message-repository.ts';
import type { AlarmHearing } from '../../db/repositories/alarm-message-repository.ts';
import { markUnanswered } from '../../db/repositories/alarm-repository.ts';
import { insertMessage } from '../../db/repositories/message-repository.ts';
import { ALARM_PLAN } from '../../domain/alarm-rule.ts';
import { MESSAGE_LIMITS } from '../../domain/messages/code-limits.ts';
import { GIVE_UP_AFTER_MS } from '../../domain/messages/delivery-rule.ts';
import { alarmMessage } from '../../domain/messages/message-text.ts';
import type { Clock } from '../../platform/clock.ts';
import { newId } from '../../platform/new-id.ts';
import { linkBaseOf } from '../../domain/messages/link-base.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  /** The application's address for people; undefined: messages have no links. */
  readonly publicUrl: string | undefined;
}

/** What nobody took in an hour is told to nobody any more: it stands on the screen. */
const STALE_MS = 3_600_000;
/** Whoever was told in the night is told in the morning that it was taken; who tidies old alarms up tells nobody. */
const TAKEN_TOLD_FOR_MS = 12 * 3_600_000;
const BATCH = 100;
const ANSWERED = { code: 'alarm_answered', message: 'Somebody answered the bell before this message was sent.' };

/** Writes one message; it is sent at once, in quiet hours too: that is what a bell is for. Returns its id. */
async function write(tx: Queryable, hearing: AlarmHearing, linkBase: string | null, nowMs: number): Promise<string> {
  const id = newId(nowMs);
  const text = alarmMessage(hearing, { ...hearing, publicUrl: linkBase });
  await insertMessage(tx, { id, subscriptionId: hearing.subscriptionId, kind: 'alarm', ...text, atMs: nowMs, giveUpAtMs: nowMs + GIVE_UP_AFTER_MS.alarm });
  return id;
}

/**
 * Marks alarms that nobody took within a minute, tells every officer of the unit on the screens, and writes one message for each subscription to bells. All in one transaction, so any number of
 * workers may look: each alarm is told once.
 */
export async function tellUnanswered({ database, clock, publicUrl }: Parts): Promise<void> {
  const nowMs = clock.now();
  const linkBase = linkBaseOf(publicUrl);
  await database.transaction(async (tx) => {
    const unanswered = await markUnanswered(tx, { sinceMs: nowMs - STALE_MS, beforeMs: nowMs - ALARM_PLAN.unansweredAfterMs, nowMs });
    await publishEvents(
      tx,
      unanswered.map((facts) => ({ topic: 'alarms', type: 'unanswered', data: { ...facts, audience: 'all_officers' } })),
    );
    for (const { alarmId } of unanswered)
      for (const hearing of await alarmMessages.findAlarmHearings(tx, alarmId, MESSAGE_LIMITS.unansweredOfBell, nowMs))
        await alarmMessages.insertAlarmMessage(tx, hearing, await write(tx, hearing, linkBase, nowMs));
  });
}

/** Of alarms that somebody took after all: takes back what was not sent yet, and tells those whom the message reached. */
export async function tellAnswered({ database, clock, publicUrl }: Parts): Promise<void> {
  const nowMs = clock.now();
  await database.transaction(async (tx) => {
    await alarmMessages.withdrawAnswered(tx, ANSWERED, nowMs);
    const told = await alarmMessages.settleAnswered(tx, TAKEN_TOLD_FOR_MS, BATCH, nowMs);
    for (const hearing of told) await write(tx, hearing, linkBaseOf(publicUrl), nowMs);
  });
}
