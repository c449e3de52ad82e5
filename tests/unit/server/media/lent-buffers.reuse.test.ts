import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLentBuffers, LENT_BYTES } from '../../../../server/media/lent-buffers.ts';

let server: Server;
/** The buffer of each answer, by its path. */
let lent: Map<string, Buffer>;

beforeEach(async () => {
  lent = new Map();
  const buffers = createLentBuffers();
  server = createServer((request, answer) => {
    const bytes = buffers.lend(answer);
    if (bytes === undefined) return void answer.writeHead(503).end();
    lent.set(request.url!, bytes);
    if (request.url!.startsWith('/held/')) return answer.flushHeaders();
    bytes.fill(request.url!.slice(-1));
    // more than the system takes while nobody reads
    answer.setHeader('content-length', COPIES * bytes.length);
    for (let n = 1; n < COPIES; n++) answer.write(bytes);
    answer.end(bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const COPIES = 16;
const ask = (path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, path, agent: false }, resolve).on('error', reject);
  });

it('a buffer serves the next answer once the system has all of the one before, and none while its bytes are being sent', async () => {
  const slow = await ask('/a');
  const quick = await buffer(await ask('/b'));
  expect(quick.equals(Buffer.alloc(COPIES * LENT_BYTES, 'b'))).toBe(true);
  await buffer(await ask('/c'));
  expect(lent.get('/c')).toBe(lent.get('/b'));
  expect(lent.get('/c')).not.toBe(lent.get('/a'));
  expect((await buffer(slow)).equals(Buffer.alloc(COPIES * LENT_BYTES, 'a'))).toBe(true);
});

it('a buffer whose answer was cut off is not lent again', async () => {
  const cut = await ask('/a');
  const closed = once(cut.socket, 'close');
  cut.destroy();
  await closed;
  await buffer(await ask('/b'));
  expect(lent.get('/b')).not.toBe(lent.get('/a'));
});

it('no more than 64 are lent at once, and those who read nothing give theirs back with their connection', async () => {
  const waiting = await Promise.all(Array.from({ length: 64 }, (_, n) => ask(`/held/${n}`)));
  expect(waiting.every(({ statusCode }) => statusCode === 200)).toBe(true);
  expect((await ask('/b')).statusCode).toBe(503);
  const [cut] = waiting as [IncomingMessage];
  const closed = once(cut.socket, 'close');
  cut.destroy();
  await closed;
  await expect.poll(async () => (await ask('/c')).statusCode).toBe(200);
});

it('nothing is lent to an answer that waits behind another on its connection, which would never give it back', async () => {
  const asked: string[] = [];
  server.on('request', ({ url }) => asked.push(url!));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(['/held/1', '/b', '/c'].map((path) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`).join(''));
  await expect.poll(() => asked).toEqual(['/held/1', '/b', '/c']);
  expect([...lent.keys()]).toEqual(['/held/1']);
  socket.destroy();
});
