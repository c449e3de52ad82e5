import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../../workers/messages/message-sender.ts';
import { createWebhookSender } from '../../../workers/messages/webhook-sender.ts';
import { startHttpResponder, type HttpResponder } from '../../support/services/http-responder.ts';

const SECRET = 'a secret of the gateway';
const NOW_MS = Date.UTC(2026, 10, 22, 1, 6);
const MESSAGE: OutgoingMessage = {
  id: '0199c0de-0000-7000-8000-000000000002',
  kind: 'alert',
  channel: 'sms',
  address: '+84912345678',
  subject: '[Mat Pho] Mat ket noi',
  text: 'Mat Pho: Mat ket noi: Ngã ba chợ 1.',
  createdAtMs: Date.UTC(2026, 10, 22, 1, 5),
};

const responders: HttpResponder[] = [];
afterEach(async () => {
  await Promise.all(responders.splice(0).map((responder) => responder.stop()));
});

async function receiver(handler: (request: IncomingMessage, response: ServerResponse) => unknown): Promise<HttpResponder> {
  const responder = await startHttpResponder(handler);
  responders.push(responder);
  return responder;
}

const send = (url: string, { deadlineMs = 5000, signal = new AbortController().signal } = {}) =>
  createWebhookSender({ url, secret: SECRET }, () => NOW_MS, deadlineMs)(MESSAGE, signal);

describe('a gateway', () => {
  it('can tell that a call is ours, whole, fresh, and the same as before', async () => {
    const bodies: string[] = [];
    const { url, requests } = await receiver(async (request, response) => {
      bodies.push(await text(request));
      response.writeHead(202).end('{}');
    });
    await send(`${url}/send?key=token`);
    await send(`${url}/send?key=token`);
    const { headers, method, url: path } = requests[0]!;
    expect([method, path, headers['content-type']]).toEqual(['POST', '/send?key=token', 'application/json; charset=utf-8']);
    expect(headers['x-matpho-timestamp']).toBe(String(NOW_MS / 1000));
    expect(headers['x-matpho-signature']).toBe(
      `sha256=${createHmac('sha256', SECRET)
        .update(`${NOW_MS / 1000}.${bodies[0]}`)
        .digest('hex')}`,
    );
    expect(headers['idempotency-key']).toBe(MESSAGE.id);
    expect(JSON.parse(bodies[0]!)).toEqual({
      version: 1,
      id: MESSAGE.id,
      channel: 'sms',
      kind: 'alert',
      to: '+84912345678',
      subject: MESSAGE.subject,
      text: MESSAGE.text,
      createdAt: '2026-11-22T01:05:00.000Z',
    });
    expect(bodies[1]).toBe(bodies[0]);
  });

  it.each([
    [400, 'webhook_refused', 'invalid'],
    [401, 'webhook_misconfigured', 'unavailable'],
    [404, 'webhook_misconfigured', 'unavailable'],
    [422, 'webhook_refused', 'invalid'],
    [429, 'webhook_later', 'rate_limited'],
    [500, 'webhook_failed', 'unavailable'],
    [503, 'webhook_failed', 'unavailable'],
  ])('that answers %i: %s', async (status, code, kind) => {
    const { url } = await receiver((_request, response) => response.writeHead(status).end('words of the gateway'));
    const failure = await send(url).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, kind });
    expect((failure as Error).message).not.toContain('words of the gateway');
  });

  it('that redirects is not followed, not even on its own host', async () => {
    const { url, requests } = await receiver((request, response) =>
      request.url === '/elsewhere' ? response.writeHead(200).end() : response.writeHead(307, { location: '/elsewhere' }).end(),
    );
    await expect(send(url)).rejects.toMatchObject({ code: 'webhook_misconfigured' });
    expect(requests).toHaveLength(1);
  });

  it('that answers without end is cut off, and its answer counts', async () => {
    const { url } = await receiver((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'.repeat(4096)), 5);
      response.on('close', () => clearInterval(timer));
    });
    await send(url);
  });

  it('that never answers, or breaks off, is given up', async () => {
    const silent = await receiver(() => undefined);
    await expect(send(silent.url, { deadlineMs: 200 })).rejects.toMatchObject({ code: 'webhook_timeout', kind: 'timeout' });
    const broken = await receiver((request) => request.socket.destroy());
    await expect(send(broken.url)).rejects.toMatchObject({ code: 'webhook_unreachable', kind: 'unreachable' });
    await broken.stop();
    await expect(send(broken.url)).rejects.toMatchObject({ code: 'webhook_unreachable' });
  });

  it('is left at once when the service stops', async () => {
    const { url, requests } = await receiver(() => undefined);
    const stop = new AbortController();
    const sending = send(url, { signal: stop.signal });
    await expect.poll(() => requests.length).toBe(1);
    stop.abort();
    await expect(sending).rejects.toMatchObject({ kind: 'cancelled' });
  });
});
