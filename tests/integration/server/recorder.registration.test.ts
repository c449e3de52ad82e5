import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const { placement, purpose, notice } = cameraBody({} as never);
const SOURCE = {
  kind: 'rtsp',
  url: 'rtsp://10.0.0.20:554',
  channelUrlTemplate: '/Streaming/Channels/{channel}01',
  username: 'quan-sat',
  password: 'Mật khẩu đầu ghi 9!',
};
const channels = (...numbers: number[]) => numbers.map((channel) => ({ name: `Mắt ${channel}`, channel, placement, purpose, notice }));
const body = (changes: Record<string, unknown> = {}) => ({
  name: 'Đầu ghi chợ',
  unitId: t.world.north,
  siteName: 'Nhà văn hoá tổ',
  source: SOURCE,
  channels: channels(1, 2, 3),
  ...changes,
});
const register = (changes: Record<string, unknown> = {}, user: TestUser = 'board', headers: Record<string, string> = {}) =>
  t.as(user, 'POST', '/recorders', body(changes), headers);
const camera = async (id: string) => (await t.as('board', 'GET', `/cameras/${id}`)).json();
const count = async (table: 'camera' | 'recorder') =>
  (await t.db.row<{ n: number }>(table === 'camera' ? sql`SELECT count(*) AS n FROM camera` : sql`SELECT count(*) AS n FROM recorder`)).n;

