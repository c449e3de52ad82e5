import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { vietnamDay } from '../../../domain/vietnam-day.ts';
import { readTile } from '../../support/map/read-tile.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const DAY_MS = 86_400_000;
const PLACES = [
  [108.2351, 11.795],
  [108.2353, 11.795],
  [108.2355, 11.795],
] as const;
let t: TestApp;
const ids: string[] = [];

/** The tile at a zoom that the first camera hangs in. */
function tileAt(z: number): string {
  const [lon, lat] = PLACES[0];
  const radians = (lat * Math.PI) / 180;
  const x = Math.floor(((lon + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2) * 2 ** z);
  return `/coverage/tiles/${z}/${x}/${y}`;
}
const fetchTile = (user: TestUser, path: string, headers: Record<string, string> = {}) => t.as(user, 'GET', path, undefined, headers);
const layersOf = async (user: TestUser, path: string) => readTile((await fetchTile(user, path)).rawPayload);

beforeAll(async () => {
  t = await startTestApp();
  for (const [nth, coordinates] of PLACES.entries()) {
    const placement = {
      ...(cameraBody(t.world)['placement'] as object),
      position: { type: 'Point', coordinates },
      validFrom: new Date(t.clock.now() - 10 * DAY_MS).toISOString(),
    };
    ids.push((await t.as('board', 'POST', '/cameras', cameraBody(t.world, { name: `Mắt ${nth}`, placement }))).json().id);
  }
  await t.db.run(sql`UPDATE camera_state SET overall = 'online', reachable = 'up', picture = 'ok' WHERE camera_id = ${ids[0]}`);
  await t.db.run(sql`UPDATE camera_state SET overall = 'offline', reachable = 'down', picture = 'ok' WHERE camera_id = ${ids[1]}`);
  await t.db.run(sql`UPDATE camera_state SET overall = 'degraded', reachable = 'up', picture = 'covered' WHERE camera_id = ${ids[2]}`);
});
afterAll(() => t.close());

test('near, each camera is a feature with its state, and what it sees tells whether it works', async () => {
  const { camera, coverage } = await layersOf('commander', tileAt(15));
  expect(new Set(camera!.map(({ id, state, works }) => `${id} ${state} ${works}`))).toEqual(
    new Set([`${ids[0]} online true`, `${ids[1]} offline false`, `${ids[2]} degraded false`]),
  );
  expect(new Set(coverage!.map(({ cameraId, works }) => `${cameraId} ${works}`))).toEqual(new Set([`${ids[0]} true`, `${ids[1]} false`, `${ids[2]} false`]));
});

test('far away they are gathered and counted by state, without names or ids; one alone is itself', async () => {
  const { camera, coverage } = await layersOf('commander', tileAt(8));
  expect(coverage ?? []).toEqual([]);
  expect(camera).toEqual([{ count: 3, working: 1, draft: 0, online: 1, degraded: 1, offline: 1, maintenance: 0, unknown: 0 }]);
  await t.db.run(sql`UPDATE camera SET retired_at = now() WHERE id IN (${ids[1]}, ${ids[2]})`);
  try {
    expect((await layersOf('commander', tileAt(8)))['camera']).toEqual([expect.objectContaining({ id: ids[0], state: 'online', works: true, name: 'Mắt 0' })]);
  } finally {
    await t.db.run(sql`UPDATE camera SET retired_at = NULL WHERE id IN (${ids[1]}, ${ids[2]})`);
  }
});

test('neighbouring tiles count no camera twice', async () => {
  const [, , , z, x, y] = tileAt(8).split('/');
  const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `/coverage/tiles/${z}/${Number(x) + dx}/${Number(y) + dy}`));
  const counts = await Promise.all(around.map(async (path) => ((await layersOf('commander', path))['camera'] ?? []).map(({ count }) => Number(count ?? 1))));
  expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(3);
});

