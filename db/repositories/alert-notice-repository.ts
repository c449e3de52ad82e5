import sql from 'sql-template-tag';
import type { AlertEnding, CommonCause } from '../../domain/fault-terms.ts';
import type { AlertKind, MessageChannel, NoticeDropReason, NoticePhase } from '../../domain/messages/message-terms.ts';
import type { NoticeWishes, OpeningNotice } from '../../domain/messages/notice-rule.ts';
import type { Queryable } from '../database.ts';
import { answersForUnit, IS_LISTENING, WISHES_COLUMNS, type SubscriptionWishes } from './alert-subscription-repository.ts';

/** An alert whose opening or end nobody was told of. */
export interface UnannouncedAlert {
  readonly id: string;
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
}

const ALERT_COLUMNS = sql`a.id, a.opened_at AS "openedAtMs", a.ended_at AS "endedAtMs"`;

/** Takes alerts whose opening was not announced, oldest first; they stay locked until the transaction ends. */
export async function lockUnannouncedOpenings(db: Queryable, limit: number): Promise<UnannouncedAlert[]> {
  return db.rows(sql`SELECT ${ALERT_COLUMNS} FROM alert a WHERE a.opening_announced_at IS NULL ORDER BY a.opened_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`);
}

/** The same for alerts that are over; their opening is announced. */
export async function lockUnannouncedEnds(db: Queryable, limit: number): Promise<(UnannouncedAlert & { endedAtMs: number })[]> {
  return db.rows(sql`SELECT ${ALERT_COLUMNS} FROM alert a
    WHERE a.ended_at IS NOT NULL AND a.end_announced_at IS NULL AND a.opening_announced_at IS NOT NULL ORDER BY a.opened_at LIMIT ${limit} FOR UPDATE SKIP LOCKED`);
}

export async function markAnnounced(db: Queryable, phase: NoticePhase, alertIds: readonly string[], nowMs: number): Promise<void> {
  const now = new Date(nowMs);
  const set = phase === 'opening' ? sql`opening_announced_at = ${now}` : sql`end_announced_at = ${now}`;
  await db.run(sql`UPDATE alert SET ${set} WHERE id = ANY(${alertIds}::uuid[])`);
}

/** Somebody who is to hear of an alert. */
export interface Listener extends NoticeWishes {
  readonly alertId: string;
  readonly subscriptionId: string;
}

/**
 * Who is to hear of which of `alertIds`: active, confirmed subscriptions to that kind of alert, a board's to its own cameras' alerts, a post's or command's to those in its
 * units, an administration's to all; of a person only while they belong to the organisation and may sign in.
 */
export async function findListeners(db: Queryable, alertIds: readonly string[]): Promise<Listener[]> {
  return db.rows(sql`SELECT a.id AS "alertId", s.id AS "subscriptionId", ${WISHES_COLUMNS}
    FROM alert a
    JOIN alert_subscription s ON a.kind = ANY(s.alert_kinds)
    JOIN organisation o ON o.id = s.organisation_id
    LEFT JOIN app_user u ON u.id = s.user_id
    WHERE a.id = ANY(${alertIds}::uuid[])
      AND ${IS_LISTENING}
      AND CASE o.kind
        WHEN 'board' THEN s.organisation_id = a.organisation_id
        WHEN 'administration' THEN true
        ELSE ${answersForUnit(sql`a.unit_id`)}
      END`);
}

/** A notice to be written. */
export interface NewNotice {
  readonly alertId: string;
  readonly phase: NoticePhase;
  readonly subscriptionId: string;
  readonly dueAtMs: number;
}

/** Writes notices; one that is there already stays as it is. */
export async function insertNotices(db: Queryable, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await db.run(sql`INSERT INTO alert_notice (alert_id, phase, subscription_id, due_at)
    SELECT * FROM unnest(${notices.map(({ alertId }) => alertId)}::uuid[], ${notices.map(({ phase }) => phase)}::text[], ${notices.map(({ subscriptionId }) => subscriptionId)}::uuid[],
      ${notices.map(({ dueAtMs }) => new Date(dueAtMs))}::timestamptz[])
    ON CONFLICT DO NOTHING`);
}

/** The opening's notice of an alert for one subscription, with the wishes of today. */
export interface StoredOpening extends OpeningNotice, NoticeWishes {
  readonly alertId: string;
  readonly subscriptionId: string;
}

export async function lockOpeningNotices(db: Queryable, alertIds: readonly string[]): Promise<StoredOpening[]> {
  return db.rows(sql`SELECT n.alert_id AS "alertId", n.subscription_id AS "subscriptionId", n.state, n.with_end AS "withEnd", ${WISHES_COLUMNS}
    FROM alert_notice n JOIN alert_subscription s ON s.id = n.subscription_id
    WHERE n.phase = 'opening' AND n.alert_id = ANY(${alertIds}::uuid[]) ORDER BY n.alert_id, n.subscription_id FOR UPDATE OF n`);
}

/** A notice's key, without its subscription. */
export interface NoticeKey {
  readonly alertId: string;
  readonly phase: NoticePhase;
}

