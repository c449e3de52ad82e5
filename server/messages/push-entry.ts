import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { MOST_PUSH_BROWSERS } from '../../domain/messages/code-limits.ts';
import { readPushEndpoint } from '../../domain/messages/push-endpoint.ts';
import type { pushSubscriptionWire } from '../../domain/wire/message-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import * as subscriptions from '../../db/repositories/alert-subscription-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as push from '../../db/repositories/push-repository.ts';
import type { Queryable } from '../../db/database.ts';
import { newId } from '../../platform/new-id.ts';
import { readBrowserKeys } from '../../platform/push-keys.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { addressBucket, defaultWishes, requireChannel } from './subscription-entry.ts';

type Input = z.output<typeof pushSubscriptionWire>;

/** Errors: `push_address_refused`, `push_keys_malformed` (invalid). */
function readInput({ settings }: ServerContext, { endpoint, keys }: Input): { endpoint: string; address: string } {
  const url = readPushEndpoint(endpoint, settings.pushHosts ?? []);
  if (url === null)
    throw new AppError('invalid', 'push_address_refused', "This browser's push service is not one that the operator allows. Use another browser, or e-mail.", {
      details: { errors: [{ path: 'endpoint', message: 'leads to no push service that is allowed' }] },
    });
  readBrowserKeys(keys.p256dh, keys.auth);
  return { endpoint: url.href, address: JSON.stringify({ endpoint: url.href, p256dh: keys.p256dh, auth: keys.auth }) };
}

/** The subscriptions of this very browser, whoever's. */
async function ofBrowser(tx: Queryable, { secretBox }: ServerContext, endpoint: string): Promise<push.PushSubscriptionRow[]> {
  const rows = await push.listPushByBucket(tx, addressBucket('push', endpoint));
  return rows.filter((row) => (JSON.parse(secretBox.open(row, row.id)) as { endpoint: string }).endpoint === endpoint);
}

/** Ends a browser's subscription of somebody else, and the oldest of one's own where there are too many. */
async function makeRoom(tx: Queryable, session: LiveSession, others: readonly push.PushSubscriptionRow[], nowMs: number): Promise<void> {
  const own = await push.listPushOf(tx, session.userId);
  const tooMany = own.slice(0, Math.max(0, own.length - MOST_PUSH_BROWSERS + 1));
  for (const { id } of [...others, ...tooMany]) {
    await subscriptions.deleteSubscription(tx, id, nowMs);
    await appendAudit(tx, { actor: actorOf(session), action: 'subscription.delete', detail: { subscriptionId: id } });
  }
}

/**
 * Has the caller's browser told by push, or binds its subscription to the session of now; returns its id. It is confirmed at once: the browser itself gave the address, and takes only what is signed with our key.
 * Errors: `channel_not_available`, `push_address_refused`, `push_keys_malformed`.
 */
export async function subscribePush(context: ServerContext, session: LiveSession, input: Input, device: string): Promise<string> {
  requireChannel(context, 'push');
  const { endpoint, address } = readInput(context, input);
  const nowMs = context.clock.now();
  return context.db.transaction(async (tx) => {
    const { kind } = (await subscriptions.lockOrganisation(tx, session.organisationId))!;
    const present = await ofBrowser(tx, context, endpoint);
    const mine = present.find(({ userId }) => userId === session.userId);
    if (mine !== undefined) {
      if (mine.sessionId !== session.sessionId) await renew(tx, context, session, mine.id, address);
      return mine.id;
    }
    await makeRoom(tx, session, present, nowMs);
    const id = newId(nowMs);
    const owner = { organisationId: session.organisationId, userId: session.userId, sessionId: session.sessionId };
    const sealed = { address: context.secretBox.seal(address, id), addressMasked: device, addressBucket: addressBucket('push', endpoint) };
    const wishes = { ...defaultWishes('push', kind), language: input.language };
    await subscriptions.insertSubscription(tx, { id, ...owner, channel: 'push', ...sealed, ...wishes, atMs: nowMs });
    await subscriptions.confirmSubscription(tx, id, nowMs);
    const detail = { subscriptionId: id, channel: 'push', organisationId: session.organisationId };
    await appendAudit(tx, { actor: actorOf(session), action: 'subscription.create', detail });
    return id;
  });
}

async function renew(tx: Queryable, { secretBox }: ServerContext, session: LiveSession, id: string, address: string): Promise<void> {
  await push.renewPush(tx, id, session.sessionId, secretBox.seal(address, id));
  await appendAudit(tx, { actor: actorOf(session), action: 'subscription.update', detail: { subscriptionId: id, fields: ['session'] } });
}
