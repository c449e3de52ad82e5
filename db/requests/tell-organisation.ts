import sql, { empty } from 'sql-template-tag';
import { limitWaitMs, MESSAGE_LIMITS } from '../../domain/messages/code-limits.ts';
import { GIVE_UP_AFTER_MS } from '../../domain/messages/delivery-rule.ts';
import type { MessageChannel, MessageLanguage } from '../../domain/messages/message-terms.ts';
import { moreMessage } from '../../domain/messages/more-message.ts';
import { afterQuietHours } from '../../domain/messages/quiet-hours.ts';
import { newId } from '../../domain/uuid.ts';
import type { Queryable } from '../database.ts';
import { IS_LISTENING, WISHES_COLUMNS, type SubscriptionWishes } from '../repositories/alert-subscription-repository.ts';
import { insertMessage, isWaiting, requestTimes } from '../repositories/message-repository.ts';

/** A confirmed address of an organisation. */
type Listener = SubscriptionWishes & { readonly id: string; readonly channel: MessageChannel };

/** How somebody wants to be written to. */
export interface LetterStyle {
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
  readonly withoutMarks: boolean;
}

interface Letter {
  readonly subject: string;
  readonly body: string;
}

async function listenersOf(tx: Queryable, organisationId: string, userId: string | undefined): Promise<Listener[]> {
  const whose = userId === undefined ? empty : sql`AND s.user_id = ${userId}`;
  return tx.rows(sql`SELECT s.id, s.channel, ${WISHES_COLUMNS} FROM alert_subscription s LEFT JOIN app_user u ON u.id = s.user_id
    WHERE s.organisation_id = ${organisationId} AND ${IS_LISTENING} ${whose} ORDER BY s.id`);
}

interface LetterOptions {
  /** Only this person's own addresses. */
  readonly onlyUserId?: string | undefined;
  /** Comes by itself, however much was told before. */
  readonly isUrgent?: boolean;
}

/**
 * Puts word of a footage request, or of a person's own, into the outbox for every confirmed address of an organisation, in the transaction of what it tells; after the quiet hours of each. To one address at most
 * `MESSAGE_LIMITS.toldOfRequests`: what follows becomes one message at the end of that time, so that nobody is flooded by changing a request again and again.
 */
export async function tellOrganisation(
  tx: Queryable,
  organisationId: string,
  nowMs: number,
  textOf: (style: LetterStyle) => Letter,
  { onlyUserId, isUrgent = false }: LetterOptions = {},
): Promise<void> {
  const limit = MESSAGE_LIMITS.toldOfRequests;
  for (const listener of await listenersOf(tx, organisationId, onlyUserId)) {
    const told = isUrgent ? [] : await requestTimes(tx, 'request', { subscriptionId: listener.id }, nowMs - limit.windowMs);
    const waitMs = limitWaitMs(told, limit, nowMs);
    if (waitMs === 0) await write(tx, listener, textOf(listener), nowMs, 0);
    else await tellOfMore(tx, listener, nowMs, waitMs);
  }
}

async function tellOfMore(tx: Queryable, listener: Listener, nowMs: number, waitMs: number): Promise<void> {
  const letter = moreMessage(listener);
  if (await isWaiting(tx, { subscriptionId: listener.id, kind: 'request', subject: letter.subject })) return;
  await write(tx, listener, letter, nowMs, waitMs);
}

async function write(tx: Queryable, { id: subscriptionId, quietHours }: Listener, letter: Letter, nowMs: number, waitMs: number): Promise<void> {
  const notBeforeMs = afterQuietHours(nowMs + waitMs, quietHours);
  const giveUpAtMs = notBeforeMs + GIVE_UP_AFTER_MS.request;
  await insertMessage(tx, { id: newId(nowMs), subscriptionId, kind: 'request', ...letter, atMs: nowMs, notBeforeMs, giveUpAtMs });
}
