import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { buildRoadGraph } from '../../../db/road-graph/build-road-graph.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PLACE: [number, number] = [108.2353, 11.795];
let t: TestApp;
let startMs: number;
const cameras: Record<string, string> = {};

interface Item {
  readonly cameraId: string;
  readonly cameraName: string;
  readonly distanceM: number;
  readonly farthestM: number;
  readonly roads: (string | null)[];
  readonly trueWindow: { readonly from: string; readonly to: string };
  readonly deviceWindow: { readonly from: string; readonly to: string };
  readonly clock: { readonly offsetMs: number } | null;
  readonly availability: string;
  readonly why: string[];
}

async function register(name: string, position: [number, number], changes: Record<string, unknown> = {}, body: Record<string, unknown> = {}): Promise<void> {
  const base = cameraBody(t.world, { name, ...body });
  const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z', position: { type: 'Point', coordinates: position }, ...changes };
  const answer = await t.as('admin', 'POST', '/cameras', { ...base, placement });
  expect(answer.statusCode, answer.body).toBe(201);
  cameras[name] = answer.json().id;
}

async function enter(changes: Record<string, unknown> = {}, user: TestUser = 'officer'): Promise<string> {
  const answer = await t.as(user, 'POST', '/incidents', {
    category: 'theft',
    occurredFrom: new Date(startMs).toISOString(),
    occurredTo: new Date(startMs + 5 * MINUTE_MS).toISOString(),
    location: { type: 'Point', coordinates: PLACE },
    uncertaintyM: 8,
    summary: 'Mất xe đạp trước chợ',
    ...changes,
  });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().id;
}

const approve = (id: string, user: TestUser = 'commander') => t.as(user, 'POST', `/incidents/${id}/approvals`, { kind: 'route', reason: 'Chạy về phía đông' });
const search = (id: string, query = '', user: TestUser = 'officer') => t.as(user, 'GET', `/incidents/${id}/route-search${query}`);
const state = async (id: string, user: TestUser = 'officer') => (await t.as(user, 'GET', `/incidents/${id}/route-search/state`)).json();
const lastLook = async () =>
  t.db.row<{ outcome: string; incidentId: string; cameraIds: string[]; detail: Record<string, unknown> }>(
    sql`SELECT outcome, incident_id AS "incidentId", camera_ids AS "cameraIds", detail FROM audit_event WHERE action = 'route.search' ORDER BY id DESC LIMIT 1`,
  );
const lastRefusal = async () =>
  t.db.row(
    sql`SELECT action, actor_username AS actor, incident_id AS "incidentId", detail FROM audit_event WHERE outcome = 'refused' ORDER BY id DESC LIMIT 1`,
  );
/** Each case has a time of its own, so that none reaches another. */
const apart = (hours: number) => ({
  occurredFrom: new Date(startMs - hours * HOUR_MS).toISOString(),
  occurredTo: new Date(startMs - hours * HOUR_MS + 5 * MINUTE_MS).toISOString(),
});

async function addRoad(name: string | null, path: [number, number][]): Promise<void> {
  await t.db.run(
    sql`INSERT INTO road (kind, name, path) VALUES ('residential', ${name}, ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify({ type: 'LineString', coordinates: path })}), 4326))`,
  );
}

beforeAll(async () => {
  t = await startTestApp();
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 45 * MINUTE_MS;
  await register('here', [108.235, 11.795]);
  await register('east', [108.237, 11.795]);
  await register('north', [108.238, 11.797], { bearingDeg: 0 });
  await register('field', [108.2342, 11.7925], { bearingDeg: 180 });
  await register('draft', [108.2365, 11.795], {}, { notice: undefined });
});
afterAll(() => t.close());

