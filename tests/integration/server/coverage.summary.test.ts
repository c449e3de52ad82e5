import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CameraState } from '../../../domain/camera-terms.ts';
import { FACET_STATES } from '../../../domain/health-facet.ts';
import { overallState } from '../../../domain/overall-state.ts';
import { cameraWorks } from '../../../domain/coverage/camera-works.ts';
import { vietnamDay } from '../../../domain/vietnam-day.ts';
import { CAMERA_WORKS, OVERALL_STATE } from '../../../db/repositories/camera-as-at.ts';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody, startTestApp, TEST_PASSWORD, type TestApp, type TestUser } from '../../support/test-app.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let t: TestApp;
/** alive: north, up all the time. dead: north, down since two days. covered: south, its lens is. revived: south, down ten days ago until yesterday. gone: south, retired yesterday. foreign: of the other ward. */
const ids: Record<'alive' | 'dead' | 'covered' | 'revived' | 'gone' | 'foreign', string> = {
  alive: '',
  dead: '',
  covered: '',
  revived: '',
  gone: '',
  foreign: '',
};

const ago = (ms: number): Date => new Date(t.clock.now() - ms);
const dayAgo = (days: number): string => vietnamDay(t.clock.now() - days * DAY_MS);
const get = async (user: TestUser, path: string) => (await t.as(user, 'GET', path)).json();

async function addCamera(user: TestUser, unitId: string, lon: number, bornMs: number): Promise<string> {
  const placement = {
    ...(cameraBody(t.world)['placement'] as object),
    position: { type: 'Point', coordinates: [lon, 11.785] },
    validFrom: ago(bornMs).toISOString(),
  };
  const answer = await t.as(user, 'POST', '/cameras', cameraBody(t.world, { unitId, placement, siteName: `Điểm ${lon}`, notice: { postedAt: '2025-01-01' } }));
  expect(answer.statusCode, answer.body).toBe(201);
  const { id } = answer.json();
  await t.db.run(sql`UPDATE camera SET created_at = ${ago(bornMs)} WHERE id = ${id}`);
  return id;
}

/** Writes a facet's history: states with the time before now in which each begins; the last goes on. */
async function setHistory(id: string, facet: 'reachable' | 'picture', steps: readonly (readonly [string, number])[]): Promise<void> {
  for (const [nth, [state, fromMs]] of steps.entries()) {
    const to = steps[nth + 1]?.[1];
    await t.db.run(
      sql`INSERT INTO camera_state_interval (camera_id, facet, state, during) VALUES (${id}, ${facet}, ${state}, tstzrange(${ago(fromMs)}, ${to === undefined ? null : ago(to)}))`,
    );
  }
}

async function setState(id: string, overall: CameraState, reachable: string, picture: string): Promise<void> {
  await t.db.run(sql`UPDATE camera_state SET overall = ${overall}, reachable = ${reachable}, picture = ${picture} WHERE camera_id = ${id}`);
}

