import sql from 'sql-template-tag';
import { GIVE_UP_AFTER_MS } from '../../domain/messages/delivery-rule.ts';
import type { MessageChannel } from '../../domain/messages/message-terms.ts';
import { afterQuietHours } from '../../domain/messages/quiet-hours.ts';
import { requestMessage } from '../../domain/messages/request-message.ts';
import type { RequestNotice } from '../../domain/requests/request-terms.ts';
import { newId } from '../../domain/uuid.ts';
import type { Queryable } from '../database.ts';
import { WISHES_COLUMNS, type SubscriptionWishes } from '../repositories/alert-subscription-repository.ts';
import type { FootageRequestRow } from '../repositories/footage-request-repository.ts';
import { insertMessage } from '../repositories/message-repository.ts';

/** A confirmed address of a board. */
type Listener = SubscriptionWishes & { readonly id: string; readonly channel: MessageChannel };

async function listenersOf(tx: Queryable, organisationId: string): Promise<Listener[]> {
  return tx.rows(sql`SELECT s.id, s.channel, ${WISHES_COLUMNS} FROM alert_subscription s LEFT JOIN app_user u ON u.id = s.user_id
    WHERE s.organisation_id = ${organisationId} AND s.active AND s.confirmed_at IS NOT NULL AND s.deleted_at IS NULL
      AND (s.user_id IS NULL OR (u.disabled_at IS NULL AND u.organisation_id = s.organisation_id)) ORDER BY s.id`);
}

/** Puts word of a request into the outbox for every confirmed address of its board, in the transaction of what it tells; after the quiet hours of each. */
export async function tellBoard(
  tx: Queryable,
  request: FootageRequestRow,
  notice: RequestNotice,
  { publicUrl, nowMs }: { publicUrl: string | undefined; nowMs: number },
): Promise<void> {
  const linkBase = publicUrl === undefined ? null : publicUrl.replace(/\/+$/, '');
  for (const listener of await listenersOf(tx, request.ownerId)) {
    const notBeforeMs = afterQuietHours(nowMs, listener.quietHours);
    const text = requestMessage(notice, request, { ...listener, publicUrl: linkBase });
    await insertMessage(tx, {
      id: newId(nowMs),
      subscriptionId: listener.id,
      kind: 'request',
      ...text,
      atMs: nowMs,
      notBeforeMs,
      giveUpAtMs: notBeforeMs + GIVE_UP_AFTER_MS.request,
    });
  }
}