test('without roads it says so, and that they are being prepared until they are', async () => {
  const id = await enter();
  expect((await approve(id)).statusCode).toBe(201);
  expect((await search(id)).json()).toMatchObject({ status: 409, code: 'roads_unknown' });
  expect(await lastLook()).toMatchObject({ outcome: 'refused', incidentId: id, detail: { code: 'roads_unknown' } });
  await addRoad('Đường Hoa Sim', [
    [108.23, 11.795],
    [108.2399, 11.795],
  ]);
  await addRoad(null, [
    [108.238, 11.7905],
    [108.238, 11.799],
  ]);
  expect((await search(id)).json()).toMatchObject({ code: 'roads_unknown', detail: expect.stringContaining('being prepared') });
  expect(await buildRoadGraph(t.db)).toBe(2);
  expect(await t.db.row(sql`SELECT count(*) AS pieces FROM road_edge`)).toEqual({ pieces: 4 });
  expect((await search(id)).statusCode).toBe(200);
  // a third road later cuts those that it meets, and only what changed is done again
  await addRoad('Hẻm 3', [
    [108.2334, 11.794],
    [108.2334, 11.796],
  ]);
  expect(await buildRoadGraph(t.db)).toBe(1);
  expect(await t.db.row(sql`SELECT count(*) AS pieces FROM road_edge`)).toEqual({ pieces: 7 });
});

describe('an approved search', () => {
  test('lists the cameras in the order in which somebody leaving passes them, with windows in true time and on their own clocks', async () => {
    const id = await enter();
    await approve(id);
    const reading = {
      deviceTime: new Date(startMs + 17 * MINUTE_MS).toISOString(),
      trueTime: new Date(startMs).toISOString(),
      method: 'manual',
      uncertaintyMs: 900,
    };
    expect((await t.as('board', 'POST', `/cameras/${cameras['east']}/clock-readings`, reading)).statusCode).toBe(201);
    const answer = await search(id, '?minKmh=6&maxKmh=36&minutes=10&distanceM=900&lang=en&roads=true');
    expect(answer.statusCode, answer.body).toBe(200);
    const { items, search: said, roads } = answer.json<{ items: Item[]; search: Record<string, unknown>; roads: { coordinates: number[][][] } }>();
    expect(items.map((item) => item.cameraName)).toEqual(['here', 'east', 'north']);
    const [here, east, north] = items as [Item, Item, Item];
    expect(here.distanceM).toBe(0);
    expect(here.trueWindow.from).toBe(new Date(startMs).toISOString());
    // 185 m to the camera, less the 8 m of the disc, plus its blind zone of some metres; 36 km/h are 10 m/s
    expect(east.distanceM).toBeGreaterThan(177);
    expect(east.distanceM).toBeLessThan(195);
    const earliestMs = Date.parse(east.trueWindow.from) - startMs;
    expect(earliestMs).toBeGreaterThan(17_600);
    expect(earliestMs).toBeLessThan(19_500);
    const latestMs = Date.parse(east.trueWindow.to) - startMs - 5 * MINUTE_MS;
    expect(latestMs).toBeCloseTo((east.farthestM * 3600) / 6, -3);
    expect(Date.parse(east.deviceWindow.from) - Date.parse(east.trueWindow.from)).toBeGreaterThan(17 * MINUTE_MS - 3_000);
    expect(Date.parse(east.deviceWindow.from) - Date.parse(east.trueWindow.from)).toBeLessThan(17 * MINUTE_MS);
    expect(here.clock).toBeNull();
    expect(Date.parse(here.deviceWindow.from)).toBe(Date.parse(here.trueWindow.from) - 30 * MINUTE_MS);
    expect(north.roads).toEqual(['Đường Hoa Sim', null]);
    expect(north.distanceM).toBeGreaterThan(294 - 8 + 221);
    expect(north.why.join(' ')).toContain('Đường Hoa Sim → a road without a name');
    expect(said).toMatchObject({ direction: 'leaving', cameras: 3, cut: false, reachM: 900, completeToM: 900 });
    expect(said['notes']).toEqual([expect.any(String), expect.stringContaining('requested on its own')]);
    expect(roads.coordinates.length).toBeGreaterThan(3);
    expect(await lastLook()).toMatchObject({
      outcome: 'allowed',
      incidentId: id,
      cameraIds: items.map((item) => item.cameraId),
      detail: { direction: 'leaving', minKmh: 6, maxKmh: 36, minutes: 10, distanceM: 900, approvalId: expect.any(String), extentSha256: expect.any(String) },
    });
  });

  test('the other way round it is the mirror image', async () => {
    const id = await enter();
    await approve(id);
    const [leaving, arriving] = await Promise.all(
      ['leaving', 'arriving'].map(async (direction) => (await search(id, `?direction=${direction}`)).json().items as Item[]),
    );
    expect(arriving!.map((item) => item.cameraId)).toEqual(leaving!.map((item) => item.cameraId));
    for (const [index, item] of leaving!.entries()) {
      expect(startMs + 5 * MINUTE_MS - Date.parse(arriving![index]!.trueWindow.to)).toBe(Date.parse(item.trueWindow.from) - startMs);
    }
  });

  test('comes in pages, each a look of its own', async () => {
    const id = await enter();
    await approve(id);
    const first = (await search(id, '?limit=2')).json();
    expect(first.items).toHaveLength(2);
    const second = (await search(id, `?limit=2&cursor=${first.nextCursor}`)).json();
    expect([...first.items, ...second.items].map((item: Item) => item.cameraName)).toEqual(['here', 'east', 'north']);
    expect((await lastLook()).cameraIds).toEqual([cameras['north']]);
    expect((await search(id, '?cursor=no')).json().code).toBe('malformed_cursor');
  });

  test('asks the placement that held then', async () => {
    const id = await enter(apart(26));
    await approve(id);
    const { placement } = (await t.as('admin', 'GET', `/cameras/${cameras['north']}`)).json();
    const { id: _i, validTo: _t, recordedAt: _r, coverage: _c, ...old } = placement;
    await t.as('admin', 'POST', `/cameras/${cameras['north']}/placements`, {
      ...old,
      bearingDeg: 90,
      tiltDeg: 0,
      hfovDeg: 20,
      position: { type: 'Point', coordinates: [108.239, 11.799] },
      validFrom: new Date(startMs - 2 * HOUR_MS).toISOString(),
    });
    const names = async (incident: string) => ((await search(incident)).json().items as Item[]).map((item) => item.cameraName);
    expect(await names(id)).toEqual(['here', 'east', 'north']);
    const now = await enter();
    await approve(now);
    expect(await names(now)).toEqual(['here', 'east']);
  });
});

