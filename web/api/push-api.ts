import type { MessageLanguage } from '../../domain/messages/message-terms.ts';
import type { AlertSubscription } from './api-types.ts';
import { requestJson } from './http-client.ts';

/** The key that a browser subscribes for; null: push is not set up on this service. */
export async function fetchPushKey(signal?: AbortSignal): Promise<string | null> {
  return (await requestJson<{ readonly publicKey: string | null }>('/push-key', { signal })).publicKey;
}

/** Has this browser told. Again with the same address it stays the one it was, bound to the session of now. */
export async function subscribeBrowser(subscription: PushSubscriptionJSON, language: MessageLanguage): Promise<AlertSubscription> {
  const { endpoint, keys } = subscription;
  return requestJson<AlertSubscription>('/push-subscriptions', { method: 'POST', body: { endpoint, keys, language } });
}