async function addIncident(category: string, fromMs: number): Promise<string> {
  const body = {
    category,
    occurredFrom: ago(fromMs).toISOString(),
    occurredTo: ago(fromMs - 60_000).toISOString(),
    location: { type: 'Point', coordinates: [108.235, 11.795] },
  };
  const answer = await t.as('officer', 'POST', '/incidents', body);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

beforeAll(async () => {
  t = await startTestApp();
  const { north, south, otherWard } = t.world;
  ids.alive = await addCamera('admin', north, 108.231, 40 * DAY_MS);
  ids.dead = await addCamera('admin', north, 108.232, 40 * DAY_MS);
  ids.covered = await addCamera('admin', south, 108.233, 40 * DAY_MS);
  ids.revived = await addCamera('admin', south, 108.234, 40 * DAY_MS);
  ids.gone = await addCamera('admin', south, 108.2345, 40 * DAY_MS);
  ids.foreign = await addCamera('admin', otherWard, 108.265, 40 * DAY_MS);
  await setHistory(ids.alive, 'reachable', [['up', 39 * DAY_MS]]);
  await setHistory(ids.dead, 'reachable', [
    ['up', 39 * DAY_MS],
    ['down', 2 * DAY_MS],
  ]);
  await setHistory(ids.covered, 'reachable', [['up', 39 * DAY_MS]]);
  await setHistory(ids.covered, 'picture', [
    ['ok', 39 * DAY_MS],
    ['covered', 3 * DAY_MS],
  ]);
  await setHistory(ids.revived, 'reachable', [
    ['up', 39 * DAY_MS],
    ['down', 10 * DAY_MS],
    ['up', DAY_MS],
  ]);
  await setState(ids.alive, 'online', 'up', 'ok');
  await setState(ids.dead, 'offline', 'down', 'ok');
  await setState(ids.covered, 'degraded', 'up', 'covered');
  await setState(ids.revived, 'online', 'up', 'ok');
  await t.db.run(sql`UPDATE camera SET retired_at = ${ago(DAY_MS)} WHERE id = ${ids.gone}`);
  await t.as('admin', 'POST', `/cameras/${ids.alive}/placements`, {
    ...(cameraBody(t.world)['placement'] as object),
    bearingDeg: 200,
    validFrom: ago(2 * DAY_MS).toISOString(),
  });
});
afterAll(() => t.close());

test('the state as SQL is the domain’s, for all that facets can be', async () => {
  const rows = await t.db.rows<{
    draft: boolean;
    maintenance: boolean;
    reachable: 'up';
    picture: 'ok';
    recording: 'ok';
    clock: 'ok';
    overall: CameraState;
    works: boolean;
  }>(
    sql`SELECT f.*, st.overall, ${CAMERA_WORKS} AS works FROM (SELECT * FROM (VALUES (true), (false)) AS d (draft), (VALUES (true), (false)) AS m (maintenance), unnest(${FACET_STATES.reachable}::text[]) AS reachable,
        unnest(${FACET_STATES.picture}::text[]) AS picture, unnest(${FACET_STATES.recording}::text[]) AS recording, unnest(${FACET_STATES.clock}::text[]) AS clock) f
      CROSS JOIN LATERAL (SELECT ${OVERALL_STATE} AS overall, f.picture) st`,
  );
  expect(rows).toHaveLength(2 * 2 * 3 * 7 * 4 * 3);
  for (const { overall, works, ...facts } of rows) {
    expect(overall, JSON.stringify(facts)).toBe(overallState(facts));
    expect(works, JSON.stringify(facts)).toBe(cameraWorks(overall, facts.picture));
  }
});

describe('now', () => {
  test('cameras by unit and state; what does not work is told apart, what is retired is not counted', async () => {
    const { total, byState, working, groups, units, unit, moreUnits } = await get('commander', '/coverage/summary');
    expect({ total, byState, working, groups, moreUnits, unit: unit.id }).toEqual({
      total: 4,
      byState: { draft: 0, online: 2, degraded: 1, offline: 1, maintenance: 0, unknown: 0 },
      working: 2,
      groups: { taking: 2, all: 2 },
      moreUnits: false,
      unit: t.world.ward,
    });
    expect(units.map((row: { id: string; total: number; working: number; groups: object }) => [row.id, row.total, row.working, row.groups])).toEqual([
      [t.world.north, 2, 1, { taking: 1, all: 1 }],
      [t.world.south, 2, 1, { taking: 1, all: 1 }],
    ]);
  });

  test('what changed in the week, by unit and in all', async () => {
    const { changes, units, from, days } = await get('commander', '/coverage/summary');
    expect(changes).toEqual({ added: 0, retired: 1, went_dead: 1, came_back: 1, turned: 1 });
    expect(units.map((row: { changes: object }) => row.changes)).toEqual([
      { added: 0, retired: 0, went_dead: 1, came_back: 0, turned: 1 },
      { added: 0, retired: 1, went_dead: 0, came_back: 1, turned: 0 },
    ]);
    expect([days, vietnamDay(Date.parse(from))]).toEqual([7, dayAgo(6)]);
    // 31 days: down ten days ago and back since is no change any more
    expect((await get('commander', '/coverage/summary?days=31')).changes).toMatchObject({ came_back: 0, went_dead: 1 });
  });

  test('uptime is the share of the known time, weighed by cameras', async () => {
    const { uptimeRatio, knownRatio, units, from, at } = await get('commander', '/coverage/summary');
    const weekMs = Date.parse(at) - Date.parse(from);
    const [north, south] = units as { uptimeRatio: number }[];
    expect(north!.uptimeRatio).toBeCloseTo((weekMs + (weekMs - 2 * DAY_MS)) / (2 * weekMs), 6);
    expect(south!.uptimeRatio).toBeCloseTo((weekMs + DAY_MS) / (2 * weekMs), 6);
    expect(uptimeRatio).toBeCloseTo((2 * weekMs + (weekMs - 2 * DAY_MS) + DAY_MS) / (4 * weekMs), 6);
    // the retired one was in service and never known
    expect(knownRatio).toBeCloseTo((4 * weekMs) / (5 * weekMs - DAY_MS), 6);
  });

  test('incidents by category: gatherings count, merged reports do not, and neither do those of others', async () => {
    await addIncident('brawl', 2 * DAY_MS);
    const twin = await addIncident('brawl', 2 * DAY_MS);
    const kept = await addIncident('disorderly_gathering', 3 * DAY_MS);
    expect(kept).toBeTruthy();
    const into = await addIncident('brawl', 3 * DAY_MS + HOUR_MS);
    await t.db.run(
      sql`INSERT INTO incident_merge (id, incident_id, into_incident_id, reason, merged_by) SELECT ${newId()}, ${twin}, ${into}, 'Cùng một vụ', entered_by FROM incident WHERE id = ${twin}`,
    );
    await addIncident('theft', 20 * DAY_MS);
    const { incidents, units } = await get('commander', '/coverage/summary');
    expect(incidents).toMatchObject({ brawl: 2, disorderly_gathering: 1, theft: 0 });
    expect(units[0].incidents).toMatchObject({ brawl: 2, disorderly_gathering: 1 });
    expect((await get('commander', '/coverage/summary?days=31')).incidents).toMatchObject({ theft: 1 });
    expect((await get('othercommander', '/coverage/summary')).incidents).toMatchObject({ brawl: 0, disorderly_gathering: 0 });
    // who may not read incidents gets no numbers of them
    for (const user of ['board', 'admin'] as const) expect((await get(user, '/coverage/summary')).incidents, user).toBeNull();
    // a key for programs holds no cases, whoever's it is
    const made = await t.as('commander', 'POST', '/account/api-keys', { name: 'Bảng số liệu', actions: ['coverage.read'], days: 30, password: TEST_PASSWORD });
    const byKey = async (path: string) => (await t.anonymous('GET', path, undefined, { authorization: `Bearer ${made.json().token}` })).json();
    expect(await byKey('/coverage/summary')).toMatchObject({ total: 4, incidents: null });
    expect((await byKey('/coverage/trend')).months).toBeNull();
    const months = (await get('commander', '/coverage/trend')).months as { month: string; byCategory: Record<string, number> }[];
    expect(months).toHaveLength(12);
    expect(months.reduce((sum, { byCategory }) => sum + byCategory['brawl']! + byCategory['disorderly_gathering']!, 0)).toBe(3);
    expect((await get('board', '/coverage/trend')).months).toBeNull();
  });

  test('a board sees its own cameras only, an administrator everything, and nobody a unit out of reach', async () => {
    // cameras belong to the board of their neighbourhood
    expect(await get('board', '/coverage/summary')).toMatchObject({ total: 2, unit: { id: t.world.north }, groups: { taking: 1, all: 1 } });
    expect((await get('board', '/coverage/cameras')).items.map(({ unitId }: { unitId: string }) => unitId)).toEqual([t.world.north, t.world.north]);
    expect((await get('admin', '/coverage/summary')).total).toBe(5);
    expect(await get('othercommander', `/coverage/summary?unitId=${t.world.ward}`)).toMatchObject({
      total: 0,
      units: [],
      unit: null,
      groups: { taking: 0, all: 0 },
    });
    expect(await get('othercommander', `/coverage/cameras?unitId=${t.world.ward}`)).toEqual({ items: [], nextCursor: null });
    expect(await get('commander', `/coverage/summary?unitId=${t.world.south}`)).toMatchObject({
      total: 2,
      units: [],
      above: [{ id: t.world.ward }],
      unit: { id: t.world.south },
    });
  });
});

describe('as at an earlier day', () => {
  test('states, retired cameras and changes are those of that day', async () => {
    const then = await get('commander', `/coverage/summary?asOf=${dayAgo(5)}`);
    expect(then).toMatchObject({
      total: 5,
      working: 3,
      byState: { online: 3, offline: 1, unknown: 1 },
      changes: { went_dead: 1, came_back: 0, retired: 0, turned: 0 },
    });
    const before = await get('commander', `/coverage/summary?asOf=${dayAgo(45)}`);
    expect(before).toMatchObject({ total: 0, working: 0, uptimeRatio: null, knownRatio: null, groups: { taking: 0, all: 2 } });
  });

  test('a camera that is registered later with an earlier placement is counted and told', async () => {
    const late = await addCamera('admin', t.world.north, 108.2355, 20 * DAY_MS);
    await t.db.run(sql`UPDATE camera SET created_at = ${ago(HOUR_MS)} WHERE id = ${late}`);
    const then = await get('commander', `/coverage/summary?asOf=${dayAgo(5)}`);
    expect([then.total, then.enteredLater]).toEqual([6, 1]);
    const listed = async (query: string): Promise<string[]> =>
      (await get('commander', `/coverage/cameras?entered=later&${query}`)).items.map(({ id }: { id: string }) => id);
    expect(await listed(`asOf=${dayAgo(5)}`)).toEqual([late]);
    expect(await listed(`asOf=${dayAgo(5)}&sort=uptime`)).toEqual([late]);
    expect(await listed(`asOf=${dayAgo(5)}&unitId=${t.world.south}`)).toEqual([]);
    // now nothing was entered later than now
    expect(await listed('')).toEqual([]);
    expect((await t.as('commander', 'GET', '/coverage/cameras?entered=never')).statusCode).toBe(422);
    await t.db.run(sql`UPDATE camera SET retired_at = ${ago(0)} WHERE id = ${late}`);
  });

  test('a day to come is refused, and so is what is no day', async () => {
    for (const path of ['summary', 'trend', 'cameras', 'groups', 'tiles/3/6/3']) {
      expect((await t.as('commander', 'GET', `/coverage/${path}?asOf=${dayAgo(-1)}`)).json().code, path).toBe('as_of_in_future');
      expect((await t.as('commander', 'GET', `/coverage/${path}?asOf=hôm-qua`)).statusCode, path).toBe(422);
    }
    expect((await t.as('commander', 'GET', '/coverage/summary?days=400')).statusCode).toBe(422);
  });
});

describe('the cameras behind a number', () => {
  const listed = async (query: string): Promise<string[]> =>
    (await get('commander', `/coverage/cameras?${query}`)).items.map(({ id }: { id: string }) => id).toSorted();
  const expected = (...names: (keyof typeof ids)[]): string[] => names.map((name) => ids[name]).toSorted();

  test('are as many as it says, each by its filter', async () => {
    expect(await listed('')).toEqual(expected('alive', 'dead', 'covered', 'revived'));
    expect(await listed('state=offline')).toEqual(expected('dead'));
    expect(await listed('works=true')).toEqual(expected('alive', 'revived'));
    expect(await listed('works=false')).toEqual(expected('dead', 'covered'));
    expect(await listed(`unitId=${t.world.south}`)).toEqual(expected('covered', 'revived'));
    expect(await listed('change=went_dead')).toEqual(expected('dead'));
    expect(await listed('change=came_back')).toEqual(expected('revived'));
    expect(await listed('change=turned')).toEqual(expected('alive'));
    expect(await listed(`asOf=${dayAgo(5)}&works=true`)).toEqual(expected('alive', 'dead', 'covered'));
    const { items } = await get('commander', '/coverage/cameras?state=offline');
    expect(items[0]).toMatchObject({ works: false, reachable: 'down', reachableSince: ago(2 * DAY_MS).toISOString(), retiredAt: null });
  });

  test('come in pages', async () => {
    const first = await get('commander', '/coverage/cameras?limit=3');
    const second = await get('commander', `/coverage/cameras?limit=3&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null]);
    expect((await t.as('commander', 'GET', '/coverage/cameras?cursor=x')).json().code).toBe('malformed_cursor');
  });
});

describe('the cameras behind the uptime', () => {
  test('come with the least first, and are the figure of the summary together', async () => {
    const { items } = await get('commander', '/coverage/cameras?sort=uptime');
    expect(items.map(({ id }: { id: string }) => id).slice(0, 2)).toEqual([ids.revived, ids.dead]);
    const ratios = items.map(({ uptimeRatio }: { uptimeRatio: number }) => uptimeRatio);
    expect(ratios.slice(2)).toEqual([1, 1]);
    const { uptimeRatio } = await get('commander', '/coverage/summary');
    expect(ratios.reduce((sum: number, ratio: number) => sum + ratio, 0) / 4).toBeCloseTo(uptimeRatio, 6);
    const month = await get('commander', '/coverage/cameras?sort=uptime&days=31');
    expect(month.items[0].uptimeRatio).toBeGreaterThan(ratios[0]);
    // the same in any order
    const newest = (await get('commander', '/coverage/cameras')).items as { id: string; uptimeRatio: number }[];
    expect(newest.find(({ id }) => id === ids.dead)!.uptimeRatio).toBe(ratios[1]);
  });

  test('of an earlier day, of which nothing is known last', async () => {
    const items: { id: string; uptimeRatio: number | null }[] = (await get('commander', `/coverage/cameras?sort=uptime&asOf=${dayAgo(5)}`)).items;
    expect(items.slice(0, 4).map(({ id }) => id)).toEqual([ids.revived, ...[ids.alive, ids.dead, ids.covered].toSorted().toReversed()]);
    // the retired one, and the one that was entered later
    expect(items.map(({ uptimeRatio }) => uptimeRatio).slice(1)).toEqual([1, 1, 1, null, null]);
    expect(items.map(({ id }) => id).slice(4)).toContain(ids.gone);
  });

  test('come in pages, each camera once; a cursor of another order is refused', async () => {
    const whole = (await get('commander', `/coverage/cameras?sort=uptime&asOf=${dayAgo(5)}`)).items.map(({ id }: { id: string }) => id);
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await get(
        'commander',
        `/coverage/cameras?sort=uptime&asOf=${dayAgo(5)}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole);
    const { nextCursor } = await get('commander', '/coverage/cameras?limit=1');
    const never = Buffer.from(JSON.stringify([0.5, ids.dead, 1e300])).toString('base64url');
    for (const wrong of [nextCursor, never]) {
      expect((await t.as('commander', 'GET', `/coverage/cameras?sort=uptime&cursor=${wrong}`)).json().code).toBe('malformed_cursor');
    }
  });
});

describe('the neighbourhoods behind the number of those that take part', () => {
  type Group = { id: string; name: string; aboveName: string | null; total: number; working: number };
  const listed = async (query: string, user: TestUser = 'commander'): Promise<Group[]> => (await get(user, `/coverage/groups?${query}`)).items;
  let added: string[];

  beforeAll(async () => {
    added = [newId(), newId(), newId()];
    await t.db.run(sql`INSERT INTO unit (id, level, name, parent_id) SELECT x.id::uuid, 'neighbourhood', x.name, ${t.world.ward}
      FROM unnest(${added}::text[], ARRAY['Tổ dân phố 10', 'Tổ dân phố 2', 'Tổ dân phố 1']) AS x (id, name)`);
  });
  afterAll(() => t.db.run(sql`DELETE FROM unit WHERE id = ANY(${added}::uuid[])`));

  test('begin with those that have no camera, in the order of their numbers; as many take part as the figure says', async () => {
    const groups = await listed('');
    expect(groups.slice(0, 3).map(({ name, total, working }) => [name, total, working])).toEqual([
      ['Tổ dân phố 1', 0, 0],
      ['Tổ dân phố 2', 0, 0],
      ['Tổ dân phố 10', 0, 0],
    ]);
    const { groups: figure, units } = await get('commander', '/coverage/summary');
    expect(figure).toEqual({ taking: groups.filter(({ total }) => total > 0).length, all: groups.length });
    for (const { id, total, working } of units as Group[]) expect(groups.find((group) => group.id === id)).toMatchObject({ total, working });
    expect((await listed('taking=true')).map(({ id }) => id).toSorted()).toEqual([t.world.north, t.world.south].toSorted());
    expect(await listed('taking=false')).toHaveLength(3);
    expect(groups[0]!.aboveName).toBe((await get('commander', '/coverage/summary')).unit.name);
  });

  test('are those of the day: before its first camera no group took part', async () => {
    expect((await listed(`asOf=${dayAgo(45)}`)).map(({ total }) => total)).toEqual([0, 0, 0, 0, 0]);
    expect((await listed(`asOf=${dayAgo(5)}`)).filter(({ id }) => id === t.world.south)).toMatchObject([{ total: 3, working: 1 }]);
  });

  test('come in pages, each once, and only of who may see them', async () => {
    const whole = await listed('');
    const first = await get('commander', '/coverage/groups?limit=2');
    const second = await get('commander', `/coverage/groups?limit=2&cursor=${first.nextCursor}`);
    const third = await get('commander', `/coverage/groups?limit=2&cursor=${second.nextCursor}`);
    expect([...first.items, ...second.items, ...third.items]).toEqual(whole);
    expect(third.nextCursor).toBeNull();
    const never = Buffer.from(JSON.stringify([0.5, 'Tổ\0', t.world.north])).toString('base64url');
    for (const wrong of ['x', never]) expect((await t.as('commander', 'GET', `/coverage/groups?cursor=${wrong}`)).json().code).toBe('malformed_cursor');
    expect(await get('othercommander', `/coverage/groups?unitId=${t.world.ward}`)).toEqual({ items: [], nextCursor: null });
    expect((await listed('', 'board')).map(({ id, total }) => [id, total])).toEqual([[t.world.north, 2]]);
    expect((await listed(`unitId=${t.world.south}`)).map(({ id }) => id)).toEqual([t.world.south]);
  });
});

test('thirty days of uptime, the last one today', async () => {
  const { items } = await get('commander', `/coverage/trend?unitId=${t.world.north}`);
  expect(items).toHaveLength(30);
  expect(items.at(-1)).toEqual({ day: dayAgo(0), uptimeRatio: 0.5 });
  expect(items[0]).toEqual({ day: dayAgo(29), uptimeRatio: 1 });
});

test('a unit that came of a merger shows on an earlier day what it was made of', async () => {
  const [merged, oldOne] = [newId(), newId()];
  await t.db
    .run(sql`INSERT INTO unit (id, level, name, parent_id, valid) VALUES (${merged}, 'commune', 'Xã mới', ${t.world.otherWard}, daterange(${dayAgo(10)}::date, NULL)),
    (${oldOne}, 'commune', 'Xã cũ', ${t.world.otherWard}, daterange(NULL, ${dayAgo(10)}::date))`);
  await t.db.run(
    sql`INSERT INTO unit_succession (predecessor_id, successor_id, kind, happened_on) VALUES (${oldOne}, ${merged}, 'merged', ${dayAgo(10)}::date)`,
  );
  await t.db.run(sql`UPDATE camera SET unit_id = ${oldOne} WHERE id = ${ids.foreign}`);
  const namesOf = (answer: { units: { name: string; total: number }[] }) => answer.units.map(({ name, total }) => [name, total]);
  expect(namesOf(await get('othercommander', '/coverage/summary'))).toEqual([['Xã mới', 1]]);
  expect(namesOf(await get('othercommander', `/coverage/summary?asOf=${dayAgo(15)}`))).toEqual([['Xã cũ', 1]]);
  expect(namesOf(await get('othercommander', `/coverage/summary?unitId=${merged}&asOf=${dayAgo(15)}`))).toEqual([['Xã cũ', 1]]);
});
