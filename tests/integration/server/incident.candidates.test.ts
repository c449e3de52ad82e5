import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { createHash, randomBytes } from 'node:crypto';
import { timedId } from '../../../domain/uuid.ts';
import { incidentBody } from '../../support/incident-body.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const MINUTE_MS = 60_000;
let t: TestApp;
let startMs: number;
const cameras: Record<string, string> = {};

async function register(name: string, changes: Record<string, unknown>, body: Record<string, unknown> = {}): Promise<void> {
  const base = cameraBody(t.world, { name, ...body });
  const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z', ...changes };
  cameras[name] = (await t.as('admin', 'POST', '/cameras', { ...base, placement })).json().id;
}

async function addSegment(cameraId: string, fromMs: number, toMs: number, expiresAtMs: number): Promise<string> {
  const id = timedId(fromMs, createHash('sha256').update(`${cameraId}${fromMs}`).digest());
  await t.db
    .run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    VALUES (${id}, ${cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), 300, 'none', 'recorded', 'h264', ${randomBytes(32)}, ${`k/${id}`}, 1000, ${new Date(expiresAtMs)})`);
  return id;
}

const enter = async (changes: Record<string, unknown> = {}, user: TestUser = 'officer') => t.as(user, 'POST', '/incidents', incidentBody(startMs, changes));
const candidates = async (id: string, query = '', user: TestUser = 'officer') => (await t.as(user, 'GET', `/incidents/${id}/candidates${query}`)).json();

beforeAll(async () => {
  t = await startTestApp();
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
  await register('sees', {});
  await register('edge', { rangeM: 28 });
  await register('away', { bearingDeg: 270 });
  await register('turned', { bearingDeg: 90 });
  const { placement } = (await t.as('admin', 'GET', `/cameras/${cameras['turned']}`)).json();
  const { id: _i, validTo: _t, recordedAt: _r, coverage: _c, ...old } = placement;
  await t.as('admin', 'POST', `/cameras/${cameras['turned']}/placements`, {
    ...old,
    bearingDeg: 270,
    validFrom: new Date(startMs - 60 * MINUTE_MS).toISOString(),
  });
  await register('draft', {}, { notice: undefined });
  await register('far', { position: { type: 'Point', coordinates: [108.2353, 11.781] } }, { unitId: t.world.south });
});
afterAll(() => t.close());

test('names the cameras that see the place by the placement that held then, best first', async () => {
  const { id } = (await enter()).json();
  const { items } = await candidates(id);
  const sees = Object.fromEntries(items.map((item: { cameraName: string; sees: string }) => [item.cameraName, item.sees]));
  expect(sees).toEqual({ sees: 'full', edge: 'partial', away: 'none', turned: 'none' });
  const scores = items.map((item: { score: number }) => item.score);
  expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
  expect(items[0]).toMatchObject({ cameraId: cameras['sees'], clock: null, availability: expect.any(String) });
  expect(items[0].distanceM).toBeGreaterThan(31);
  expect(items[0].distanceM).toBeLessThan(34);
  expect(items[0].why.length).toBeGreaterThan(2);
});

test('says of each what a person asks next: detail at the nearest point too, where in the picture, day or night, and the score in words', async () => {
  const occurred = { occurredFrom: '2026-11-10T22:00:00+07:00', occurredTo: '2026-11-10T22:05:00+07:00' };
  const { id } = (await enter(occurred)).json();
  const [best] = (await candidates(id)).items;
  expect(best).toMatchObject({ motion: 'fixed', way: null, light: 'night', pictureThen: expect.any(String), occluded: false, level: expect.any(Object) });
  expect(best.nearest.distanceM).toBeCloseTo(best.distanceM - 8, 0);
  expect(best.nearest.pxPerM).toBeGreaterThan(best.pxPerM);
  expect(best.offAxisDeg).toBeLessThan(43.5);
  expect(best.why.join(' ')).toContain('trời tối');
  expect(best.scoreParts.map(({ words }: { words: string }) => words)[0]).toBe('Nhìn thấy nơi xảy ra: 35,0 trên 35 điểm');
  expect(best.coverage).toMatchObject({ type: 'Polygon' });
  expect((await candidates(id, '?lang=en')).items[0].scoreParts[0].words).toBe('Sees the place: 35.0 of 35 points');
});

test('where no road is known, cameras that hang near are named, and said to be chosen so', async () => {
  const { id } = (await enter()).json();
  const { items, notes } = await candidates(id);
  expect(items.filter(({ way }: { way: unknown }) => way !== null).map(({ way }: { way: unknown }) => way)).toEqual([
    { kind: 'distance' },
    { kind: 'distance' },
  ]);
  expect(notes.map(({ code }: { code: string }) => code)).toEqual(['roads_unknown']);
});

test('one street down: cameras that see a road which leads from the place, by the way along the roads', async () => {
  const [lon, lat] = [108.2325, 11.7925];
  const at = (eastM: number, northM: number) => ({ type: 'Point', coordinates: [lon + eastM / 109_000, lat + northM / 110_600] });
  const road = async (name: string, corners: [number, number][]) =>
    t.db.run(
      sql`INSERT INTO road (name, path) VALUES (${name}, ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify({
        type: 'LineString',
        coordinates: corners.map(([eastM, northM]) => at(eastM, northM).coordinates),
      })}), 4326))`,
    );
  await road('Trần Phú', [
    [-110, 0],
    [0, 0],
    [110, 0],
  ]);
  await road('Hoa Sim', [
    [110, 0],
    [110, 60],
    [110, 300],
  ]);
  await road('Không nối', [
    [-30, 85],
    [30, 85],
  ]);
  await register('same street', { position: at(70, 0), bearingDeg: 90 });
  await register('side street', { position: at(98, 15), bearingDeg: 90, rangeM: 20 });
  await register('too far along', { position: at(98, 90), bearingDeg: 90, rangeM: 20 });
  await register('other street', { position: at(0, 75), bearingDeg: 0, rangeM: 20 });
  await register('yard', { position: at(0, 20), bearingDeg: 0, rangeM: 20 });
  await register('sees it', { position: at(-20, 0), bearingDeg: 90 });
  const { id } = (await enter({ location: at(0, 0), uncertaintyM: 8 })).json();
  const { items, notes } = await candidates(id, '?lang=en');
  expect(items.map(({ cameraName, sees, way }: Record<string, unknown>) => [cameraName, sees, way])).toEqual([
    ['sees it', 'full', null],
    ['same street', 'none', { kind: 'road', roadName: 'Trần Phú', alongM: expect.any(Number) }],
    ['side street', 'none', { kind: 'road', roadName: 'Hoa Sim', alongM: expect.any(Number) }],
  ]);
  const [, same, side] = items.map(({ way }: { way: { alongM: number } | null }) => way?.alongM);
  // the blind zone in front of the lens is 5 m long; the side street is seen from 15 m − 12 m · tan(43.5°) on
  expect([same > 70 && same < 80, side > 110 && side < 118]).toEqual([true, true]);
  expect(items[1].why[1]).toMatch(/^Sees Trần Phú on the way to or from the place, 7\d m from it along the roads\.$/);
  expect(notes).toBeUndefined();
});

test('a building between lens and place: what it hides is said, and a camera that sees nothing of the place stands apart', async () => {
  const [lon, lat] = [108.2375, 11.7975];
  const at = (eastM: number, northM: number) => [lon + eastM / 109_000, lat + northM / 110_600];
  const box = (west: number, south: number, east: number, north: number) => [
    at(west, south),
    at(east, south),
    at(east, north),
    at(west, north),
    at(west, south),
  ];
  const house = { type: 'Polygon', coordinates: [box(-16, -6, -12, 2)] };
  await t.db.run(sql`INSERT INTO building (footprint, height_m) VALUES (ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(house)}), 4326), 12)`);
  await register('hidden', { position: { type: 'Point', coordinates: at(-30, 0) } });
  await register('turns', { position: { type: 'Point', coordinates: at(10, 0) }, motion: 'ptz', bearingDeg: 90 });
  const seen = async (eastM: number, northM: number, uncertaintyM: number) => {
    const { id } = (await enter({ location: { type: 'Point', coordinates: at(eastM, northM) }, uncertaintyM })).json();
    const { items } = await candidates(id, '?lang=en');
    return items.find(({ cameraName }: { cameraName: string }) => cameraName === 'hidden');
  };
  expect(await seen(0, 0, 1)).toMatchObject({ sees: 'none', occluded: true, way: { kind: 'hidden' } });
  expect((await seen(0, 0, 1)).why).toContain('By the map of buildings, a building hides the middle of the place.');
  expect(await seen(0, 0, 12)).toMatchObject({ sees: 'partial', occluded: true, way: null });
  expect(await seen(0, 9, 1)).toMatchObject({ sees: 'full', occluded: false, way: null });
  const { id } = (await enter({ location: { type: 'Point', coordinates: at(0, 0) }, uncertaintyM: 1 })).json();
  const [turns] = (await candidates(id, '?lang=en')).items;
  expect(turns).toMatchObject({ cameraName: 'turns', sees: 'full', motion: 'ptz' });
  expect(turns.why.join(' ')).toContain('it may have looked elsewhere');
});

test('an incident of a year or of ten kilometres, once approved, has a bounded answer', async () => {
  for (const change of [{ occurredFrom: '2025-11-10T00:00:00Z', occurredTo: '2026-11-10T00:00:00Z' }, { uncertaintyM: 5000 }]) {
    const { id } = (await enter(change)).json();
    expect((await t.as('officer', 'GET', `/incidents/${id}/candidates`)).json().code).toBe('approval_required');
    await t.as('commander', 'POST', `/incidents/${id}/approvals`, { kind: 'extent', reason: 'Vụ kéo dài' });
    const { items } = await candidates(id);
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThanOrEqual(420);
  }
});

test('a camera that had no placement then is no candidate', async () => {
  const { id } = (await enter({ occurredFrom: '2025-12-01T00:00:00Z', occurredTo: '2025-12-01T00:05:00Z' })).json();
  expect((await candidates(id)).items).toEqual([]);
});

test('an incident before the camera was turned finds it as it pointed then', async () => {
  const before = startMs - 26 * 60 * MINUTE_MS;
  const { id } = (await enter({ occurredFrom: new Date(before).toISOString(), occurredTo: new Date(before + MINUTE_MS).toISOString() })).json();
  const { items } = await candidates(id);
  expect(items.find((item: { cameraName: string }) => item.cameraName === 'turned').sees).toBe('full');
});

test("the window is translated into the camera's own clock and widened by its uncertainty", async () => {
  const trueTime = new Date(startMs).toISOString();
  const made = await t.as('board', 'POST', `/cameras/${cameras['sees']}/clock-readings`, {
    trueTime,
    deviceTime: new Date(startMs + 61_000).toISOString(),
    method: 'manual',
    uncertaintyMs: 900,
  });
  expect(made.json()).toMatchObject({ offsetMs: 61_000, uncertaintyMs: 900 });
  const { id } = (await enter()).json();
  const { items } = await candidates(id);
  const item = items.find((candidate: { cameraName: string }) => candidate.cameraName === 'sees');
  expect(item.clock).toMatchObject({ offsetMs: 61_000, method: 'manual' });
  expect(item.trueWindow).toEqual({ from: trueTime, to: new Date(startMs + 5 * MINUTE_MS).toISOString() });
  const widenedMs = startMs + 61_000 - Date.parse(item.deviceWindow.from);
  expect(widenedMs).toBeGreaterThanOrEqual(900);
  expect(widenedMs).toBeLessThan(2000);
  const without = items.find((candidate: { cameraName: string }) => candidate.cameraName === 'edge');
  expect(Date.parse(without.deviceWindow.from)).toBe(startMs - 30 * MINUTE_MS);
});

test("device times without a zone are read as Vietnam's", async () => {
  const made = await t.as('board', 'POST', `/cameras/${cameras['edge']}/clock-readings`, {
    trueTime: '2026-11-01T01:00:00Z',
    deviceTime: '2026-11-01 08:17:00',
    method: 'photo',
    uncertaintyMs: 2000,
  });
  expect(made.json().offsetMs).toBe(17 * MINUTE_MS);
});

test('footage on hand is named with its share, and the order by overwriting puts the first lost first', async () => {
  const soonMs = t.clock.now() + 60 * MINUTE_MS;
  const early = await addSegment(cameras['edge']!, startMs, startMs + MINUTE_MS, soonMs);
  await addSegment(cameras['sees']!, startMs - MINUTE_MS, startMs + 5 * MINUTE_MS, soonMs + 60 * MINUTE_MS);
  const { id } = (await enter()).json();
  const heldUntil = new Date(t.clock.now() + 72 * 60 * MINUTE_MS).toISOString();
  const held = (await candidates(id)).items.filter((item: { availability: string }) => item.availability === 'on_hand');
  expect(held.map((item: { overwrittenAt: string }) => item.overwrittenAt)).toEqual([heldUntil, heldUntil]);
  await t.db.run(sql`UPDATE hold SET released_at = now()`);
  const byScore = (await candidates(id)).items;
  expect(byScore[0]).toMatchObject({ cameraName: 'sees', availability: 'on_hand' });
  const byLoss = (await candidates(id, '?order=overwrite')).items;
  expect(byLoss[0]).toMatchObject({
    cameraName: 'edge',
    availability: 'on_hand',
    overwrittenAt: new Date(soonMs).toISOString(),
    footage: [{ segmentId: early }],
  });
  expect(byLoss[0].footage[0].overlapRatio).toBeCloseTo(0.2, 1);
});

test('every look is recorded with its cameras before it is shown', async () => {
  const { id } = (await enter()).json();
  const { items } = await candidates(id);
  const row = await t.db.row<{ cameraIds: string[]; username: string }>(
    sql`SELECT camera_ids AS "cameraIds", actor_username AS username FROM audit_event WHERE incident_id = ${id} AND action = 'incident.candidates'`,
  );
  expect(row.username).toBe('officer');
  expect(row.cameraIds.toSorted()).toEqual(items.map((item: { cameraId: string }) => item.cameraId).toSorted());
});

test('the log takes no change, not even from the owner of the database', async () => {
  await expect(t.db.run(sql`UPDATE audit_event SET action = 'x.y'`)).rejects.toThrow();
  await expect(t.db.run(sql`DELETE FROM audit_event`)).rejects.toThrow();
  await expect(t.db.run(sql`TRUNCATE audit_event`)).rejects.toThrow();
});

test("the officer's verdict on a camera is kept, the newest counts", async () => {
  const { id } = (await enter()).json();
  const verdict = (what: string) => t.as('officer', 'POST', `/incidents/${id}/links`, { cameraId: cameras['sees'], verdict: what, note: 'thấy rõ' });
  expect((await verdict('confirmed')).statusCode).toBe(201);
  t.clock.advance(5);
  await verdict('rejected');
  const { items } = await candidates(id);
  expect(items.find((item: { cameraName: string }) => item.cameraName === 'sees').link).toMatchObject({ verdict: 'rejected' });
  expect((await t.as('officer', 'GET', `/incidents/${id}/links`)).json().items).toHaveLength(2);
  expect((await t.as('officer', 'POST', `/incidents/${id}/links`, { cameraId: t.world.north, verdict: 'confirmed' })).json().code).toBe('unknown_camera');
});

test('pages of candidates neither lose nor double', async () => {
  const { id } = (await enter()).json();
  const whole = (await candidates(id)).items.map((item: { cameraId: string }) => item.cameraId);
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: { cameraId: string }[]; nextCursor: string | null } = await candidates(id, `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    paged.push(...page.items.map((item) => item.cameraId));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(whole);
});

