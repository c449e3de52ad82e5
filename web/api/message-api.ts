import type { Accepted, AlertSubscription, AlertSubscriptionCreate, AlertSubscriptionPage, AlertSubscriptionPatch, Message, Page } from './api-types.ts';
import { callApi } from './call-api.ts';

/** Subscriptions within reach, and the ways of sending that there are. An administrator may see more than this page of them. */
export async function listSubscriptions(signal?: AbortSignal): Promise<AlertSubscriptionPage> {
  return callApi('GET /alert-subscriptions', { query: { limit: 200 }, signal });
}

/** The user's own subscriptions, browsers among them; never more than a page. */
export async function listOwnSubscriptions(signal?: AbortSignal): Promise<readonly AlertSubscription[]> {
  return (await callApi('GET /alert-subscriptions', { query: { mine: 'true', limit: 200 }, signal })).items;
}

/** Subscribes an address; a code is sent to it. */
export async function createSubscription(subscription: AlertSubscriptionCreate, idempotencyKey: string): Promise<AlertSubscription> {
  return callApi('POST /alert-subscriptions', { body: subscription, idempotencyKey });
}

export async function changeSubscription(subscriptionId: string, change: AlertSubscriptionPatch): Promise<AlertSubscription> {
  return callApi('PATCH /alert-subscriptions/{id}', { path: { id: subscriptionId }, body: change });
}

export async function deleteSubscription(subscriptionId: string): Promise<void> {
  await callApi('DELETE /alert-subscriptions/{id}', { path: { id: subscriptionId } });
}

/** Confirms an address by the code that was sent to it. */
export async function confirmSubscription(subscriptionId: string, code: string): Promise<AlertSubscription> {
  return callApi('POST /alert-subscriptions/{id}/confirmation', { path: { id: subscriptionId }, body: { code } });
}

/** Has a new code or a test sent. */
export async function requestMessage(subscriptionId: string, what: 'codes' | 'test'): Promise<Accepted> {
  return callApi(`POST /alert-subscriptions/{id}/${what}`, { path: { id: subscriptionId } });
}

/** Messages and their delivery, newest first. */
export async function listMessages(cursor: string | undefined, signal?: AbortSignal): Promise<Page<Message>> {
  return callApi('GET /messages', { query: { limit: 20, cursor }, signal });
}
