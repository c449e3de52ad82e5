import sql, { type Sql } from 'sql-template-tag';
import type { MessageChannel, MessageKind, MessageLanguage } from '../../domain/messages/message-terms.ts';
import type { QuietHours } from '../../domain/messages/quiet-hours.ts';
import type { Queryable } from '../database.ts';
import { WISHES_COLUMNS } from './alert-subscription-repository.ts';

/** A message that a worker has taken to send. */
export interface ClaimedMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly subject: string;
  readonly body: string | null;
  readonly createdAtMs: number;
  readonly giveUpAtMs: number;
  /** This try included. */
  readonly attempts: number;
  readonly subscriptionId: string;
  /** Both null when the subscription was deleted. */
  readonly addressBytes: Buffer | null;
  readonly addressKeyId: string | null;
  /** Only of a code that is still good. */
  readonly codeBytes: Buffer | null;
  readonly codeKeyId: string | null;
  readonly language: MessageLanguage;
  readonly withoutMarks: boolean;
  readonly quietHours: QuietHours | null;
  /** Codes and tests go to a paused subscription too; false when the subscription was switched off or its user left meanwhile. */
  readonly isWanted: boolean;
}

async function claim(db: Queryable, which: Sql, nowMs: number, untilMs: number): Promise<ClaimedMessage | undefined> {
  const now = new Date(nowMs);
  return db.maybeRow(sql`WITH taken AS (
      UPDATE message SET state = 'sending', attempts = attempts + 1, claimed_until = ${new Date(untilMs)}
      WHERE id = (SELECT m.id FROM message m WHERE m.state = 'waiting' AND m.next_attempt_at <= ${now} AND m.give_up_at > ${now} AND ${which}
        ORDER BY m.next_attempt_at, m.id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING id, kind, channel, subject, body, created_at, give_up_at, attempts, subscription_id)
    SELECT t.id, t.kind, t.channel, t.subject, t.body, t.created_at AS "createdAtMs", t.give_up_at AS "giveUpAtMs", t.attempts, t.subscription_id AS "subscriptionId",
      s.address_sealed AS "addressBytes", s.address_key_id AS "addressKeyId", ${WISHES_COLUMNS},
      CASE WHEN t.kind = 'code' AND s.code_expires_at > ${now} THEN s.code_sealed END AS "codeBytes", CASE WHEN t.kind = 'code' AND s.code_expires_at > ${now} THEN s.code_key_id END AS "codeKeyId",
      (t.kind IN ('test', 'code') OR s.active) AND s.deleted_at IS NULL AND (u.id IS NULL OR (u.disabled_at IS NULL AND u.organisation_id = s.organisation_id)) AS "isWanted"
    FROM taken t JOIN alert_subscription s ON s.id = t.subscription_id LEFT JOIN app_user u ON u.id = s.user_id`);
}

/** Takes the message of a channel that has been due longest, bells before all others; nobody else gets it before `untilMs`. */
export async function claimDueMessage(db: Queryable, channel: MessageChannel, nowMs: number, untilMs: number): Promise<ClaimedMessage | undefined> {
  const bell = await claim(db, sql`m.channel = ${channel} AND m.kind = 'alarm'`, nowMs, untilMs);
  return bell ?? claim(db, sql`m.channel = ${channel}`, nowMs, untilMs);
}

/** Takes one message, if it is due, nobody has it and it goes by one of `channels`. */
export async function claimMessage(
  db: Queryable,
  id: string,
  channels: readonly MessageChannel[],
  nowMs: number,
  untilMs: number,
): Promise<ClaimedMessage | undefined> {
  return claim(db, sql`m.id = ${id} AND m.channel = ANY(${channels}::text[])`, nowMs, untilMs);
}

/** Why a try failed, in our own words. */
export interface DeliveryProblem {
  readonly code: string;
  readonly message: string;
}

/** A message arrived. Not counted when another worker has it by now: `attempts` says whose try it was. */
export async function settleSent(db: Queryable, { id, attempts }: Pick<ClaimedMessage, 'id' | 'attempts'>, nowMs: number): Promise<boolean> {
  const settled =
    await db.run(sql`UPDATE message SET state = 'sent', claimed_until = NULL, finished_at = ${new Date(nowMs)}, error_code = NULL, error_message = NULL
    WHERE id = ${id} AND state = 'sending' AND attempts = ${attempts}`);
  if (settled > 0) await db.run(sql`UPDATE alert_notice SET state = 'told' WHERE message_id = ${id} AND state = 'bundled'`);
  return settled > 0;
}

/** A message is tried again at `nextMs`. `isCounted` false: the try never began. */
export async function settleRetry(
  db: Queryable,
  { id, attempts }: Pick<ClaimedMessage, 'id' | 'attempts'>,
  retry: { problem: DeliveryProblem | null; nextMs: number; isCounted: boolean },
): Promise<void> {
  const { problem, nextMs, isCounted } = retry;
  await db.run(sql`UPDATE message SET state = 'waiting', claimed_until = NULL, next_attempt_at = ${new Date(nextMs)}, attempts = attempts - ${isCounted ? 0 : 1}::int,
      error_code = COALESCE(${problem?.code ?? null}, error_code), error_message = COALESCE(${problem?.message ?? null}, error_message)
    WHERE id = ${id} AND state = 'sending' AND attempts = ${attempts}`);
}

/** A message will never arrive; what it told was not told. */
export async function settleFailed(
  db: Queryable,
  { id, attempts }: Pick<ClaimedMessage, 'id' | 'attempts'>,
  problem: DeliveryProblem,
  nowMs: number,
): Promise<void> {
  const settled =
    await db.run(sql`UPDATE message SET state = 'failed', claimed_until = NULL, finished_at = ${new Date(nowMs)}, error_code = ${problem.code}, error_message = ${problem.message}
    WHERE id = ${id} AND state = 'sending' AND attempts = ${attempts}`);
  if (settled > 0) await dropNotices(db, [id]);
}

async function dropNotices(db: Queryable, messageIds: readonly string[]): Promise<void> {
  await db.run(
    sql`UPDATE alert_notice SET state = 'dropped', dropped_because = 'not_delivered' WHERE message_id = ANY(${messageIds}::uuid[]) AND state = 'bundled'`,
  );
}

/** Gives up what nobody could deliver in its time; a message that was never tried gets `untried` as its reason. Returns how many of which channel. */
export async function giveUpOverdue(db: Queryable, untried: DeliveryProblem, nowMs: number): Promise<{ id: string; channel: MessageChannel }[]> {
  const now = new Date(nowMs);
  const given = await db.rows<{ id: string; channel: MessageChannel }>(sql`UPDATE message SET state = 'failed', finished_at = ${now},
      error_code = COALESCE(error_code, ${untried.code}), error_message = COALESCE(error_message, ${untried.message})
    WHERE id IN (SELECT m.id FROM message m WHERE m.state = 'waiting' AND m.give_up_at <= ${now} ORDER BY m.id LIMIT 500 FOR UPDATE SKIP LOCKED) RETURNING id, channel`);
  await dropNotices(
    db,
    given.map(({ id }) => id),
  );
  return given;
}

/** Puts back what a worker that died had taken. Returns how many. */
export async function releaseAbandoned(db: Queryable, nowMs: number): Promise<number> {
  const now = new Date(nowMs);
  return db.run(sql`UPDATE message SET state = 'waiting', claimed_until = NULL, next_attempt_at = ${now}
    WHERE id IN (SELECT m.id FROM message m WHERE m.state = 'sending' AND m.claimed_until <= ${now} LIMIT 500 FOR UPDATE SKIP LOCKED)`);
}
