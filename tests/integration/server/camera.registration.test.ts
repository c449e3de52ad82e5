import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { systemClock } from '../../../platform/clock.ts';
import { createRecomputeCoverageJob } from '../../../workers/jobs/recompute-coverage-job.ts';
import { cameraBody, startTestApp, TEST_PASSWORD, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const register = (changes: Record<string, unknown> = {}, user: 'board' | 'admin' | 'officer' | 'board2' = 'board', headers: Record<string, string> = {}) =>
  t.as(user, 'POST', '/cameras', cameraBody(t.world, changes), headers);
const rtsp = { kind: 'rtsp', url: 'rtsp://10.0.0.9:554/s1', transport: 'tcp', username: 'admin', password: 'Mật khẩu bí mật!' };

test('a board registers a camera and reads it back with its coverage', async () => {
  const made = await register();
  expect(made.statusCode).toBe(201);
  const camera = made.json();
  expect(camera).toMatchObject({ name: 'Ngã ba chợ 1', state: 'unknown', siteName: 'Ngã ba chợ', source: { kind: 'simulated', seed: 7 }, warnings: [] });
  expect(camera.placement.coverage.coordinates[0].length).toBeGreaterThan(4);
  expect((await t.as('board', 'GET', `/cameras/${camera.id}`)).json()).toEqual(camera);
});

test('credentials are never returned and stand sealed in the database', async () => {
  const camera = (await register({ name: 'Có mật khẩu', source: rtsp })).json();
  expect(camera.source).toEqual({ kind: 'rtsp', url: 'rtsp://10.0.0.9:554/s1', transport: 'tcp', hasCredentials: true });
  const row = await t.db.row<{ sealed: Buffer; keyId: string; row: string }>(
    sql`SELECT sealed_credentials AS sealed, key_id AS "keyId", row_to_json(s)::text AS row FROM camera_source s WHERE camera_id = ${camera.id}`,
  );
  expect(row.row).not.toContain('bí mật');
  expect(JSON.parse(t.secretBox.open({ bytes: row.sealed, keyId: row.keyId }, camera.id))).toEqual({ username: 'admin', password: rtsp.password });
});

test('a new address is not sent the password of the old one', async () => {
  const camera = (await register({ name: 'Đổi địa chỉ', source: rtsp })).json();
  const same = await t.as('board', 'PATCH', `/cameras/${camera.id}`, { source: { kind: 'rtsp', url: rtsp.url } });
  expect(same.json().source.hasCredentials).toBe(true);
  const other = await t.as('board', 'PATCH', `/cameras/${camera.id}`, { source: { kind: 'rtsp', url: 'rtsp://10.0.0.10:554/s1' } });
  expect(other.json().source.hasCredentials).toBe(false);
});

test('without a purpose or a notice it stays a draft until both are there', async () => {
  const draft = (await register({ name: 'Nháp', purpose: undefined, notice: undefined })).json();
  expect(draft.state).toBe('draft');
  const half = await t.as('board', 'PATCH', `/cameras/${draft.id}`, { purpose: 'market' });
  expect(half.json().state).toBe('draft');
  const whole = await t.as('board', 'PATCH', `/cameras/${draft.id}`, { notice: { postedAt: '2026-11-20' } });
  expect(whole.json().state).toBe('unknown');
});

test.each([
  ['latitude first', { position: { type: 'Point', coordinates: [11.795, 108.235] } }, 'swapped'],
  ['longitude out of range', { position: { type: 'Point', coordinates: [208.2, 11.7] } }, ''],
  ['a bearing of 360', { bearingDeg: 360 }, ''],
  ['no width', { hfovDeg: 0 }, ''],
  ['a range of nothing', { rangeM: 0 }, ''],
])('a placement with %s is refused and nothing is stored', async (_what, change, hint) => {
  const before = (await t.as('board', 'GET', '/cameras/counts')).json().total;
  const body = cameraBody(t.world);
  const answer = await t.as('board', 'POST', '/cameras', { ...body, placement: { ...(body['placement'] as object), ...change } });
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'validation_failed']);
  expect(answer.json().errors[0].path).toContain('placement.');
  expect(answer.body).toContain(hint);
  expect((await t.as('board', 'GET', '/cameras/counts')).json().total).toBe(before);
});