describe('is refused, and the refusal logged', () => {
  test.each([
    ['minutes=31', 'route_beyond_limits'],
    ['distanceM=3001', 'route_beyond_limits'],
    ['minutes=0', 'route_beyond_limits'],
    ['maxKmh=91', 'route_beyond_limits'],
    ['minKmh=40&maxKmh=20', 'route_beyond_limits'],
    ['minutes=Infinity', 'validation_failed'],
    ['minutes=ten', 'validation_failed'],
  ])('beyond the limits: %s', async (query, code) => {
    const id = await enter();
    await approve(id);
    const answer = await search(id, `?${query}`);
    expect(answer.json()).toMatchObject({ status: 422, code });
    if (code !== 'validation_failed') expect(await lastLook()).toMatchObject({ outcome: 'refused', incidentId: id, cameraIds: [], detail: { code } });
  });

  test('without a second person, and when the incident is no longer what was approved', async () => {
    const id = await enter();
    expect((await search(id)).json()).toMatchObject({ status: 409, code: 'approval_required' });
    expect(await state(id)).toMatchObject({ state: 'approval_required', approvedBy: null });
    expect((await approve(id, 'officer2')).statusCode).toBe(403);
    expect((await approve(id)).statusCode).toBe(201);
    expect(await state(id, 'commander')).toMatchObject({ state: 'ready' });
    expect(await state(id)).toMatchObject({ state: 'ready', approvedBy: { username: 'commander' } });
    expect((await search(id)).statusCode).toBe(200);
    for (const change of [
      { uncertaintyM: 7 },
      { category: 'property_damage' },
      { occurredTo: new Date(startMs + 4 * MINUTE_MS).toISOString() },
      { location: { type: 'Point', coordinates: [108.23531, 11.795] } },
    ]) {
      const before = (await t.as('officer', 'GET', `/incidents/${id}`)).json();
      await t.as('officer', 'PATCH', `/incidents/${id}`, change);
      expect((await search(id)).json().code, JSON.stringify(change)).toBe('approval_required');
      expect((await lastLook()).detail['code']).toBe('approval_required');
      const { uncertaintyM, category, occurredTo, location } = before;
      await t.as('officer', 'PATCH', `/incidents/${id}`, { uncertaintyM, category, occurredTo, location });
    }
    expect((await search(id)).statusCode).toBe(200);
    expect((await t.as('officer', 'PATCH', `/incidents/${id}`, { summary: 'Mất xe đạp cũ' })).statusCode).toBe(200);
    expect((await search(id)).statusCode).toBe(200);
  });

  test('for an incident that is too long or too wide to begin at', async () => {
    const long = await enter({ occurredFrom: new Date(startMs - 61 * MINUTE_MS).toISOString() });
    expect((await approve(long)).json()).toMatchObject({ status: 422, code: 'route_start_too_wide' });
    const wide = await enter({ uncertaintyM: 251 });
    expect((await search(wide)).json().code).toBe('route_start_too_wide');
    expect((await state(wide)).state).toBe('route_start_too_wide');
  });

  test('for whoever may not: other roles, other wards', async () => {
    const id = await enter();
    for (const user of ['board', 'commander', 'auditor', 'admin'] as const) expect((await search(id, '', user)).statusCode, user).toBe(403);
    expect((await search(id, '', 'otherofficer')).statusCode).toBe(404);
    expect((await t.anonymous('GET', `/incidents/${id}/route-search`)).statusCode).toBe(401);
  });
});

