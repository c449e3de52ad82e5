import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { connectPinned } from '../../../camera-adapters/network-policy.ts';
import type { PinnedAddress } from '../../../camera-adapters/network-policy.ts';

const releases: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function listen(onConnection: (socket: net.Socket) => void = () => undefined): Promise<PinnedAddress> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  releases.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  });
  return pinnedTo((server.address() as AddressInfo).port);
}

const pinnedTo = (port: number): PinnedAddress => ({ host: 'cam.lan', address: '127.0.0.1', family: 4, port });

async function closedPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

test('connects to the pinned address, not to the name', async () => {
  const pinned = await listen((socket) => socket.write('hello'));
  const socket = await connectPinned(pinned, { signal: new AbortController().signal, deadlineMs: 30_000 });
  expect(socket.remoteAddress).toBe('127.0.0.1');
  expect(socket.remotePort).toBe(pinned.port);
  const [data] = await once(socket, 'data');
  expect(String(data)).toBe('hello');
  socket.destroy();
});

test('a closed port is connection_refused', async () => {
  const pinned = pinnedTo(await closedPort());
  await expect(connectPinned(pinned, { signal: new AbortController().signal, deadlineMs: 30_000 })).rejects.toMatchObject({
    kind: 'unreachable',
    code: 'connection_refused',
  });
});

test('a handshake that never ends is camera_timeout, and the socket is closed', async () => {
  const seen: Promise<void>[] = [];
  // `once` of node:events would reject with an error of the socket, before anybody looks
  const pinned = await listen((socket) => seen.push(new Promise((resolve) => socket.resume().once('close', () => resolve()))));
  const contact = connectPinned(pinned, { signal: new AbortController().signal, deadlineMs: 150, tls: { requireTrusted: false } });
  await expect(contact).rejects.toMatchObject({ kind: 'timeout', code: 'camera_timeout' });
  // the system makes the connection, and may have told us later of it than of the deadline
  await expect.poll(() => seen.length).toBe(1);
  await Promise.all(seen);
});

test('an abort ends a handshake at once, and one before the start opens nothing', async () => {
  let connections = 0;
  const abort = new AbortController();
  const pinned = await listen(() => {
    connections += 1;
    abort.abort();
  });
  const contact = connectPinned(pinned, { signal: abort.signal, deadlineMs: 30_000, tls: { requireTrusted: false } });
  await expect(contact).rejects.toMatchObject({ kind: 'cancelled', code: 'contact_cancelled' });
  await expect(connectPinned(pinned, { signal: abort.signal, deadlineMs: 30_000 })).rejects.toMatchObject({ code: 'contact_cancelled' });
  expect(connections).toBe(1);
});

test('a port that speaks no TLS is tls_failed', async () => {
  const pinned = await listen((socket) => socket.end('RTSP/1.0 400 Bad Request\r\n\r\n'));
  await expect(connectPinned(pinned, { signal: new AbortController().signal, deadlineMs: 30_000, tls: { requireTrusted: false } })).rejects.toMatchObject({
    kind: 'camera',
    code: 'tls_failed',
  });
});

test('a peer that hangs up during the handshake is camera_unreachable', async () => {
  const pinned = await listen((socket) => socket.destroy());
  await expect(connectPinned(pinned, { signal: new AbortController().signal, deadlineMs: 30_000, tls: { requireTrusted: false } })).rejects.toMatchObject({
    kind: 'unreachable',
    code: 'camera_unreachable',
  });
});
