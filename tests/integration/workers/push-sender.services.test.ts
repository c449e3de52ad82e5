import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseAllowedNetworks, type AddressPolicy } from '../../../domain/address-rule.ts';
import { makePushKeyPair } from '../../../platform/push-keys.ts';
import type { OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { createPushSender, type PushSenderParts } from '../../../workers/messages/push/push-sender.ts';
import { startPushService, type PushService } from '../../support/push/push-service.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 1, 6);
const LOOPBACK: AddressPolicy = { overrideNetworks: parseAllowedNetworks('127.0.0.0/8,::1/128') };
const pair = makePushKeyPair();
let service: PushService;

beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());
beforeEach(() => service.answer(201));

const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => {
  const { endpoint, keys } = service.subscription('browser-1');
  return {
    id: '0199c0de-0000-7000-8000-000000000002',
    kind: 'alert',
    channel: 'push',
    address: JSON.stringify({ endpoint, ...keys }),
    subject: '[Mắt Phố] Mất kết nối: Ngã ba chợ 1',
    text: 'Mắt Phố: Mất kết nối: Ngã ba chợ 1. Từ 08:05. Cần làm: kiểm tra nguồn điện.',
    createdAtMs: NOW_MS,
    ...more,
  };
};
const send = (more: Partial<PushSenderParts> = {}, what: OutgoingMessage = message(), signal = new AbortController().signal) =>
  createPushSender({
    contact: 'mailto:vanhanh@example.com',
    hosts: [service.host],
    keys: async () => pair,
    addressPolicy: LOOPBACK,
    mayDial: () => true,
    lookup: async () => [{ address: '127.0.0.1', family: 4 }],
    now: () => NOW_MS,
    ca: service.ca,
    ...more,
  })(what, signal);

describe('a push', () => {
  it('reaches the browser encrypted, signed for that service, and says no more than a text message', async () => {
    await send();
    const { path, headers, claims, senderKey, text, bodyBytes } = service.taken.at(-1)!;
    expect(path).toBe('/browser-1');
    expect(JSON.parse(text)).toEqual({
      id: message().id,
      title: 'Mất kết nối: Ngã ba chợ 1',
      body: 'Từ 08:05. Cần làm: kiểm tra nguồn điện.',
      path: '/faults',
    });
    expect(claims).toEqual({ aud: `https://${service.host}`, exp: NOW_MS / 1000 + 12 * 3600, sub: 'mailto:vanhanh@example.com' });
    expect(senderKey).toBe(pair.publicKey);
    expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'normal' });
    expect(headers['topic']).toMatch(/^[\w-]{32}$/);
    expect(bodyBytes).toBe(16 + 5 + 65 + 512 + 16);
  });

  it('is the same message at a second try, and another for another one', async () => {
    await send();
    await send();
    await send({}, message({ id: '0199c0de-0000-7000-8000-000000000003', kind: 'alarm' }));
    const [first, second, third] = service.taken.slice(-3).map(({ headers }) => headers['topic']);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(service.taken.at(-1)!.headers['urgency']).toBe('high');
  });

  it.each([
    [404, 'invalid', 'push_gone'],
    [410, 'invalid', 'push_gone'],
    [400, 'invalid', 'push_refused'],
    [403, 'invalid', 'push_refused'],
    [413, 'too_large', 'push_too_large'],
    [429, 'rate_limited', 'push_later'],
    [500, 'conflict', 'push_failed'],
    [503, 'conflict', 'push_failed'],
  ])('ends by %i as %s/%s', async (status, kind, code) => {
    service.answer(status);
    await expect(send()).rejects.toMatchObject({ kind, code });
  });

  it('follows no redirect', async () => {
    service.answer(307, { location: `https://${service.host}/elsewhere` });
    const before = service.taken.length;
    await expect(send()).rejects.toMatchObject({ code: 'push_failed' });
    expect(service.taken).toHaveLength(before + 1);
  });

  it('is put off, without holding up others, when nothing answers, and cancelled with the worker', async () => {
    await expect(send({ lookup: () => Promise.reject(new Error('ENOTFOUND')) })).rejects.toMatchObject({ kind: 'conflict', code: 'push_unreachable' });
    // the certificate is nobody's that is known
    await expect(send({ ca: undefined })).rejects.toMatchObject({ kind: 'conflict', code: 'push_unreachable' });
    await expect(send({}, message(), AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
  });
});

describe('where a push is never dialled', () => {
  const before = () => service.taken.length;
  it('a host that the operator does not list (any more)', async () => {
    const count = before();
    await expect(send({ hosts: ['fcm.googleapis.com'] })).rejects.toMatchObject({ kind: 'invalid', code: 'push_address_refused' });
    expect(before()).toBe(count);
  });

  it.each([
    '127.0.0.1',
    '10.0.0.5',
    '192.168.1.1',
    'fd12::1',
    '64:ff9b::10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '0.0.0.0',
  ])('a listed name that leads to %s', async (address) => {
    const count = before();
    const lookup = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
    await expect(send({ addressPolicy: {}, mayDial: undefined, lookup })).rejects.toMatchObject({ kind: 'invalid', code: 'push_address_refused' });
    expect(before()).toBe(count);
  });
});