describe('a disorderly gathering never has one', () => {
  test.each(['public_disorder', 'brawl'])('%s is not on the list either', async (category) => {
    const id = await enter({ category, ...apart(4) });
    expect((await approve(id)).json().code).toBe('route_not_allowed');
    expect(await lastRefusal()).toMatchObject({ action: 'incident.approve', incidentId: id, detail: { kind: 'route', code: 'route_not_allowed' } });
    expect((await search(id)).json().code).toBe('route_not_allowed');
  });

  test('not by itself, not with an approval from before, not under another name afterwards, not as a new incident at the same place', async () => {
    const gathering = await enter({ category: 'disorderly_gathering', ...apart(8) });
    expect((await approve(gathering)).json()).toMatchObject({ status: 409, code: 'route_not_allowed' });
    expect((await search(gathering)).json()).toMatchObject({ status: 409, code: 'route_not_allowed' });
    expect((await state(gathering)).state).toBe('route_not_allowed');
    await t.as('officer', 'PATCH', `/incidents/${gathering}`, { category: 'theft' });
    expect((await approve(gathering)).json().code).toBe('route_not_allowed');
    expect((await search(gathering)).json().code).toBe('route_not_allowed');
    const besides = await enter({ ...apart(8), location: { type: 'Point', coordinates: [108.2358, 11.795] } });
    expect((await approve(besides)).json().code).toBe('route_not_allowed');

    const turned = await enter(apart(12));
    expect((await approve(turned)).statusCode).toBe(201);
    await t.as('officer', 'PATCH', `/incidents/${turned}`, { category: 'disorderly_gathering' });
    expect((await search(turned)).json().code).toBe('route_not_allowed');
    await t.as('officer', 'PATCH', `/incidents/${turned}`, { category: 'theft' });
    expect((await search(turned)).json().code).toBe('route_not_allowed');
    expect(await lastLook()).toMatchObject({ outcome: 'refused', incidentId: turned, detail: { code: 'route_not_allowed' } });
  });
});