test('as at an earlier day: states and placements of then', async () => {
  const day = (days: number) => vietnamDay(t.clock.now() - days * DAY_MS);
  const then = await layersOf('commander', `${tileAt(15)}?asOf=${day(5)}`);
  expect(then['camera']!.map(({ state, works }) => [state, works])).toEqual([
    ['unknown', false],
    ['unknown', false],
    ['unknown', false],
  ]);
  expect(await layersOf('commander', `${tileAt(15)}?asOf=${day(12)}`)).toEqual(await layersOf('othercommander', tileAt(15)));
});

test('gathered as at an earlier day they are counted by the states of then, as the summary counts them', async () => {
  const history = [
    [ids[0], 'reachable', 'down'],
    [ids[1], 'reachable', 'up'],
    [ids[2], 'reachable', 'up'],
    [ids[2], 'picture', 'blurred'],
  ] as const;
  const during = [7, 3].map((days) => new Date(t.clock.now() - days * DAY_MS));
  for (const [id, facet, state] of history)
    await t.db.run(sql`INSERT INTO camera_state_interval (camera_id, facet, state, during)
      VALUES (${id}, ${facet}, ${state}, tstzrange(${during[0]}, ${during[1]}))`);
  try {
    const none = { draft: 0, online: 0, degraded: 0, offline: 0, maintenance: 0, unknown: 0 };
    for (const [daysAgo, expected] of [
      [5, { count: 3, working: 1, ...none, online: 1, degraded: 1, offline: 1 }],
      [2, { count: 3, working: 0, ...none, unknown: 3 }],
    ] as const) {
      const asOf = `asOf=${vietnamDay(t.clock.now() - daysAgo * DAY_MS)}`;
      expect((await layersOf('commander', `${tileAt(8)}?${asOf}`))['camera'], asOf).toEqual([expected]);
      const { total, working, byState } = (await t.as('commander', 'GET', `/coverage/summary?${asOf}`)).json();
      expect({ count: total, working, ...byState }, asOf).toEqual(expected);
    }
  } finally {
    await t.db.run(sql`DELETE FROM camera_state_interval WHERE camera_id IN (${ids[0]}, ${ids[1]}, ${ids[2]}) AND lower(during) = ${during[0]}`);
  }
});

test('nobody else’s cameras, far or near', async () => {
  for (const z of [8, 15])
    for (const user of ['othercommander', 'otherofficer', 'board2', 'otherboard'] as const)
      expect((await layersOf(user, tileAt(z)))['camera'] ?? [], `${user} ${z}`).toEqual([]);
});

test('a tile is asked for anew each time and sent only when it is another one, to each person their own', async () => {
  const first = await fetchTile('commander', tileAt(15));
  expect(first.headers).toMatchObject({ 'content-type': 'application/vnd.mapbox-vector-tile', 'cache-control': 'private, no-cache' });
  const tag = { 'if-none-match': first.headers.etag! };
  const again = await fetchTile('commander', tileAt(15), tag);
  expect([again.statusCode, again.rawPayload.length, again.headers.etag]).toEqual([304, 0, first.headers.etag]);
  expect((await fetchTile('othercommander', tileAt(15), tag)).statusCode).toBe(200);
  await t.db.run(sql`UPDATE camera_state SET overall = 'offline', reachable = 'down' WHERE camera_id = ${ids[0]}`);
  expect((await fetchTile('commander', tileAt(15), tag)).statusCode).toBe(200);
});

test('a tile that is not there is refused, after the question who asks', async () => {
  for (const path of ['21/0/0', '3/8/0', '3/0/8', '-1/0/0', '3/1.5/0', 'x/0/0', '3/1e1/0'])
    expect((await fetchTile('commander', `/coverage/tiles/${path}`)).statusCode, path).toBe(422);
  expect((await t.anonymous('GET', '/coverage/tiles/99/0/0')).statusCode).toBe(401);
  expect((await fetchTile('auditor', '/coverage/tiles/99/0/0')).statusCode).toBe(403);
});