test.each([
  ['rtsp://127.0.0.1:554/x', 'address_forbidden'],
  ['rtsp://169.254.169.254/latest', 'address_forbidden'],
  ['rtsp://0x7f.1/x', 'address_forbidden'],
  ['rtsp://10.0.0.9:6379/x', 'port_forbidden'],
  ['http://10.0.0.9/x', 'url_scheme'],
  ['rtsp://user:geheim@10.0.0.9/x', 'credentials_in_url'],
  ['not an address', 'url_malformed'],
])('the address %s is refused with %s and what to do', async (url, code) => {
  const answer = await register({ source: { kind: 'rtsp', url } });
  expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
  expect(answer.body).not.toContain('geheim');
});

test('a second camera at the same address and place is stored with warnings', async () => {
  const source = { kind: 'rtsp', url: 'rtsp://10.0.0.77:554/s1' };
  const first = (await register({ name: 'Một', source })).json();
  const second = (await register({ name: 'Hai', source })).json();
  const codes = second.warnings.map(({ code }: { code: string }) => code);
  expect(codes).toEqual(expect.arrayContaining(['same_address', 'same_place']));
  expect(second.warnings.find(({ code }: { code: string }) => code === 'same_address').cameraIds).toEqual([first.id]);
});

test('a position outside the unit is stored with a warning', async () => {
  const body = cameraBody(t.world);
  const answer = await t.as('board', 'POST', '/cameras', {
    ...body,
    placement: { ...(body['placement'] as object), position: { type: 'Point', coordinates: [108.5, 11.9] } },
  });
  expect(answer.statusCode).toBe(201);
  expect(answer.json().warnings).toEqual([expect.objectContaining({ code: 'outside_unit' })]);
});

test('what an administrator enters belongs to the board of the unit', async () => {
  const answer = await register({ name: 'Của quản trị', unitId: t.world.south }, 'admin');
  expect(answer.json().ownerName).toBe('Ban điều hành Nam');
  expect((await t.as('board2', 'GET', `/cameras/${answer.json().id}`)).statusCode).toBe(200);
});

test('a board cannot register in a unit of others, an officer nowhere', async () => {
  expect((await register({ unitId: t.world.south })).json().code).toBe('unit_out_of_reach');
  expect((await register({}, 'officer')).json().code).toBe('role_not_permitted');
});

test('a new placement ends the one before; one in the past is put in its place', async () => {
  const { id, placement } = (
    await register({ name: 'Quay', placement: { ...(cameraBody(t.world)['placement'] as object), validFrom: '2026-01-01T00:00:00Z' } })
  ).json();
  const { id: _id, validTo: _to, recordedAt: _at, coverage: _coverage, ...old } = placement;
  const turn = (validFrom: string, bearingDeg: number) => t.as('board', 'POST', `/cameras/${id}/placements`, { ...old, validFrom, bearingDeg });
  expect((await turn('2026-06-01T00:00:00Z', 180)).json().placement.bearingDeg).toBe(180);
  expect((await turn('2026-03-01T00:00:00Z', 45)).json().placement.bearingDeg).toBe(180);
  const rows = await t.db.rows<{ deg: number; fromMs: number; toMs: number | null }>(
    sql`SELECT bearing_deg AS deg, lower(valid) AS "fromMs", upper(valid) AS "toMs" FROM camera_placement WHERE camera_id = ${id} ORDER BY lower(valid)`,
  );
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  expect(rows).toEqual([
    { deg: 90, fromMs: at('2026-01-01'), toMs: at('2026-03-01') },
    { deg: 45, fromMs: at('2026-03-01'), toMs: at('2026-06-01') },
    { deg: 180, fromMs: at('2026-06-01'), toMs: null },
  ]);
  expect((await turn('2026-06-01T00:00:00Z', 10)).json().code).toBe('placement_exists');
});

