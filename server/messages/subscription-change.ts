import { timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { CODE_TRIES } from '../../domain/messages/code-limits.ts';
import type { subscriptionPatchWire } from '../../domain/wire/message-wire.ts';
import * as subscriptions from '../../db/repositories/alert-subscription-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import type { Queryable } from '../../db/database.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { requestCode, requestTest, startDelivery } from './requested-message.ts';
import { readKinds, requireChannel } from './subscription-entry.ts';
import { readQuietHours } from './wire-subscription.ts';

/** Changes wishes of a subscription, or switches it on or off. Errors: `kind_not_offered` (invalid). */
export async function changeSubscription(
  context: ServerContext,
  session: LiveSession,
  id: string,
  change: z.output<typeof subscriptionPatchWire>,
): Promise<void> {
  const { minOutageMinutes, quietHours, alertKinds, ...rest } = change;
  await context.db.transaction(async (tx) => {
    const { organisationKind } = await subscriptions.findSubscription(tx, id);
    await subscriptions.updateSubscription(tx, id, {
      ...(rest as Partial<subscriptions.SubscriptionWishes> & { active?: boolean }),
      ...(alertKinds === undefined ? {} : { alertKinds: readKinds(alertKinds, organisationKind) }),
      ...(minOutageMinutes === undefined ? {} : { minOutageMin: minOutageMinutes }),
      ...(quietHours === undefined ? {} : { quietHours: readQuietHours(quietHours) }),
    });
    await appendAudit(tx, { actor: actorOf(session), action: 'subscription.update', detail: { subscriptionId: id, fields: Object.keys(change) } });
  });
}

/** Ends a subscription; its address is forgotten. */
export async function unsubscribe(context: ServerContext, session: LiveSession, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    await subscriptions.deleteSubscription(tx, id, context.clock.now());
    await appendAudit(tx, { actor: actorOf(session), action: 'subscription.delete', detail: { subscriptionId: id } });
  });
}

type MessageRequest = (tx: Queryable, context: ServerContext, subscription: subscriptions.SubscriptionRow, requester: LiveSession) => Promise<string>;

async function ask(context: ServerContext, session: LiveSession, id: string, action: string, request: MessageRequest): Promise<{ jobId: string }> {
  const jobId = await context.db.transaction(async (tx) => {
    const subscription = await subscriptions.findSubscription(tx, id);
    requireChannel(context, subscription.channel);
    // two requests at once must not both pass the limit
    await subscriptions.lockOrganisation(tx, subscription.organisationId);
    const messageId = await request(tx, context, subscription, session);
    await appendAudit(tx, { actor: actorOf(session), action, detail: { subscriptionId: id, messageId } });
    return messageId;
  });
  await startDelivery(context, jobId);
  return { jobId };
}

/** Sends another code. Errors: `already_confirmed` (conflict), `channel_not_available`, `too_many_messages`. */
export function sendCode(context: ServerContext, session: LiveSession, id: string): Promise<{ jobId: string }> {
  return ask(context, session, id, 'subscription.code', (tx, ctx, subscription, requester) => {
    if (subscription.isConfirmed) throw new AppError('conflict', 'already_confirmed', 'This address is confirmed already.');
    return requestCode(tx, ctx, subscription, requester);
  });
}

/** Sends a test. Errors: `not_confirmed` (conflict), `channel_not_available`, `too_many_messages`. */
export function sendTest(context: ServerContext, session: LiveSession, id: string): Promise<{ jobId: string }> {
  return ask(context, session, id, 'subscription.test', (tx, ctx, subscription, requester) => {
    if (!subscription.isConfirmed) throw new AppError('conflict', 'not_confirmed', 'Confirm the address first: enter the code that was sent to it.');
    return requestTest(tx, ctx, subscription, requester);
  });
}

/** Confirms an address by its code. Errors: `wrong_code` (invalid): wrong, too old, or guessed at too often. */
export async function confirmAddress(context: ServerContext, session: LiveSession, id: string, code: string): Promise<void> {
  const nowMs = context.clock.now();
  // the try is written down before the code is looked at: a thousand guesses at once all count
  const sealed = await subscriptions.takeCodeTry(context.db, id, CODE_TRIES, nowMs);
  const isRight = sealed !== undefined && timingSafeEqual(Buffer.from(context.secretBox.open(sealed, id)), Buffer.from(code));
  if (!isRight) {
    await appendAudit(context.db, {
      actor: actorOf(session),
      action: 'subscription.confirm',
      outcome: 'refused',
      detail: { subscriptionId: id, code: 'wrong_code' },
    });
    throw new AppError('invalid', 'wrong_code', 'The code is wrong or no longer good. Check it, or have a new one sent.');
  }
  await context.db.transaction(async (tx) => {
    await subscriptions.confirmSubscription(tx, id, nowMs);
    await appendAudit(tx, { actor: actorOf(session), action: 'subscription.confirm', detail: { subscriptionId: id } });
  });
}
