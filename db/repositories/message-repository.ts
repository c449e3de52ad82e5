import sql, { empty } from 'sql-template-tag';
import type { MessageChannel, MessageKind, MessageState } from '../../domain/messages/message-terms.ts';
import type { Queryable } from '../database.ts';
import { withinMessageReach, type MessageReach } from './alert-subscription-repository.ts';

/** A message as it is shown. */
export interface MessageRow {
  readonly id: string;
  readonly subscriptionId: string;
  readonly kind: MessageKind;
  readonly channel: MessageChannel;
  readonly addressMasked: string;
  readonly subject: string;
  readonly body: string | null;
  readonly state: MessageState;
  readonly attempts: number;
  readonly nextAttemptAtMs: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly createdAtMs: number;
  readonly finishedAtMs: number | null;
}

const SELECT_MESSAGE = sql`SELECT m.id, m.subscription_id AS "subscriptionId", m.kind, m.channel, m.address_masked AS "addressMasked", m.subject, m.body, m.state, m.attempts,
    m.next_attempt_at AS "nextAttemptAtMs", m.error_code AS "errorCode", m.error_message AS "errorMessage", m.created_at AS "createdAtMs", m.finished_at AS "finishedAtMs"
  FROM message m`;

/** Messages within reach, newest first. */
export async function listMessages(
  db: Queryable,
  reach: MessageReach,
  page: { limit: number; beforeId?: string | undefined; subscriptionId?: string | undefined },
): Promise<MessageRow[]> {
  const after = page.beforeId === undefined ? empty : sql`AND m.id < ${page.beforeId}`;
  const only = page.subscriptionId === undefined ? empty : sql`AND m.subscription_id = ${page.subscriptionId}`;
  return db.rows(sql`${SELECT_MESSAGE} WHERE ${withinMessageReach(sql`m`, reach)} ${only} ${after} ORDER BY m.id DESC LIMIT ${page.limit}`);
}

/** One message, as the job that a person started; undefined when there is none. */
export async function findMessage(db: Queryable, id: string): Promise<MessageRow | undefined> {
  return db.maybeRow(sql`${SELECT_MESSAGE} WHERE m.id = ${id}`);
}

/** What is stored of a message before it is sent; whose it is and where it goes is its subscription's. */
export interface NewMessage {
  readonly id: string;
  readonly subscriptionId: string;
  readonly kind: MessageKind;
  readonly subject: string;
  readonly body: string | null;
  readonly requestedBy?: string | undefined;
  readonly atMs: number;
  /** When it is sent at the earliest; at once when absent. */
  readonly notBeforeMs?: number | undefined;
  readonly giveUpAtMs: number;
}

export async function insertMessage(db: Queryable, message: NewMessage): Promise<void> {
  const at = new Date(message.atMs);
  await db.run(sql`INSERT INTO message (id, subscription_id, organisation_id, user_id, requested_by, kind, channel, address_masked, subject, body, next_attempt_at, give_up_at, created_at)
    SELECT ${message.id}, s.id, s.organisation_id, s.user_id, ${message.requestedBy ?? null}, ${message.kind}, s.channel, s.address_masked, ${message.subject}, ${message.body}, ${new Date(message.notBeforeMs ?? message.atMs)},
      ${new Date(message.giveUpAtMs)}, ${at}
    FROM alert_subscription s WHERE s.id = ${message.subscriptionId}`);
}

/** When messages of a kind were asked for since `sinceMs`, oldest first: for one subscription, for an address, or by an organisation. */
export async function requestTimes(
  db: Queryable,
  kind: MessageKind,
  of: { subscriptionId: string } | { organisationId: string } | { channel: MessageChannel; addressBucket: number },
  sinceMs: number,
): Promise<number[]> {
  const since = new Date(sinceMs);
  const where =
    'subscriptionId' in of
      ? sql`m.subscription_id = ${of.subscriptionId}`
      : 'organisationId' in of
        ? sql`m.organisation_id = ${of.organisationId}`
        : sql`m.subscription_id IN (SELECT s.id FROM alert_subscription s WHERE s.channel = ${of.channel} AND s.address_bucket = ${of.addressBucket})`;
  const rows = await db.rows<{ atMs: number }>(
    sql`SELECT m.created_at AS "atMs" FROM message m WHERE ${where} AND m.kind = ${kind} AND m.created_at > ${since} ORDER BY m.created_at`,
  );
  return rows.map(({ atMs }) => atMs);
}

/** Whether a message with this subject waits for a subscription. */
export async function isWaiting(db: Queryable, { subscriptionId, kind, subject }: Pick<NewMessage, 'subscriptionId' | 'kind' | 'subject'>): Promise<boolean> {
  const row = await db.maybeRow(
    sql`SELECT 1 FROM message m WHERE m.subscription_id = ${subscriptionId} AND m.kind = ${kind} AND m.state = 'waiting' AND m.subject = ${subject} LIMIT 1`,
  );
  return row !== undefined;
}

const CODE_LOCK = 4_021_012;

/** Lets one at a time ask for a code to an address, whoever they are, until the transaction ends. */
export async function lockCodesTo(db: Queryable, addressBucket: number): Promise<void> {
  await db.run(sql`SELECT pg_advisory_xact_lock(${CODE_LOCK}::int, ${addressBucket}::int)`);
}
