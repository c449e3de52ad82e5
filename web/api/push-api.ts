import type { MessageLanguage } from '../../domain/messages/message-terms.ts';
import type { AlertSubscription } from './api-types.ts';
import { callApi } from './call-api.ts';

/** The key that a browser subscribes for; null: push is not set up on this service. */
export async function fetchPushKey(signal?: AbortSignal): Promise<string | null> {
  return (await callApi('GET /push-key', { signal })).publicKey;
}

/** Has this browser told. Again with the same address it stays the one it was, bound to the session of now. */
export async function subscribeBrowser(subscription: PushSubscriptionJSON, language: MessageLanguage): Promise<AlertSubscription> {
  // a browser that leaves something out is refused by the service
  const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = subscription;
  return callApi('POST /push-subscriptions', { body: { endpoint, keys: { p256dh, auth }, language } });
}
