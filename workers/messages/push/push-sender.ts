import { createHash } from 'node:crypto';
import { createNetworkPolicy, type HostLookup, type PinnedAddress } from '../../../camera-adapters/network-policy.ts';
import type { AddressPolicy } from '../../../domain/address-rule.ts';
import { AppError } from '../../../domain/app-error.ts';
import { GIVE_UP_AFTER_MS } from '../../../domain/messages/delivery-rule.ts';
import type { MessageKind } from '../../../domain/messages/message-terms.ts';
import { readPushEndpoint } from '../../../domain/messages/push-endpoint.ts';
import { isPublicAddress } from '../../../domain/special-address.ts';
import { pushSigningKey, readBrowserKeys, type PushKeyPair } from '../../../platform/push-keys.ts';
import { SEND_DEADLINE_MS, type MessageSender, type OutgoingMessage } from '../message-sender.ts';
import { encryptPush } from './encrypt-push.ts';
import { postPush } from './push-exchange.ts';
import { vapidHeader } from './vapid-header.ts';

/** Where a message of each kind leads to. */
const PATHS: Readonly<Record<MessageKind, string>> = { alert: '/faults', request: '/requests', alarm: '/duty', test: '/messages', code: '/messages' };
const PAD_TO_BYTES = 512;

/** How pushes leave. */
export interface PushSenderParts {
  /** Whom a push service may ask, `mailto:` or `https:`. */
  readonly contact: string;
  readonly hosts: readonly string[];
  readonly keys: () => Promise<PushKeyPair>;
  /** Judges addresses: none of our own. */
  readonly addressPolicy: AddressPolicy;
  /** The rest of the judgement; public ones only, unless a test's service is on loopback. */
  readonly mayDial?: (address: string) => boolean;
  readonly lookup?: HostLookup | undefined;
  readonly now: () => number;
  readonly ca?: string | undefined;
  readonly deadlineMs?: number;
}

/** What a notification shows: at most what a text message says, without what stands in its title already. */
function noticeOf({ id, kind, subject, text }: OutgoingMessage): Buffer {
  const title = subject.replace(/^\[[^\]]*\] /, '');
  const said = text.replace(/^[^:]{1,12}: /, '');
  const body = said.startsWith(`${title}. `) ? said.slice(title.length + 2) : said;
  return Buffer.from(JSON.stringify({ id, title, body, path: PATHS[kind] }));
}

function refused(): AppError {
  return new AppError(
    'invalid',
    'push_address_refused',
    'The service sends nothing to the address that this browser gave. Switch push off and on again, or ask the operator.',
  );
}

/** No answer holds up the channel: the address was given by a user, and others' services may work. */
function refusalOf(status: number): AppError | null {
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return new AppError('invalid', 'push_gone', 'The browser takes no more messages: push was switched off there.');
  if (status === 413) return new AppError('too_large', 'push_too_large', 'The push service refuses a message of this length.');
  if (status === 429) return new AppError('rate_limited', 'push_later', 'The push service takes no more messages at the moment. It is tried again.');
  if (status >= 500 || status < 400) return new AppError('conflict', 'push_failed', `The push service failed. The message is tried again. (${status})`);
  return new AppError('invalid', 'push_refused', `The push service refuses this message for good. Switch push off and on again in that browser. (${status})`);
}

/** Sends to the push services of browsers: Web Push (RFC 8030), encrypted (RFC 8291) and signed (RFC 8292). The address of a message is the JSON that subscribing stored. */
export function createPushSender(parts: PushSenderParts): MessageSender {
  const network = createNetworkPolicy({ policy: parts.addressPolicy, ...(parts.lookup === undefined ? {} : { lookup: parts.lookup }) });
  return async (message, signal) => {
    const { endpoint, p256dh, auth } = JSON.parse(message.address) as { readonly endpoint: string; readonly p256dh: string; readonly auth: string };
    // the operator's list may have changed since
    const url = readPushEndpoint(endpoint, parts.hosts);
    if (url === null) throw refused();
    const pinned = await pin(url);
    const keys = await parts.keys();
    const body = encryptPush(noticeOf(message), readBrowserKeys(p256dh, auth), PAD_TO_BYTES);
    const signer = { publicKey: keys.publicKey, signingKey: pushSigningKey(keys), contact: parts.contact };
    const headers = { ...headersOf(message), authorization: vapidHeader(signer, url.origin, parts.now()) };
    const refusal = refusalOf(await post({ url, pinned, body, headers }, signal));
    if (refusal !== null) throw refusal;
  };

  async function pin(url: URL): Promise<PinnedAddress> {
    const pinned = await network.pin(url.hostname, url.port === '' ? 443 : Number(url.port)).catch((error: unknown) => {
      if (error instanceof AppError && error.kind === 'unreachable')
        throw new AppError('conflict', 'push_unreachable', 'The push service has no address just now. It is tried again.', { cause: error });
      throw refused();
    });
    // cameras may have private addresses, push services have none
    if (!(parts.mayDial ?? isPublicAddress)(pinned.address)) throw refused();
    return pinned;
  }

  async function post(call: { url: URL; pinned: PinnedAddress; body: Buffer; headers: Record<string, string> }, signal: AbortSignal): Promise<number> {
    const deadline = AbortSignal.timeout(parts.deadlineMs ?? SEND_DEADLINE_MS);
    return postPush({ ...call, ca: parts.ca, signal: AbortSignal.any([signal, deadline]) }).catch(() => {
      // without the cause: it may name the address, which is as good as a password
      if (signal.aborted) throw new AppError('cancelled', 'send_cancelled', 'The service was stopped before the message was sent. It is tried again.');
      throw new AppError('conflict', 'push_unreachable', 'The push service could not be reached, or did not answer in time. It is tried again.');
    });
  }
}

function headersOf({ id, kind }: OutgoingMessage): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'content-encoding': 'aes128gcm',
    ttl: String(GIVE_UP_AFTER_MS[kind] / 1000),
    urgency: kind === 'alarm' ? 'high' : 'normal',
    // the same message once more takes the place of the first (RFC 8030, section 5.4)
    topic: createHash('sha256').update(id).digest('base64url').slice(0, 32),
  };
}
