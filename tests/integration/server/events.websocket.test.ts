import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishEvent } from '../../../db/live-events.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
let port: number;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  t = await startTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  port = (t.app.server.address() as AddressInfo).port;
});
afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  await t.close();
});

function nextMessage(
  socket: WebSocket,
  matches: (message: { topic: string; type: string; data: Record<string, unknown> }) => boolean,
): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const listen = (raw: unknown): void => {
      const message = JSON.parse(String(raw));
      if (!matches(message)) return;
      socket.off('message', listen);
      resolve(message);
    };
    socket.on('message', listen);
  });
}

async function connect(user: TestUser): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { authorization: `Bearer ${await t.token(user)}` } });
  sockets.push(socket);
  await once(socket, 'open');
  return socket;
}

async function listen(user: TestUser, topics: string[]): Promise<WebSocket> {
  const socket = await connect(user);
  const subscribed = nextMessage(socket, ({ type }) => type === 'subscribed');
  socket.send(JSON.stringify({ topics }));
  await subscribed;
  return socket;
}

test('those who may see a camera hear of it at once, others never', async () => {
  const mine = await listen('board', ['cameras']);
  const police = await listen('officer', ['cameras', 'incidents']);
  const others = await listen('otherboard', ['cameras']);
  const overheard: unknown[] = [];
  others.on('message', (raw) => overheard.push(JSON.parse(String(raw))));
  const heard = Promise.all([mine, police].map((socket) => nextMessage(socket, ({ type }) => type === 'changed')));
  const { id } = (await t.as('board', 'POST', '/cameras', cameraBody(t.world))).json();
  expect(await heard).toEqual([
    { topic: 'cameras', type: 'changed', data: { cameraId: id } },
    { topic: 'cameras', type: 'changed', data: { cameraId: id } },
  ]);
  // what was published later reaches everyone who may hear it, so nothing is still on its way to the others
  const theirs = nextMessage(others, ({ type }) => type === 'changed');
  const foreign = await t.as('otherboard', 'POST', '/cameras', cameraBody(t.world, { unitId: t.world.otherWard }));
  await theirs;
  expect(overheard).toEqual([{ topic: 'cameras', type: 'changed', data: { cameraId: foreign.json().id } }]);
});

test('of a footage request hear its board and the officers of its units, by ids only, and nobody else', async () => {
  const [mine, foreign] = await Promise.all([
    t.as('board', 'POST', '/cameras', cameraBody(t.world)),
    t.as('otherboard', 'POST', '/cameras', cameraBody(t.world, { unitId: t.world.otherWard })),
  ]);
  const event = (cameraId: string) => ({
    topic: 'requests' as const,
    type: 'updated' as const,
    data: { requestId: t.world.north, cameraId, incidentId: t.world.north, state: 'approved' },
  });
  const listeners = await Promise.all(
    (['board', 'officer', 'commander', 'otherboard', 'auditor'] as const).map((user) => listen(user, ['requests', 'incidents'])),
  );
  const heard = listeners.map((): unknown[] => []);
  for (const [index, socket] of listeners.entries()) socket.on('message', (raw) => heard[index]!.push(JSON.parse(String(raw))));
  const all = Promise.all(listeners.slice(0, 4).map((socket) => nextMessage(socket, ({ topic }) => topic === 'requests')));
  for (const { id } of [mine.json(), foreign.json()]) await publishEvent(t.db, event(id));
  await all;
  const own = [event(mine.json().id)];
  expect(heard).toEqual([own, own, own, [event(foreign.json().id)], []]);
});

test('what happened just before is told to whoever asks for it and may hear of it, with how long ago it was', async () => {
  const board = await listen('board', ['cameras']);
  const heard = nextMessage(board, ({ type }) => type === 'changed');
  const { id } = (await t.as('board', 'POST', '/cameras', cameraBody(t.world))).json();
  await heard;
  const askRecent = async (user: TestUser, topics: string[]) => {
    const socket = await connect(user);
    const told = nextMessage(socket, ({ type }) => type === 'recent');
    socket.send(JSON.stringify({ topics, recent: true }));
    const { data } = (await told) as { data: { heardForMs: number; events: { agoMs: number; event: { data: { cameraId?: string } } }[] } };
    const spans = data.events.map(({ agoMs }) => agoMs);
    expect(spans.every((agoMs) => agoMs >= 0 && agoMs <= data.heardForMs)).toBe(true);
    return data.events.map(({ event }) => event);
  };
  const created = { topic: 'cameras', type: 'changed', data: { cameraId: id } };
  const [mine, police, others, otherTopic] = await Promise.all([
    askRecent('board', ['cameras']),
    askRecent('officer', ['cameras']),
    askRecent('otherboard', ['cameras']),
    askRecent('board', ['jobs']),
  ]);
  expect(mine).toContainEqual(created);
  expect(police).toContainEqual(created);
  expect([...others, ...otherTopic]).not.toContainEqual(created);
});

test('topics that were not asked for are not sent', async () => {
  const socket = await listen('officer', ['incidents']);
  const received: string[] = [];
  socket.on('message', (raw) => received.push(JSON.parse(String(raw)).topic));
  await publishEvent(t.db, { topic: 'cameras', type: 'changed', data: { cameraId: t.world.north } });
  const incident = {
    category: 'brawl',
    occurredFrom: '2026-11-20T01:00:00Z',
    occurredTo: '2026-11-20T01:05:00Z',
    location: { type: 'Point', coordinates: [108.235, 11.795] },
  };
  const heard = nextMessage(socket, ({ topic }) => topic === 'incidents');
  await t.as('officer', 'POST', '/incidents', incident);
  await heard;
  expect(received).toEqual(['incidents']);
});

test('nonsense and unknown topics end the connection with what to send', async () => {
  for (const text of ['nonsense', '{"topics":["people"]}']) {
    const socket = await connect('board');
    socket.send(text);
    const [code] = await once(socket, 'close');
    expect(code).toBe(1008);
  }
});

test.each([
  ['another port of this host', (own: string) => own.replace(/\d+$/, '3000')],
  ['a neighbour below the same domain', () => 'http://other.127.0.0.1.example'],
  ['a page without an address', () => 'null'],
])('a page of %s hears nothing by the cookie that the browser sends along', async (_what, originOf) => {
  const own = `http://127.0.0.1:${port}`;
  const cookie = `matpho_session=${await t.token('officer')}`;
  const foreign = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { cookie, origin: originOf(own) } });
  sockets.push(foreign);
  const [error] = await once(foreign, 'error');
  expect(String(error)).toContain('403');
  const ours = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { cookie, origin: own } });
  sockets.push(ours);
  await once(ours, 'open');
});

test('without a session there is no connection', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`);
  sockets.push(socket);
  const [error] = await once(socket, 'error');
  expect(String(error)).toContain('401');
});
