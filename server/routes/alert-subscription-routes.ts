import { z } from 'zod';
import { TYPED_CHANNELS } from '../../domain/messages/message-terms.ts';
import { acceptedWire, idParamsWire } from '../../domain/wire/common-wire.ts';
import {
  confirmationWire,
  subscriptionCreateWire,
  subscriptionListOut,
  subscriptionOut,
  subscriptionPatchWire,
  subscriptionQueryWire,
} from '../../domain/wire/message-wire.ts';
import * as subscriptions from '../../db/repositories/alert-subscription-repository.ts';
import type { ApiApp } from '../api-app.ts';
import { readIdCursor, toPage } from '../list-cursor.ts';
import { changeSubscription, confirmAddress, sendCode, sendTest, unsubscribe } from '../messages/subscription-change.ts';
import { subscribe } from '../messages/subscription-entry.ts';
import { wireSubscription } from '../messages/wire-subscription.ts';
import type { ServerContext } from '../server-context.ts';

const tags = ['messages'];
const config = { action: 'subscription.write', target: 'subscription' } as const;
const emptyBody = z.object({}).nullish();

/** `/alert-subscriptions` and `/alert-subscriptions/{id}`: who is told of alerts, how and when. */
export function registerAlertSubscriptionRoutes(app: ApiApp, context: ServerContext): void {
  const channels = [...(context.settings.messageChannels ?? [])];
  const typedChannels = TYPED_CHANNELS.filter((channel) => channels.includes(channel));
  const show = async (id: string) => wireSubscription(await subscriptions.findSubscription(context.db, id), channels);
  app.get(
    '/alert-subscriptions',
    {
      config: { action: 'subscription.read' },
      schema: { tags, summary: 'Who is told of alerts; newest first', querystring: subscriptionQueryWire, response: { 200: subscriptionListOut } },
    },
    async ({ query, session, scope }) => {
      const reach = { ...session, scope, onlyOwn: query.mine === true };
      const rows = await subscriptions.listSubscriptions(context.db, reach, { limit: query.limit + 1, beforeId: readIdCursor(query.cursor) });
      const page = toPage(rows, query.limit, (row) => [row.id]);
      return { items: page.items.map((row) => wireSubscription(row, channels)), nextCursor: page.nextCursor, channels: typedChannels };
    },
  );
  app.post(
    '/alert-subscriptions',
    {
      config: { action: 'subscription.write' },
      schema: { tags, summary: 'Subscribe an address; a code is sent to it', body: subscriptionCreateWire, response: { 201: subscriptionOut } },
    },
    async ({ body, session, scope }, reply) => reply.status(201).send(await show(await subscribe(context, session, scope, body))),
  );
  app.patch(
    '/alert-subscriptions/:id',
    { config, schema: { tags, summary: 'Change a subscription', params: idParamsWire, body: subscriptionPatchWire, response: { 200: subscriptionOut } } },
    async ({ params, body, session }) => {
      await changeSubscription(context, session, params.id, body);
      return show(params.id);
    },
  );
  app.delete(
    '/alert-subscriptions/:id',
    { config, schema: { tags, summary: 'End a subscription and forget its address', params: idParamsWire, response: { 204: z.null() } } },
    async ({ params, session }, reply) => {
      await unsubscribe(context, session, params.id);
      return reply.status(204).send(null);
    },
  );
  app.post(
    '/alert-subscriptions/:id/confirmation',
    { config, schema: { tags, summary: 'Confirm the address by its code', params: idParamsWire, body: confirmationWire, response: { 200: subscriptionOut } } },
    async ({ params, body, session }) => {
      await confirmAddress(context, session, params.id, body.code);
      return show(params.id);
    },
  );
  app.post(
    '/alert-subscriptions/:id/codes',
    { config, schema: { tags, summary: 'Send another code', params: idParamsWire, body: emptyBody, response: { 202: acceptedWire } } },
    async ({ params, session }, reply) => reply.status(202).send(await sendCode(context, session, params.id)),
  );
  app.post(
    '/alert-subscriptions/:id/test',
    { config, schema: { tags, summary: 'Send a test message', params: idParamsWire, body: emptyBody, response: { 202: acceptedWire } } },
    async ({ params, session }, reply) => reply.status(202).send(await sendTest(context, session, params.id)),
  );
}