describe('registering a recorder', () => {
  test('stores it with all its channels in one act; user name and password come back nowhere and are sealed once, to the recorder', async () => {
    const answer = await register();
    expect(answer.statusCode, answer.body).toBe(201);
    const recorder = answer.json();
    expect(recorder).toMatchObject({
      name: 'Đầu ghi chợ',
      siteName: 'Nhà văn hoá tổ',
      reachable: 'unknown',
      source: { kind: 'rtsp', url: 'rtsp://10.0.0.20', channelUrlTemplate: SOURCE.channelUrlTemplate, hasCredentials: true },
    });
    expect(recorder.channels.map((each: { channel: number }) => each.channel)).toEqual([1, 2, 3]);
    expect(answer.body).not.toContain(SOURCE.password);
    expect(answer.body).not.toContain(SOURCE.username);
    const first = await camera(recorder.channels[0].cameraId);
    expect(first).toMatchObject({
      name: 'Mắt 1',
      siteName: 'Nhà văn hoá tổ',
      state: 'unknown',
      warnings: [],
      recorder: { id: recorder.id, name: 'Đầu ghi chợ', channel: 1 },
      source: { kind: 'rtsp', url: 'rtsp://10.0.0.20/Streaming/Channels/101', hasCredentials: true },
    });
    const row = await t.db.row<{ bytes: Buffer; keyId: string; own: number }>(sql`SELECT r.sealed_credentials AS bytes, r.key_id AS "keyId",
      (SELECT count(*) FROM camera_source s JOIN camera c ON c.id = s.camera_id WHERE c.recorder_id = r.id AND s.sealed_credentials IS NOT NULL) AS own FROM recorder r WHERE r.id = ${recorder.id}`);
    expect(row.own).toBe(0);
    expect(JSON.parse(t.secretBox.open({ bytes: row.bytes, keyId: row.keyId }, recorder.id))).toEqual({ username: 'quan-sat', password: SOURCE.password });
    expect(() => t.secretBox.open({ bytes: row.bytes, keyId: row.keyId }, recorder.channels[0].cameraId)).toThrow();
    const logged = await t.db.row<{ cameras: string[] }>(
      sql`SELECT camera_ids AS cameras FROM audit_event WHERE action = 'recorder.create' ORDER BY 1 LIMIT 1`,
    );
    expect(logged.cameras.toSorted()).toEqual(recorder.channels.map((each: { cameraId: string }) => each.cameraId).toSorted());
  });

  test('is all or nothing: one channel that can not be stored leaves neither recorder nor cameras', async () => {
    const before = [await count('recorder'), await count('camera')];
    const [one, two] = channels(1, 2);
    const late = { ...two, placement: { ...(placement as object), validFrom: '2099-01-01T00:00:00Z' } };
    const answer = await register({ channels: [one, late] });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'valid_from_in_future']);
    const early = { ...two, placement: { ...(placement as object), validFrom: '0000-01-01T00:00:00Z' } };
    expect((await register({ channels: [one, early] })).json().code).toBe('valid_from_too_old');
    expect([await count('recorder'), await count('camera')]).toEqual(before);
  });

  test('with one key is carried out once', async () => {
    const before = await count('recorder');
    const key = { 'idempotency-key': newId() };
    const [first, second] = [await register({}, 'board', key), await register({}, 'board', key)];
    expect(second.json().id).toBe(first.json().id);
    expect(await count('recorder')).toBe(before + 1);
  });

  test.each([
    ['a channel twice', { channels: 'twice' }, 'validation_failed'],
    ['no channel', { channels: [] }, 'validation_failed'],
    ['a template without {channel}', { source: { ...SOURCE, channelUrlTemplate: '/live' } }, 'channel_template_malformed'],
    ['a template with other braces', { source: { ...SOURCE, channelUrlTemplate: '/{channel}/{x}' } }, 'channel_template_malformed'],
    ['a template with a password', { source: { ...SOURCE, channelUrlTemplate: '/c{channel}?password=abc' } }, 'credentials_in_url'],
    ['a path in the address', { source: { ...SOURCE, url: 'rtsp://10.0.0.20/s1' } }, 'recorder_url_with_path'],
    ['loopback', { source: { ...SOURCE, url: 'rtsp://127.0.0.1' } }, 'address_forbidden'],
    ['a template that leads elsewhere', { source: { ...SOURCE, url: 'rtsp://10.0.0.20', channelUrlTemplate: '@evil{channel}' } }, 'channel_template_malformed'],
    ['half of the sign-in', { source: { ...SOURCE, password: undefined } }, 'credentials_incomplete'],
    ["a maker's default", { source: { ...SOURCE, username: 'admin', password: '12345' } }, 'default_password'],
    ['a unit that is not there', { unitId: 'cccccccc-cccc-4ccc-8ccc-cccccccccccc' }, 'unknown_unit'],
  ])('is refused with %s', async (_what, changes: Record<string, unknown>, code) => {
    const answer = await register(changes['channels'] === 'twice' ? { channels: channels(1, 1) } : changes);
    expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
  });

  test('works by ONVIF, where all channels have one address and no warning for it, and without an address at all', async () => {
    const onvif = (
      await register({ source: { kind: 'onvif', url: 'http://10.0.0.21/onvif/device_service', username: 'a', password: 'Đầu ghi số hai 2' } })
    ).json();
    const second = await camera(onvif.channels[1].cameraId);
    expect(second.source).toMatchObject({ kind: 'onvif', url: 'http://10.0.0.21/onvif/device_service' });
    // the others of this test hang at the same place, its own recorder's are no surprise
    const warned = second.warnings.flatMap((warning: { cameraIds?: string[] }) => warning.cameraIds ?? []);
    for (const { cameraId } of onvif.channels) expect(warned).not.toContain(cameraId);
    expect(second.warnings.map((warning: { code: string }) => warning.code)).not.toContain('same_address');
    const rows = await t.db.rows<{ channel: number }>(
      sql`SELECT s.channel FROM camera_source s JOIN camera c ON c.id = s.camera_id WHERE c.recorder_id = ${onvif.id} ORDER BY 1`,
    );
    expect(rows.map((row) => row.channel)).toEqual([1, 2, 3]);
    const known = (await register({ source: { kind: 'registered' } })).json();
    expect(await camera(known.channels[0].cameraId)).toMatchObject({ source: { kind: 'registered' }, confirmation: { due: false, confirmedAt: null } });
    expect((await t.as('board', 'POST', `/recorders/${known.id}/checks`)).json().code).toBe('camera_not_dialable');
  });

  test('warns of a recorder that is registered a second time', async () => {
    const source = { ...SOURCE, url: 'rtsp://10.0.0.77' };
    const first = (await register({ source })).json();
    const second = (await register({ source })).json();
    const { warnings } = await camera(second.channels[0].cameraId);
    expect(warnings.find((warning: { code: string }) => warning.code === 'same_address').cameraIds).toEqual([first.channels[0].cameraId]);
  });
});

