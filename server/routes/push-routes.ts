import { deviceWords } from '../../domain/device-words.ts';
import { pushKeyOut, pushSubscriptionWire, subscriptionOut } from '../../domain/wire/message-wire.ts';
import { openPushKey } from '../../db/push/push-key.ts';
import { findSubscription } from '../../db/repositories/alert-subscription-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { subscribePush } from '../messages/push-entry.ts';
import { wireSubscription } from '../messages/wire-subscription.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['messages'];

/** `GET /push-key` and `POST /push-subscriptions`: messages to the browser itself. What is subscribed is changed and ended like every subscription. */
export function registerPushRoutes(app: ApiApp, context: ServerContext): void {
  const channels = context.settings.messageChannels ?? [];
  app.get(
    '/push-key',
    {
      config: { action: 'subscription.read' },
      schema: { tags, summary: 'The key that a browser subscribes for; null when push is not set up', response: { 200: pushKeyOut } },
    },
    async () => {
      const isOffered = channels.includes('push');
      return { publicKey: isOffered ? (await openPushKey(context.db, context.secretBox, context.clock.now())).publicKey : null };
    },
  );
  app.post(
    '/push-subscriptions',
    {
      config: { action: 'subscription.write' },
      bodyLimit: 8192,
      schema: {
        tags,
        summary: 'Have this browser told; again with the same address: it stays the one it was',
        body: pushSubscriptionWire,
        response: { 201: subscriptionOut },
      },
    },
    async ({ body, session, headers }, reply) => {
      const id = await subscribePush(context, session, body, deviceWords(headers['user-agent']) ?? '?');
      return reply.status(201).send(wireSubscription(await findSubscription(context.db, id), channels));
    },
  );
}
