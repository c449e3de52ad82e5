import { randomInt } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { CODE_LIFE_MS, limitWaitMs, MESSAGE_LIMITS, type MessageLimit } from '../../domain/messages/code-limits.ts';
import { GIVE_UP_AFTER_MS } from '../../domain/messages/delivery-rule.ts';
import { codeSubject, testMessage } from '../../domain/messages/message-text.ts';
import * as subscriptions from '../../db/repositories/alert-subscription-repository.ts';
import { insertMessage, lockCodesTo, requestTimes } from '../../db/repositories/message-repository.ts';
import type { Queryable } from '../../db/database.ts';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';

type Requester = { readonly userId: string };

/** Errors: `too_many_messages` (rate_limited), with how long to wait. */
async function checkLimit(tx: Queryable, kind: 'code' | 'test', of: Parameters<typeof requestTimes>[2], limit: MessageLimit, nowMs: number): Promise<void> {
  const waitMs = limitWaitMs(await requestTimes(tx, kind, of, nowMs - limit.windowMs), limit, nowMs);
  if (waitMs === 0) return;
  const retryAfterS = Math.ceil(waitMs / 1000);
  throw new AppError('rate_limited', 'too_many_messages', `Enough messages were asked for. Wait ${retryAfterS} seconds and try again.`, {
    details: { retryAfterS },
  });
}

/**
 * Writes a message with a fresh code for a subscription; a code before it is no longer good. Returns the message's id, for {@link ServerContext.jobs}.
 * Errors: `too_many_messages`.
 */
export async function requestCode(tx: Queryable, context: ServerContext, subscription: subscriptions.SubscriptionRow, { userId }: Requester): Promise<string> {
  const nowMs = context.clock.now();
  const { id: subscriptionId, channel, addressBucket, organisationId } = subscription;
  await lockCodesTo(tx, addressBucket);
  await checkLimit(tx, 'code', { channel, addressBucket }, MESSAGE_LIMITS.codesToAddress, nowMs);
  await checkLimit(tx, 'code', { organisationId }, MESSAGE_LIMITS.codesOfOrganisation, nowMs);
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await subscriptions.setCode(tx, subscriptionId, context.secretBox.seal(code, subscriptionId), nowMs + CODE_LIFE_MS);
  const id = newId(nowMs);
  const subject = codeSubject({ ...subscription, publicUrl: null });
  await insertMessage(tx, {
    id,
    subscriptionId,
    kind: 'code',
    subject,
    body: null,
    requestedBy: userId,
    atMs: nowMs,
    giveUpAtMs: nowMs + GIVE_UP_AFTER_MS.code,
  });
  return id;
}

/** Writes a test message; returns its id. Errors: `too_many_messages`. */
export async function requestTest(tx: Queryable, context: ServerContext, subscription: subscriptions.SubscriptionRow, { userId }: Requester): Promise<string> {
  const nowMs = context.clock.now();
  await checkLimit(tx, 'test', { subscriptionId: subscription.id }, MESSAGE_LIMITS.testsOfSubscription, nowMs);
  const id = newId(nowMs);
  const text = testMessage({ ...subscription, publicUrl: null });
  await insertMessage(tx, {
    id,
    subscriptionId: subscription.id,
    kind: 'test',
    ...text,
    requestedBy: userId,
    atMs: nowMs,
    giveUpAtMs: nowMs + GIVE_UP_AFTER_MS.test,
  });
  return id;
}

/** Has a message delivered at once. When the queue can't be reached the message isn't lost: workers look for it every few seconds. */
export async function startDelivery({ jobs, logger }: ServerContext, messageId: string): Promise<void> {
  await jobs
    .add('deliver-message', { messageId }, messageId)
    .catch((error: unknown) => logger.warn({ err: error, messageId }, 'a message could not be given to the queue'));
}