describe('a registered recorder', () => {
  test('gets a new password once, for all channels; a new address forgets the old one', async () => {
    const { id } = (await register()).json();
    const seal = async () =>
      await t.db.row<{ bytes: Buffer | null; keyId: string }>(sql`SELECT sealed_credentials AS bytes, key_id AS "keyId" FROM recorder WHERE id = ${id}`);
    await t.db.run(sql`UPDATE recorder_contact SET next_ping_at = now() + interval '1 hour' WHERE recorder_id = ${id}`);
    const credentials = { username: 'quan-sat', password: 'Mật khẩu mới toanh 7' };
    const changed = await t.as('board', 'PATCH', `/recorders/${id}`, { credentials });
    expect(changed.statusCode, changed.body).toBe(200);
    const { bytes, keyId } = await seal();
    expect(JSON.parse(t.secretBox.open({ bytes: bytes!, keyId }, id))).toEqual(credentials);
    const { due } = await t.db.row<{ due: boolean }>(sql`SELECT next_ping_at <= now() AS due FROM recorder_contact WHERE recorder_id = ${id}`);
    expect(due).toBe(true);
    expect((await t.as('board', 'PATCH', `/recorders/${id}`, { credentials: { username: 'admin', password: 'admin' } })).json().code).toBe('default_password');
    const { username: _u, password: _p, ...source } = SOURCE;
    const moved = await t.as('board', 'PATCH', `/recorders/${id}`, { source: { ...source, url: 'rtsp://10.0.0.99', channelUrlTemplate: '/ch{channel:02}' } });
    expect(moved.json().source).toMatchObject({ url: 'rtsp://10.0.0.99', hasCredentials: false });
    expect((await seal()).bytes).toBeNull();
    expect((await camera(moved.json().channels[2].cameraId)).source.url).toBe('rtsp://10.0.0.99/ch03');
    expect((await t.as('board', 'PATCH', `/recorders/${id}`, { source: { kind: 'registered' } })).json().code).toBe('recorder_kind_fixed');
  });

  test("keeps its channels' address and password to itself", async () => {
    const { channels: own } = (await register()).json();
    const source = { kind: 'rtsp', url: 'rtsp://10.0.0.5/other', username: 'x', password: 'y!long enough' };
    const answer = await t.as('board', 'PATCH', `/cameras/${own[0].cameraId}`, { source });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'recorder_channel']);
    expect((await t.as('board', 'PATCH', `/cameras/${own[0].cameraId}`, { name: 'Tên khác' })).statusCode).toBe(200);
  });

  test('takes more channels, each once; rests and ends with all of them', async () => {
    const { id, channels: own } = (await register()).json();
    const more = await t.as('board', 'POST', `/recorders/${id}/channels`, { channels: channels(4) });
    expect(more.statusCode, more.body).toBe(201);
    expect(more.json().channels).toHaveLength(4);
    const taken = await t.as('board', 'POST', `/recorders/${id}/channels`, { channels: channels(5, 4) });
    expect([taken.statusCode, taken.json().code]).toEqual([409, 'channel_taken']);
    const resting = await t.as('board', 'PATCH', `/recorders/${id}`, { maintenance: true });
    expect(resting.json().channels.map((each: { state: string }) => each.state)).toEqual(Array(4).fill('maintenance'));
    await t.as('board', 'DELETE', `/cameras/${own[1].cameraId}`);
    expect((await t.as('board', 'GET', `/recorders/${id}`)).json().channels.map((each: { channel: number }) => each.channel)).toEqual([1, 3, 4]);
    expect((await t.as('board', 'DELETE', `/recorders/${id}`)).statusCode).toBe(204);
    expect((await t.as('board', 'GET', `/recorders/${id}`)).statusCode).toBe(404);
    expect((await t.as('board', 'GET', `/cameras/${own[0].cameraId}`)).statusCode).toBe(404);
    const row = await t.db.row<{ sealed: Buffer | null }>(sql`SELECT sealed_credentials AS sealed FROM recorder WHERE id = ${id}`);
    expect(row.sealed).toBeNull();
  });

  test('never has channels at an address that its password was not typed for, however changes cross', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = (await register({ channels: channels(1) })).json();
      const source = { ...SOURCE, url: 'rtsp://10.0.0.77', password: `Mật khẩu mới ${round}` };
      const [moved, added] = await Promise.all([
        t.as('board', 'PATCH', `/recorders/${id}`, { source }),
        t.as('board', 'POST', `/recorders/${id}/channels`, { channels: channels(2, 3, 4) }),
      ]);
      expect([moved.statusCode, added.statusCode]).toEqual([200, 201]);
      const urls = await t.db.rows<{ url: string }>(sql`SELECT url FROM camera_source JOIN camera c ON c.id = camera_id WHERE c.recorder_id = ${id}`);
      expect(urls).toHaveLength(4);
      for (const { url } of urls) expect(url).toMatch(/^rtsp:\/\/10\.0\.0\.77\//);
    }
  });

  test('takes no channel while it is taken out of service', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id } = (await register({ channels: channels(1) })).json();
      await Promise.all([t.as('board', 'DELETE', `/recorders/${id}`), t.as('board', 'POST', `/recorders/${id}/channels`, { channels: channels(2, 3) })]);
      expect(await t.db.rows(sql`SELECT 1 FROM camera WHERE recorder_id = ${id} AND retired_at IS NULL`)).toEqual([]);
    }
  });

  test('is tested once at a time for one person, apart from what people wait for', async () => {
    const { id } = (await register({ channels: channels(1) })).json();
    const first = await t.as('board', 'POST', `/recorders/${id}/checks`);
    const second = await t.as('board', 'POST', `/recorders/${id}/checks`);
    expect([first.statusCode, second.json().jobId]).toEqual([202, first.json().jobId]);
  });

  test('keeps no password in its path', async () => {
    const source = { ...SOURCE, channelUrlTemplate: '/user=admin&pass=S3cretPw9&channel={channel}' };
    expect((await register({ source })).json().code).toBe('credentials_in_url');
  });

  test('is seen by its board and by the police of its unit, page by page, and by nobody else', async () => {
    for (let i = 0; i < 3; i += 1) await register({ channels: channels(1) });
    const first = (await t.as('officer', 'GET', '/recorders?limit=2')).json();
    expect(first.items).toHaveLength(2);
    const second = (await t.as('officer', 'GET', `/recorders?limit=2&cursor=${first.nextCursor}`)).json();
    expect(second.items[0].id < first.items[1].id).toBe(true);
    expect((await t.as('officer', 'GET', `/recorders?unitId=${t.world.south}`)).json().items).toEqual([]);
    for (const user of ['board2', 'otherboard', 'otherofficer'] as const) expect((await t.as(user, 'GET', '/recorders')).json().items).toEqual([]);
    expect((await register({}, 'board2')).json().code).toBe('unit_out_of_reach');
    expect((await register({}, 'admin')).json().ownerName).toBe('Ban điều hành Bắc');
  });

  test('has one clock: a reading of one channel holds for all, in the candidates too', async () => {
    const { channels: own } = (await register()).json();
    const trueTime = new Date(t.clock.now() - 60_000).toISOString();
    const reading = { trueTime, deviceTime: new Date(t.clock.now() - 60_000 + 61_000).toISOString(), method: 'osd', uncertaintyMs: 900 };
    const made = await t.as('board', 'POST', `/cameras/${own[0].cameraId}/clock-readings`, reading);
    expect(made.statusCode, made.body).toBe(201);
    const { items } = (await t.as('board', 'GET', `/cameras/${own[2].cameraId}/clock-readings`)).json();
    expect(items).toMatchObject([{ offsetMs: 61_000, method: 'osd' }]);
    const incident = {
      category: 'brawl',
      occurredFrom: new Date(t.clock.now() - 600_000).toISOString(),
      occurredTo: new Date(t.clock.now() - 540_000).toISOString(),
      location: { type: 'Point', coordinates: [108.23505, 11.795] },
    };
    await t.db.run(
      sql`UPDATE camera_placement SET valid = tstzrange(lower(valid) - interval '1 day', NULL) WHERE camera_id = ANY(${own.map((each: { cameraId: string }) => each.cameraId)}::uuid[])`,
    );
    const { id } = (await t.as('officer', 'POST', '/incidents', incident)).json();
    const candidates = (await t.as('officer', 'GET', `/incidents/${id}/candidates`)).json().items as { cameraId: string; clock: { offsetMs: number } | null }[];
    const found = candidates.filter((each) => own.some((channel: { cameraId: string }) => channel.cameraId === each.cameraId));
    expect(found.map((each) => each.clock?.offsetMs)).toEqual([61_000, 61_000, 61_000]);
  });
});
