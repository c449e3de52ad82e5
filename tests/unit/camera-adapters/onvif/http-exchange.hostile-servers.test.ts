import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { withContactDeadline } from '../../../../camera-adapters/contact-deadline.ts';
import { httpExchange } from '../../../../camera-adapters/onvif/http-exchange.ts';
import type { HttpReply } from '../../../../camera-adapters/onvif/http-exchange.ts';
import { settlesWithin } from '../../../support/settles-within.ts';

const releases: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

/** A server that reads one request and then does what `answer` says; `heard` holds the requests. */
async function serve(answer: (socket: net.Socket) => void): Promise<{ port: number; heard: string[]; closed: () => Promise<void> }> {
  const heard: string[] = [];
  const sockets = new Set<net.Socket>();
  const closings: Promise<unknown>[] = [];
  const server = net.createServer((socket) => {
    sockets.add(socket);
    closings.push(new Promise((done) => socket.once('close', done)));
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      heard.push(String(data));
      answer(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  releases.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  });
  return { port: (server.address() as AddressInfo).port, heard, closed: async () => void (await Promise.all(closings)) };
}

function exchange(port: number, options: { signal?: AbortSignal; deadlineMs?: number; maxBodyBytes?: number } = {}): Promise<HttpReply> {
  const context = { signal: options.signal ?? new AbortController().signal, deadlineMs: options.deadlineMs ?? 30_000 };
  const origin = { pinned: { host: 'cam.lan', address: '127.0.0.1', family: 4 as const, port }, secure: false };
  return withContactDeadline(context, (deadline) =>
    httpExchange(
      { origin, method: 'POST', target: '/x?y=1', headers: { 'X-Own': '1' }, body: 'chào', maxBodyBytes: options.maxBodyBytes ?? 1_000 },
      { deadline, now: Date.now },
    ),
  );
}

test('sends one request with the canonical host and reads the reply', async () => {
  const server = await serve((socket) =>
    socket.end('HTTP/1.1 401 No\r\nWWW-Authenticate: Digest a="1"\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 2\r\n\r\nhi'),
  );
  const reply = await exchange(server.port);
  expect(reply).toMatchObject({ status: 401, isTrusted: true });
  expect(reply.header('www-authenticate')).toEqual(['Digest a="1"', 'Basic realm="x"']);
  expect(reply.body.toString()).toBe('hi');
  expect(reply.roundTripMs).toBeGreaterThan(0);
  const [request = ''] = server.heard;
  expect(request).toMatch(/^POST \/x\?y=1 HTTP\/1\.1\r\n/);
  expect(request).toContain(`Host: cam.lan:${server.port}\r\n`);
  expect(request).toContain('Content-Length: 5\r\n');
  await server.closed();
});

test('does not follow a redirect', async () => {
  const other = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'));
  const server = await serve((socket) => socket.end(`HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${other.port}/\r\nContent-Length: 0\r\n\r\n`));
  expect((await exchange(server.port)).status).toBe(302);
  expect(other.heard).toEqual([]);
});

test.each([
  ['a length above the cap', 'HTTP/1.1 200 OK\r\nContent-Length: 300000000\r\n\r\nabc', 'too_large'],
  ['a body without end', null, 'too_large'],
  ['a compressed body', 'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc', 'encoded'],
  ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.2\r\n', 'malformed'],
  ['a switch to another protocol', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'malformed'],
  ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\nabc', 'malformed'],
  ['headers without end', `HTTP/1.1 200 OK\r\n${'X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(2_000)}`, 'malformed'],
])('%s is bad_answer, and the connection is closed', async (_what, bytes, reason) => {
  const server = await serve((socket) => {
    if (bytes !== null) socket.write(bytes);
    else pour(socket);
  });
  await expect(exchange(server.port)).rejects.toMatchObject({ kind: 'camera', code: 'bad_answer', details: { reason } });
  await server.closed();
});

function pour(socket: net.Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n\r\n');
  const more = (): void => {
    while (socket.writable && socket.write('x'.repeat(65_536)));
  };
  socket.on('drain', more);
  more();
}

test.each([
  ['a body shorter than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
  ['a chunked body that stops', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
])('%s is cut short', async (_what, bytes) => {
  const server = await serve((socket) => socket.end(bytes));
  await expect(exchange(server.port)).rejects.toMatchObject({ kind: 'camera', code: 'bad_answer', details: { reason: 'cut_short' } });
});

test('a connection closed without an answer is unreachable', async () => {
  const server = await serve((socket) => socket.destroy());
  await expect(exchange(server.port)).rejects.toMatchObject({ kind: 'unreachable', code: 'camera_unreachable' });
});

test.each([
  ['before the head', ''],
  ['inside the head', 'HTTP/1.1 200 OK\r\nX-'],
  ['inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
])('silence %s ends with the deadline, and the connection is closed', async (_what, bytes) => {
  const server = await serve((socket) => void socket.write(bytes));
  await expect(exchange(server.port, { deadlineMs: 150 })).rejects.toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
  await server.closed();
});

test('a trickle of bytes does not put off the deadline', async () => {
  const server = await serve((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
    const timer = setInterval(() => socket.write('x'), 20);
    socket.once('close', () => clearInterval(timer));
  });
  const contact = exchange(server.port, { deadlineMs: 200, maxBodyBytes: 200_000 });
  expect(await settlesWithin(contact, 2_000)).toBe(true);
  await expect(contact).rejects.toMatchObject({ code: 'camera_timeout' });
  await server.closed();
});

test('an abort ends it at once and closes the connection', async () => {
  const abort = new AbortController();
  const server = await serve(() => abort.abort());
  await expect(exchange(server.port, { signal: abort.signal })).rejects.toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
  await server.closed();
});
