import { connect, type AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerBodyDeadline } from '../../../server/plugins/body-deadline-plugin.ts';

const app = Fastify({ requestTimeout: 0, forceCloseConnections: true });
beforeAll(async () => {
  registerBodyDeadline(app, 150);
  app.addContentTypeParser('text/slow', (_request, payload, done) => done(null, payload));
  app.post('/ordinary', async () => 'read');
  app.post('/refused', { onRequest: async (_request, reply) => reply.status(403).send('no') }, async () => 'read');
  app.post('/long', { config: { slowBody: true } }, async (request) => {
    let bytes = 0;
    for await (const chunk of request.body as AsyncIterable<Buffer>) bytes += chunk.length;
    return String(bytes);
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

/** Sends a head and half of a body, and the other half after `pauseMs`; all that came back until the connection ended. */
function talk(path: string, pauseMs: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: ${path === '/long' ? 'text/slow' : 'application/json'}\r\ncontent-length: 10\r\n\r\n12345`,
    );
    setTimeout(() => socket.write('67890'), pauseMs);
  });
}

test('a body that does not come to its end in time is cut off', async () => expect(await talk('/ordinary', 600)).not.toContain('200 OK'));

test('one that does is read', async () => expect(await talk('/ordinary', 10)).toContain('200 OK'));

test('a route that watches over its body itself has all the time', async () => expect(await talk('/long', 600)).toMatch(/200 OK[^]*10$/));

test('who is refused can not go on sending', async () => {
  const startedMs = performance.now();
  expect(await talk('/refused', 2000)).toContain('403');
  expect(performance.now() - startedMs).toBeLessThan(1500);
});
