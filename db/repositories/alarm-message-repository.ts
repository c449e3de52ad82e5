import sql from 'sql-template-tag';
import type { MessageChannel, MessageLanguage } from '../../domain/messages/message-terms.ts';
import { ANSWERING_KINDS } from '../../domain/messages/offered-kinds.ts';
import type { AlarmFacts } from '../../domain/messages/message-text.ts';
import type { Queryable } from '../database.ts';
import { answersForUnit, IS_LISTENING } from './alert-subscription-repository.ts';

/** An alarm that one subscription is told of. */
export interface AlarmHearing extends AlarmFacts {
  readonly alarmId: string;
  readonly subscriptionId: string;
  readonly channel: MessageChannel;
  readonly language: MessageLanguage;
  readonly withoutMarks: boolean;
}

const HEARING_COLUMNS = sql`a.id AS "alarmId", s.id AS "subscriptionId", s.channel, s.language, s.without_marks AS "withoutMarks", p.name, un.name AS "unitName", a.raised_at AS "raisedAtMs",
  a.press_count AS "pressCount", a.acknowledged_at AS "takenAtMs"`;
const ALARM_TABLES = sql`alarm a JOIN alarm_point p ON p.id = a.alarm_point_id JOIN unit un ON un.id = a.unit_id`;

/**
 * Who is to hear that nobody took an alarm: subscriptions to bells of police and commands that answer for its unit. An alarm is told to each at most once, and one bell at most
 * `limit.most` times within `limit.windowMs`.
 */
export async function findAlarmHearings(
  db: Queryable,
  alarmId: string,
  limit: { readonly most: number; readonly windowMs: number },
  nowMs: number,
): Promise<AlarmHearing[]> {
  return db.rows(sql`SELECT ${HEARING_COLUMNS}
    FROM ${ALARM_TABLES}
    JOIN alert_subscription s ON 'alarm' = ANY(s.alert_kinds)
    JOIN organisation o ON o.id = s.organisation_id AND o.kind = ANY(${ANSWERING_KINDS}::text[])
    LEFT JOIN app_user u ON u.id = s.user_id
    WHERE a.id = ${alarmId} AND ${IS_LISTENING} AND ${answersForUnit(sql`a.unit_id`)}
      AND NOT EXISTS (SELECT 1 FROM alarm_message am WHERE am.alarm_id = a.id AND am.subscription_id = s.id)
      AND (SELECT count(*) FROM alarm_message am JOIN alarm earlier ON earlier.id = am.alarm_id
        WHERE am.subscription_id = s.id AND earlier.alarm_point_id = a.alarm_point_id AND earlier.escalated_at > ${new Date(nowMs - limit.windowMs)}) < ${limit.most}
    ORDER BY s.id`);
}

/** Notes which message tells a subscription of an alarm. */
export async function insertAlarmMessage(
  db: Queryable,
  { alarmId, subscriptionId }: Pick<AlarmHearing, 'alarmId' | 'subscriptionId'>,
  messageId: string,
): Promise<void> {
  await db.run(sql`INSERT INTO alarm_message (alarm_id, subscription_id, message_id) VALUES (${alarmId}, ${subscriptionId}, ${messageId})`);
}

/** Takes back what was not sent yet of alarms that somebody took meanwhile. What is being sent just now is left alone: it arrives, or comes back and is taken back then. */
export async function withdrawAnswered(db: Queryable, problem: { readonly code: string; readonly message: string }, nowMs: number): Promise<void> {
  await db.run(sql`UPDATE message SET state = 'failed', finished_at = ${new Date(nowMs)}, error_code = ${problem.code}, error_message = ${problem.message}
    WHERE state = 'waiting' AND id IN (SELECT am.message_id FROM alarm_message am JOIN alarm a ON a.id = am.alarm_id WHERE am.settled_at IS NULL AND a.acknowledged_at IS NOT NULL)`);
}

/**
 * Settles what was told of alarms that somebody took and is not under way any more, each once, and returns those that are to be told so: the message arrived, and the alarm was taken
 * within `toldForMs` of ringing.
 */
export async function settleAnswered(db: Queryable, toldForMs: number, limit: number, nowMs: number): Promise<AlarmHearing[]> {
  return db.rows(sql`WITH settled AS (
      UPDATE alarm_message SET settled_at = ${new Date(nowMs)} WHERE (alarm_id, subscription_id) IN (
        SELECT am.alarm_id, am.subscription_id FROM alarm_message am JOIN alarm a ON a.id = am.alarm_id JOIN message m ON m.id = am.message_id
        WHERE am.settled_at IS NULL AND a.acknowledged_at IS NOT NULL AND m.state IN ('sent', 'failed') ORDER BY am.alarm_id, am.subscription_id LIMIT ${limit} FOR UPDATE OF am SKIP LOCKED)
      RETURNING alarm_id, subscription_id, message_id)
    SELECT ${HEARING_COLUMNS} FROM settled JOIN message m ON m.id = settled.message_id AND m.state = 'sent'
    JOIN (${ALARM_TABLES}) ON a.id = settled.alarm_id JOIN alert_subscription s ON s.id = settled.subscription_id LEFT JOIN app_user u ON u.id = s.user_id
    WHERE ${IS_LISTENING} AND a.acknowledged_at - a.raised_at < ${toldForMs}::double precision * interval '1 millisecond' ORDER BY a.id, s.id`);
}