export async function dropNotice(db: Queryable, subscriptionId: string, { alertId, phase }: NoticeKey, because: NoticeDropReason): Promise<void> {
  await db.run(sql`UPDATE alert_notice SET state = 'dropped', dropped_because = ${because}
    WHERE alert_id = ${alertId} AND phase = ${phase} AND subscription_id = ${subscriptionId} AND state = 'waiting'`);
}

/** Subscriptions for which something is due, longest waiting first. */
export async function dueSubscriptions(db: Queryable, nowMs: number, limit: number): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`SELECT n.subscription_id AS id FROM alert_notice n WHERE n.state = 'waiting' AND n.due_at <= ${new Date(nowMs)}
    GROUP BY n.subscription_id ORDER BY min(n.due_at) LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** A subscription that is to be written to. */
export interface BundleTarget extends SubscriptionWishes {
  readonly id: string;
  readonly channel: MessageChannel;
  /** False: switched off, deleted, or its user left. */
  readonly isWanted: boolean;
  readonly lastAlertMessageAtMs: number | null;
}

/** Takes a subscription for as long as the transaction lasts; undefined when another worker has it. */
export async function lockBundleTarget(db: Queryable, subscriptionId: string): Promise<BundleTarget | undefined> {
  return db.maybeRow(sql`SELECT s.id, s.channel, ${WISHES_COLUMNS},
      s.active AND s.deleted_at IS NULL AND (s.user_id IS NULL OR EXISTS (SELECT 1 FROM app_user u WHERE u.id = s.user_id AND u.disabled_at IS NULL AND u.organisation_id = s.organisation_id))
        AS "isWanted",
      (SELECT m.created_at FROM message m WHERE m.subscription_id = s.id AND m.kind = 'alert' ORDER BY m.id DESC LIMIT 1) AS "lastAlertMessageAtMs"
    FROM alert_subscription s WHERE s.id = ${subscriptionId} FOR UPDATE SKIP LOCKED`);
}

/** A due notice with what it tells. */
export interface DueNotice extends NoticeKey {
  readonly kind: AlertKind;
  readonly commonCause: CommonCause | null;
  readonly facts: unknown;
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
  readonly endedBecause: AlertEnding | null;
  /** Of an end: how far its opening has come. */
  readonly openingState: OpeningNotice['state'] | null;
}

/** Due notices of a locked subscription, oldest alert first. */
export async function listDueNotices(db: Queryable, subscriptionId: string, nowMs: number, limit: number): Promise<DueNotice[]> {
  return db.rows(sql`SELECT n.alert_id AS "alertId", n.phase, a.kind, a.common_cause AS "commonCause", a.facts, a.opened_at AS "openedAtMs", a.ended_at AS "endedAtMs", a.ended_because AS "endedBecause", o.state AS "openingState"
    FROM alert_notice n JOIN alert a ON a.id = n.alert_id
    LEFT JOIN alert_notice o ON n.phase = 'end' AND o.alert_id = n.alert_id AND o.subscription_id = n.subscription_id AND o.phase = 'opening'
    WHERE n.subscription_id = ${subscriptionId} AND n.state = 'waiting' AND n.due_at <= ${new Date(nowMs)}
    ORDER BY a.opened_at, n.alert_id, n.phase DESC LIMIT ${limit}`);
}

/** Puts off what is due for a subscription. */
export async function postponeDue(db: Queryable, subscriptionId: string, nowMs: number, untilMs: number): Promise<void> {
  await db.run(
    sql`UPDATE alert_notice SET due_at = ${new Date(untilMs)} WHERE subscription_id = ${subscriptionId} AND state = 'waiting' AND due_at <= ${new Date(nowMs)}`,
  );
}

/** Puts off one notice. */
export async function postponeNotice(db: Queryable, subscriptionId: string, { alertId, phase }: NoticeKey, untilMs: number): Promise<void> {
  await db.run(
    sql`UPDATE alert_notice SET due_at = ${new Date(untilMs)} WHERE alert_id = ${alertId} AND phase = ${phase} AND subscription_id = ${subscriptionId} AND state = 'waiting'`,
  );
}

export async function dropWaiting(db: Queryable, subscriptionId: string): Promise<void> {
  await db.run(
    sql`UPDATE alert_notice SET state = 'dropped', dropped_because = 'unsubscribed' WHERE subscription_id = ${subscriptionId} AND state = 'waiting'`,
  );
}

/** Ties notices to the message that tells them; with `withEnd` it tells an opening's end as well. */
export async function bundleNotices(
  db: Queryable,
  subscriptionId: string,
  messageId: string,
  notices: readonly (NoticeKey & { readonly withEnd: boolean })[],
): Promise<void> {
  await db.run(sql`UPDATE alert_notice n SET state = 'bundled', message_id = ${messageId}, with_end = k.with_end
    FROM unnest(${notices.map(({ alertId }) => alertId)}::uuid[], ${notices.map(({ phase }) => phase)}::text[], ${notices.map(({ withEnd }) => withEnd)}::boolean[]) AS k (alert_id, phase, with_end)
    WHERE n.subscription_id = ${subscriptionId} AND n.alert_id = k.alert_id AND n.phase = k.phase`);
}
