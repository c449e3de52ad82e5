import sql, { empty } from 'sql-template-tag';
import { GIVE_UP_AFTER_MS } from '../../domain/messages/delivery-rule.ts';
import type { MessageChannel, MessageLanguage } from '../../domain/messages/message-terms.ts';
import { afterQuietHours } from '../../domain/messages/quiet-hours.ts';
import { newId } from '../../domain/uuid.ts';
import type { Queryable } from '../database.ts';
import { IS_LISTENING, WISHES_COLUMNS, type SubscriptionWishes } from '../repositories/alert-subscription-repository.ts';
import { insertMessage } from '../repositories/message-repository.ts';

/** A confirmed address of an organisation. */
type Listener = SubscriptionWishes & { readonly id: string; readonly channel: MessageChannel };

/** How somebody wants to be written to. */
export interface LetterStyle {
  readonly language: MessageLanguage;
  readonly channel: MessageChannel;
  readonly withoutMarks: boolean;
}

async function listenersOf(tx: Queryable, organisationId: string, userId: string | undefined): Promise<Listener[]> {
  const whose = userId === undefined ? empty : sql`AND s.user_id = ${userId}`;
  return tx.rows(sql`SELECT s.id, s.channel, ${WISHES_COLUMNS} FROM alert_subscription s LEFT JOIN app_user u ON u.id = s.user_id
    WHERE s.organisation_id = ${organisationId} AND ${IS_LISTENING} ${whose} ORDER BY s.id`);
}

/** Puts word of a footage request, or of a person's own, into the outbox for every confirmed address of an organisation, or of one person in it only, in the transaction of what it tells; after the quiet hours of each. */
export async function tellOrganisation(
  tx: Queryable,
  organisationId: string,
  nowMs: number,
  textOf: (style: LetterStyle) => { readonly subject: string; readonly body: string },
  onlyUserId?: string,
): Promise<void> {
  for (const listener of await listenersOf(tx, organisationId, onlyUserId)) {
    const notBeforeMs = afterQuietHours(nowMs, listener.quietHours);
    await insertMessage(tx, {
      id: newId(nowMs),
      subscriptionId: listener.id,
      kind: 'request',
      ...textOf(listener),
      atMs: nowMs,
      notBeforeMs,
      giveUpAtMs: notBeforeMs + GIVE_UP_AFTER_MS.request,
    });
  }
}