test('a placement that was entered after the incident says so, and a camera that it took out of the candidates is named', async () => {
  const nowMs = Math.floor(t.clock.now() / 1000) * 1000;
  const at = (hours: number) => new Date(nowMs - hours * 3_600_000).toISOString();
  const base = cameraBody(t.world, { name: 'Mắt đổi hướng về sau' });
  const placement = { ...(base['placement'] as object), validFrom: at(240) };
  const { id: cameraId } = (await t.as('board', 'POST', '/cameras', { ...base, placement })).json();
  await t.db.run(sql`UPDATE camera_placement SET recorded_at = ${at(240)} WHERE camera_id = ${cameraId}`);
  const { id } = (await enter({ occurredFrom: at(30), occurredTo: at(29.5) })).json();
  const look = async (of: string) => (await t.as('officer', 'GET', `/incidents/${of}/candidates?lang=en`)).json();
  const itemOf = (page: { items: { cameraId: string }[] }) => page.items.find((item) => item.cameraId === cameraId);
  const before = await look(id);
  expect(itemOf(before)).toMatchObject({ sees: 'full', placementRecordedAfter: null });
  expect((before.replaced ?? []).map((camera: { cameraId: string }) => camera.cameraId)).not.toContain(cameraId);
  const turned = await t.as('board', 'POST', `/cameras/${cameraId}/placements`, { ...placement, bearingDeg: 270, validFrom: at(48) });
  expect(turned.statusCode, turned.body).toBeLessThan(300);
  const after = await look(id);
  expect(itemOf(after)?.['sees' as never] ?? 'none').toBe('none');
  expect(after.replaced).toContainEqual({ cameraId, cameraName: 'Mắt đổi hướng về sau', siteName: expect.any(String), replacedAt: expect.any(String) });
  const { cameraIds } = await t.db.row<{ cameraIds: string[] }>(
    sql`SELECT camera_ids AS "cameraIds" FROM audit_event WHERE action = 'incident.candidates' AND incident_id = ${id} ORDER BY id DESC LIMIT 1`,
  );
  expect(cameraIds).toContain(cameraId);
  // one entered later knew of no other placement; what it is matched with was entered after it happened
  const later = (await enter({ occurredFrom: at(300), occurredTo: at(299) })).json();
  expect((await look(later.id)).replaced ?? []).toEqual([]);
  const behind = (await enter({ occurredFrom: at(30), occurredTo: at(29.5), location: { type: 'Point', coordinates: [108.2347, 11.795] } })).json();
  const seen = itemOf(await look(behind.id)) as unknown as { placementRecordedAfter: string; why: string[] };
  expect(Date.parse(seen.placementRecordedAfter)).toBeGreaterThan(nowMs - 3_600_000);
  expect(seen.why.join(' ')).toContain('recorded after the incident');
});