test('a camera is cut by the buildings that are known, and shows what was said of it before', async () => {
  const placement = cameraBody(t.world)['placement'] as { position: { coordinates: [number, number] } };
  const [lon, lat] = placement.position.coordinates;
  const wall = (fromLon: number, toLon: number) =>
    t.db.run(sql`INSERT INTO building (footprint) VALUES (ST_MakeEnvelope(${fromLon}, ${lat - 0.00003}, ${toLon}, ${lat + 0.00003}, 4326))`);
  await wall(lon + 0.0001, lon + 0.00012);
  const { id, placement: cut } = (await register({ name: 'Bị che khuất' })).json();
  expect(cut).toMatchObject({ motion: 'fixed', panRangeDeg: null, coverageState: { basis: 'cut', version: 1 } });
  await t.db.run(sql`DELETE FROM building`);
  await createRecomputeCoverageJob({ database: t.db, clock: systemClock })({ payload: {}, signal: new AbortController().signal } as never);
  const versions = (query = '') => t.as('officer', 'GET', `/cameras/${id}/coverage-versions${query}`);
  const { items } = (await versions()).json();
  expect(items.map(({ version, basis }: { version: number; basis: string }) => [version, basis])).toEqual([
    [2, 'clear'],
    [1, 'cut'],
  ]);
  expect(items[1]).toMatchObject({ coverage: cut.coverage, saidTo: items[0].saidFrom, placementId: cut.id });
  expect((await t.as('board', 'GET', `/cameras/${id}`)).json().placement).toMatchObject({ coverage: items[0].coverage, coverageState: { version: 2 } });
  const first = (await versions('?limit=1')).json();
  expect((await versions(`?limit=1&cursor=${first.nextCursor}`)).json()).toEqual({ items: [items[1]], nextCursor: null });
  expect((await versions(`?saidAt=${cut.coverageState.computedAt}`)).json().items).toHaveLength(1);
  expect((await versions('?cursor=WzFd')).json().code).toBe('malformed_cursor');
  expect((await t.as('board2', 'GET', `/cameras/${id}/coverage-versions`)).statusCode).toBe(404);
});

test('a camera that can be turned covers what it reaches, and says so', async () => {
  const turning = { ...(cameraBody(t.world)['placement'] as object), motion: 'ptz', panRangeDeg: 200 };
  const { placement } = (await register({ name: 'Quay quét', placement: turning })).json();
  expect(placement).toMatchObject({ motion: 'ptz', panRangeDeg: 200 });
  expect(placement.coverage.coordinates[0].length).toBeGreaterThan(40);
  const fixed = (await register({ name: 'Cố định', placement: { ...turning, motion: 'fixed' } })).json();
  expect(fixed.placement).toMatchObject({ motion: 'fixed', panRangeDeg: null });
  expect((await register({ name: 'Sai', placement: { ...turning, motion: 'rolling' } })).json().code).toBe('validation_failed');
});

test('what a camera would see is told before it is stored, as it is stored then, and leaves nothing behind', async () => {
  const [lon, lat] = [108.2371, 11.7961];
  const placement = {
    ...(cameraBody(t.world)['placement'] as object),
    position: { type: 'Point', coordinates: [lon, lat] },
    motion: 'fixed',
    panRangeDeg: null,
  };
  await t.db.run(sql`INSERT INTO building (footprint) VALUES (ST_MakeEnvelope(${lon + 0.0001}, ${lat - 0.00003}, ${lon + 0.00012}, ${lat + 0.00003}, 4326))`);
  const count = () => t.db.row<{ n: number }>(sql`SELECT (SELECT count(*) FROM camera_placement) + (SELECT count(*) FROM audit_event) AS n`);
  await t.as('board', 'GET', '/sessions/current');
  const before = await count();
  const preview = await t.as('board', 'POST', '/coverage/previews', placement);
  expect(preview.statusCode, preview.body).toBe(200);
  expect(preview.json().basis).toBe('cut');
  expect(await count()).toEqual(before);
  const stored = (await register({ name: 'Xem trước', placement })).json().placement;
  expect(preview.json()).toMatchObject({ basis: stored.coverageState.basis, coverage: stored.coverage });
  expect((await t.as('board', 'POST', '/coverage/previews', { ...placement, hfovDeg: 0 })).json().code).toBe('validation_failed');
  await t.db.run(sql`DELETE FROM building`);
});

