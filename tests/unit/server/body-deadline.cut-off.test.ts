import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerBodyDeadline } from '../../../server/plugins/body-deadline-plugin.ts';

const STRICT_MS = 150;

/** A service whose bodies have to come to their end within `withinMs`. */
function service(withinMs: number): FastifyInstance {
  const app = Fastify({ requestTimeout: 0, forceCloseConnections: true });
  registerBodyDeadline(app, withinMs);
  app.addContentTypeParser('text/slow', (_request, payload, done) => done(null, payload));
  app.post('/ordinary', async () => 'read');
  app.post('/refused', { onRequest: async (_request, reply) => reply.status(403).send('no') }, async () => 'read');
  app.post('/long', { config: { slowBody: true } }, async (request) => {
    let bytes = 0;
    for await (const chunk of request.body as AsyncIterable<Buffer>) bytes += chunk.length;
    return String(bytes);
  });
  return app;
}

const [strict, patient] = [service(STRICT_MS), service(60_000)];
beforeAll(async () => {
  for (const app of [strict, patient]) await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const app of [strict, patient]) await app.close();
});

/** Sends a head and half of a body, and when the head was heard does `next`, which may send the other half; all that came back until the service ended the connection. */
async function talk(app: FastifyInstance, path: string, next: (sendRest: () => void) => void): Promise<string> {
  const headHeard = once(app.server, 'request');
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  let heard = '';
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${path === '/long' ? 'text/slow' : 'application/json'}\r\ncontent-length: 10\r\n\r\n12345`,
  );
  await headHeard;
  next(() => socket.write('67890'));
  await closed;
  return heard;
}

test('a body that does not come to its end in time is cut off', async () => expect(await talk(strict, '/ordinary', () => undefined)).not.toContain('200 OK'));

test('one that does is read', async () => expect(await talk(patient, '/ordinary', (sendRest) => sendRest())).toContain('200 OK'));

test('so is one whose rest came in time while this process was held up', async () => {
  const answer = talk(strict, '/ordinary', (sendRest) => {
    sendRest();
    const until = performance.now() + 2 * STRICT_MS;
    while (performance.now() < until);
  });
  expect(await answer).toContain('200 OK');
});

test('a route that watches over its body itself has all the time', async () =>
  expect(await talk(strict, '/long', (sendRest) => void delay(4 * STRICT_MS).then(sendRest))).toMatch(/200 OK[^]*10$/));

test('who is refused can not go on sending', async () => expect(await talk(strict, '/refused', () => undefined)).toContain('403'));