describe('is never chained', () => {
  const EAST: [number, number] = [108.2372, 11.795];
  const later = (hours: number) => ({
    occurredFrom: new Date(startMs - hours * HOUR_MS + MINUTE_MS).toISOString(),
    occurredTo: new Date(startMs - hours * HOUR_MS + 10 * MINUTE_MS).toISOString(),
  });

  test('an incident entered at a camera of the result after a look is refused, one from before is not', async () => {
    const before = await enter({ ...later(20), location: { type: 'Point', coordinates: EAST } });
    const id = await enter(apart(20));
    await approve(id);
    expect((await search(id)).statusCode).toBe(200);
    const after = await enter({ ...later(20), location: { type: 'Point', coordinates: EAST } });
    expect((await approve(after)).json()).toMatchObject({ status: 409, code: 'route_chained' });
    expect(await lastRefusal()).toEqual({
      action: 'incident.approve',
      actor: 'commander',
      incidentId: after,
      detail: { kind: 'route', code: 'route_chained' },
    });
    expect((await search(after)).json().code).toBe('approval_required');
    expect(await state(after, 'commander')).toMatchObject({
      state: 'route_chained',
      earlierSearches: [{ sameIncident: false, continues: true, sameOrganisation: false }],
    });
    expect(await state(after)).toMatchObject({ earlierSearches: [{ sameOrganisation: true }] });
    expect((await approve(before)).statusCode).toBe(201);
    expect((await search(before)).statusCode).toBe(200);
    // it was moved there afterwards, or a colleague enters it: the same
    await t.as('officer', 'PATCH', `/incidents/${before}`, { uncertaintyM: 9 });
    expect((await approve(before)).json().code).toBe('route_chained');
    const colleague = await enter({ ...later(20), location: { type: 'Point', coordinates: EAST } }, 'officer2');
    expect((await approve(colleague)).json().code).toBe('route_chained');
  });

  test('an approval from before the look does not help, and the refused look is logged', async () => {
    const second = await enter({ ...later(30), location: { type: 'Point', coordinates: EAST } });
    const first = await enter(apart(30));
    await approve(first);
    // moved and approved while nobody had looked; then the first is looked at and the second moved back and forth
    await approve(second);
    expect((await search(first)).statusCode).toBe(200);
    await t.as('officer', 'PATCH', `/incidents/${second}`, { uncertaintyM: 20 });
    await t.as('officer', 'PATCH', `/incidents/${second}`, { uncertaintyM: 8 });
    expect((await search(second)).json()).toMatchObject({ status: 409, code: 'route_chained' });
    expect(await lastLook()).toMatchObject({ outcome: 'refused', incidentId: second, detail: { code: 'route_chained' } });
  });

  test('the same incident moved along the result, in place or time, is refused; a correction on the spot is not', async () => {
    const id = await enter(apart(40));
    await approve(id);
    expect((await search(id)).statusCode).toBe(200);
    await t.as('officer', 'PATCH', `/incidents/${id}`, { location: { type: 'Point', coordinates: [108.23535, 11.795] } });
    expect((await approve(id)).statusCode).toBe(201);
    expect((await search(id)).statusCode).toBe(200);
    await t.as('officer', 'PATCH', `/incidents/${id}`, { location: { type: 'Point', coordinates: EAST } });
    expect((await approve(id)).json().code).toBe('route_chained');
    await t.as('officer', 'PATCH', `/incidents/${id}`, {
      location: { type: 'Point', coordinates: PLACE },
      occurredFrom: new Date(startMs - 40 * HOUR_MS + 20 * MINUTE_MS).toISOString(),
      occurredTo: new Date(startMs - 40 * HOUR_MS + 25 * MINUTE_MS).toISOString(),
    });
    expect((await approve(id)).json().code).toBe('route_chained');
  });
});
