import type { Accepted, AlertSubscription, AlertSubscriptionCreate, AlertSubscriptionPage, AlertSubscriptionPatch, Message, Page } from './api-types.ts';
import { pathOf, requestJson } from './http-client.ts';

/** Subscriptions within reach, and the ways of sending that there are. An administrator may see more than this page of them. */
export async function listSubscriptions(signal?: AbortSignal): Promise<AlertSubscriptionPage> {
  return requestJson<AlertSubscriptionPage>('/alert-subscriptions', { query: { limit: 200 }, signal });
}

/** The user's own subscriptions, browsers among them; never more than a page. */
export async function listOwnSubscriptions(signal?: AbortSignal): Promise<readonly AlertSubscription[]> {
  return (await requestJson<AlertSubscriptionPage>('/alert-subscriptions', { query: { mine: true, limit: 200 }, signal })).items;
}

/** Subscribes an address; a code is sent to it. */
export async function createSubscription(subscription: AlertSubscriptionCreate, idempotencyKey: string): Promise<AlertSubscription> {
  return requestJson<AlertSubscription>('/alert-subscriptions', { method: 'POST', body: subscription, idempotencyKey });
}

export async function changeSubscription(subscriptionId: string, change: AlertSubscriptionPatch): Promise<AlertSubscription> {
  return requestJson<AlertSubscription>(pathOf`/alert-subscriptions/${subscriptionId}`, { method: 'PATCH', body: change });
}

export async function deleteSubscription(subscriptionId: string): Promise<void> {
  await requestJson<void>(pathOf`/alert-subscriptions/${subscriptionId}`, { method: 'DELETE' });
}

/** Confirms an address by the code that was sent to it. */
export async function confirmSubscription(subscriptionId: string, code: string): Promise<AlertSubscription> {
  return requestJson<AlertSubscription>(pathOf`/alert-subscriptions/${subscriptionId}/confirmation`, { method: 'POST', body: { code } });
}

/** Has a new code or a test sent. */
export async function requestMessage(subscriptionId: string, what: 'codes' | 'test'): Promise<Accepted> {
  return requestJson<Accepted>(pathOf`/alert-subscriptions/${subscriptionId}/${what}`, { method: 'POST' });
}

/** Messages and their delivery, newest first. */
export async function listMessages(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Message>> {
  return requestJson<Page<Message>>('/messages', { query: { limit: 20, cursor }, signal });
}