test('the same request with the same Idempotency-Key is carried out once', async () => {
  const key = { 'idempotency-key': 'a-key-of-mine' };
  const [first, second] = [await register({ name: 'Một lần' }, 'board', key), await register({ name: 'Một lần' }, 'board', key)];
  expect(second.statusCode).toBe(201);
  expect(second.json()).toEqual(first.json());
  expect(second.headers['idempotency-replayed']).toBe('true');
  const other = await register({ name: 'Khác' }, 'board', key);
  expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency_key_reused']);
});

test('a retired camera leaves the lists and its credentials are gone', async () => {
  const { id } = (await register({ name: 'Nghỉ', source: rtsp })).json();
  expect((await t.as('board', 'DELETE', `/cameras/${id}`)).statusCode).toBe(204);
  expect((await t.as('board', 'GET', `/cameras/${id}`)).statusCode).toBe(404);
  const row = await t.db.row<{ sealed: Buffer | null }>(sql`SELECT sealed_credentials AS sealed FROM camera_source WHERE camera_id = ${id}`);
  expect(row.sealed).toBeNull();
});

test('lists are paged without losing or doubling, newest first, and searched without marks', async () => {
  const ids: string[] = [];
  for (const name of ['Đường Hùng Vương 1', 'Đường Hùng Vương 2', 'Đường Hùng Vương 3']) {
    t.clock.advance(5);
    ids.push((await register({ name })).json().id);
  }
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = (await t.as('board', 'GET', `/cameras?q=duong%20hung&limit=2${cursor}`)).json();
    seen.push(...page.items.map((item: { id: string }) => item.id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(ids.toReversed());
  const bad = await t.as('board', 'GET', '/cameras?cursor=nonsense');
  expect([bad.statusCode, bad.json().code]).toEqual([400, 'malformed_cursor']);
});

test('filters by unit with descendants, state and bounding box', async () => {
  const count = async (query: string) => (await t.as('admin', 'GET', `/cameras?limit=200&${query}`)).json().items.length as number;
  expect(await count(`unitId=${t.world.ward}`)).toBe((await count(`unitId=${t.world.north}`)) + (await count(`unitId=${t.world.south}`)));
  expect(await count('state=draft')).toBe(0);
  expect(await count('bbox=108.49,11.89,108.51,11.91')).toBe(1);
  expect((await t.as('admin', 'GET', '/cameras?bbox=1,2,3')).statusCode).toBe(422);
});

test('who sends 10 MB over a real connection hears why it was refused, every time', async () => {
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  const { token } = (await t.anonymous('POST', '/sessions', { username: 'board', password: TEST_PASSWORD })).json<{ token: string }>();
  const { port } = t.app.server.address() as AddressInfo;
  const body = JSON.stringify(cameraBody(t.world, { name: 'x'.repeat(10_000_000) }));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (let count = 0; count < 10; count += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/cameras`, { method: 'POST', headers, body });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'body_too_large']);
  }
});

test('no picture of a draft is kept', async () => {
  const { id } = (await register({ purpose: undefined })).json();
  const refused = await t.as('board', 'POST', `/cameras/${id}/snapshots`);
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'camera_is_draft']);
  expect((await t.as('board', 'POST', `/cameras/${id}/checks`)).statusCode).toBe(202);
});

test('a body of 10 MB and one that is not JSON end in a clear error', async () => {
  const big = await t.as('board', 'POST', '/cameras', cameraBody(t.world, { name: 'x'.repeat(10_000_000) }));
  expect([big.statusCode, big.json().code]).toEqual([413, 'body_too_large']);
  const broken = await t.as('board', 'POST', '/cameras', '{"name": ', { 'content-type': 'application/json' });
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'malformed_json']);
});
