import { createHash, randomBytes } from 'node:crypto';
import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertReadings } from '../../../db/repositories/camera-health-repository.ts';
import { timedId } from '../../../domain/uuid.ts';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
let t: TestApp;
let startMs: number;

const iso = (ms: number) => new Date(ms).toISOString();

async function register(name: string, placement: Record<string, unknown> = {}): Promise<string> {
  const body = cameraBody(t.world, { name });
  const answer = await t.as('board', 'POST', '/cameras', {
    ...body,
    placement: { ...(body['placement'] as object), validFrom: '2026-01-01T00:00:00Z', ...placement },
  });
  return answer.json().id;
}

interface Read {
  readonly atMs: number;
  readonly offsetMs: number;
  readonly method?: string;
  readonly uncertaintyMs?: number;
  readonly clockWasSet?: boolean;
}

const reading = ({ atMs, offsetMs, method = 'photo', uncertaintyMs = 2000, clockWasSet = false }: Read) => ({
  trueTime: iso(atMs),
  deviceTime: iso(atMs + offsetMs),
  method,
  uncertaintyMs,
  clockWasSet,
});
const read = async (path: string, what: Read, user: TestUser = 'board') => t.as(user, 'POST', `${path}/clock-readings`, reading(what));
const list = async (path: string) => (await t.as('board', 'GET', `${path}/clock-readings`)).json().items;

async function addSegment(cameraId: string, fromMs: number): Promise<string> {
  const id = timedId(fromMs, createHash('sha256').update(`${cameraId}${fromMs}`).digest());
  await t.db
    .run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    VALUES (${id}, ${cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(fromMs + 5000)}), 300, 'none', 'recorded', 'h264', ${randomBytes(32)}, ${`k/${id}`}, 1000, ${new Date(fromMs + 3 * DAY_MS)})`);
  return id;
}

async function addSnapshot(cameraId: string, takenAtMs: number, reason: 'request' | 'schedule'): Promise<string> {
  const id = newId(takenAtMs);
  await t.db.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
    VALUES (${id}, ${cameraId}, ${new Date(takenAtMs)}, 'none', ${reason}, ${Buffer.alloc(32)}, 'a/b', 1, 1, 1, now() + interval '1 day')`);
  return id;
}

/** Candidates of an incident of five minutes from `fromMs` on, by the camera's id. */
async function candidates(fromMs: number) {
  const incident = await t.as('officer', 'POST', '/incidents', {
    category: 'brawl',
    occurredFrom: iso(fromMs),
    occurredTo: iso(fromMs + 5 * MINUTE_MS),
    location: { type: 'Point', coordinates: [108.2353, 11.795] },
    uncertaintyM: 8,
    summary: 'Xô xát trước chợ',
  });
  const { items } = (await t.as('officer', 'GET', `/incidents/${incident.json().id}/candidates?lang=en`)).json();
  return new Map(items.map((item: { cameraId: string }) => [item.cameraId, item])) as Map<string, ReturnType<typeof JSON.parse>>;
}

beforeAll(async () => {
  t = await startTestApp();
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 2 * HOUR_MS;
});
afterAll(() => t.close());

describe('an incident', () => {
  test('finds a camera whose clock is 17 minutes ahead with the window to look for and its footage, and one that was never read 30 minutes wider', async () => {
    const [ahead, unread] = [await register('nhanh 17 phút'), await register('chưa đo')];
    await read(`/cameras/${ahead}`, { atMs: startMs - HOUR_MS, offsetMs: 17 * MINUTE_MS });
    const segment = await addSegment(ahead, startMs + MINUTE_MS);
    const found = await candidates(startMs);
    const { from, to } = found.get(ahead).deviceWindow;
    for (const [text, exactMs] of [
      [from, startMs + 17 * MINUTE_MS - 2000],
      [to, startMs + 22 * MINUTE_MS + 2000],
    ])
      expect(Math.abs(Date.parse(text) - exactMs)).toBeLessThan(1000);
    expect(found.get(ahead).footage).toEqual([{ segmentId: segment, overlapRatio: expect.any(Number) }]);
    expect(found.get(ahead).why.join(' ')).toContain('17 min ahead');
    expect(found.get(unread).deviceWindow).toEqual({ from: iso(startMs - 30 * MINUTE_MS), to: iso(startMs + 35 * MINUTE_MS) });
  });

  test('names a wrong zone as the reason of an hour', async () => {
    const id = await register('giờ Bắc Kinh');
    await read(`/cameras/${id}`, { atMs: startMs, offsetMs: HOUR_MS + 5000 });
    const item = (await candidates(startMs)).get(id);
    expect(item.clock.offsetMs).toBe(HOUR_MS + 5000);
    expect(item.why).toContain('Wrong time zone: the device is set to Beijing time (GMT+8), or has summer time on.');
    expect((await list(`/cameras/${id}`))[0].diagnosis).toEqual({ kind: 'time_zone', zone: '+08:00' });
  });

  test('finds a camera that was moved since where it hung that day', async () => {
    const id = await register('chuyển chỗ');
    const { placement } = (await t.as('board', 'GET', `/cameras/${id}`)).json();
    const { id: _i, validTo: _t, recordedAt: _r, coverage: _c, ...old } = placement;
    const moved = { ...old, position: { type: 'Point', coordinates: [108.238, 11.7985] }, validFrom: iso(startMs - HOUR_MS) };
    expect((await t.as('board', 'POST', `/cameras/${id}/placements`, moved)).statusCode).toBe(201);
    expect((await candidates(startMs - 2 * HOUR_MS)).get(id)?.sees).toBe('full');
    expect((await candidates(startMs)).has(id)).toBe(false);
  });
});

describe('readings', () => {
  test('that contradict each other are stored, said to and both covered', async () => {
    const id = await register('mâu thuẫn');
    expect((await read(`/cameras/${id}`, { atMs: startMs, offsetMs: 17 * MINUTE_MS })).json().contradicts).toBe(false);
    const second = await read(`/cameras/${id}`, { atMs: startMs + 2 * MINUTE_MS, offsetMs: -3 * MINUTE_MS });
    expect([second.statusCode, second.json().contradicts]).toEqual([201, true]);
    expect((await list(`/cameras/${id}`)).map((item: { contradicts: boolean }) => item.contradicts)).toEqual([true, true]);
    const { deviceWindow, why } = (await candidates(startMs)).get(id);
    expect(Date.parse(deviceWindow.from)).toBeLessThanOrEqual(startMs - 3 * MINUTE_MS);
    expect(Date.parse(deviceWindow.to)).toBeGreaterThanOrEqual(startMs + 22 * MINUTE_MS);
    expect(why).toContain('Readings of the clock contradict each other: the search covers them all.');
  });

  test('typed wrong are withdrawn with a reason: they stay in the list, decide nothing any more, and are not taken back', async () => {
    const id = await register('nhập sai');
    const right = (await read(`/cameras/${id}`, { atMs: startMs - 2 * MINUTE_MS, offsetMs: 0 })).json();
    const wrong = (await read(`/cameras/${id}`, { atMs: startMs - MINUTE_MS, offsetMs: 25 * MINUTE_MS })).json();
    const wide = (await candidates(startMs)).get(id);
    expect(Date.parse(wide.deviceWindow.to)).toBeGreaterThanOrEqual(startMs + 25 * MINUTE_MS);
    const path = `/cameras/${id}/clock-readings/${wrong.id}/withdrawal`;
    const tries = [
      ['officer', { reason: 'Nhầm' }, 403, 'role_not_permitted'],
      ['board2', { reason: 'Nhầm' }, 404, 'not_found'],
      ['board', { reason: '' }, 422, 'validation_failed'],
      ['board', { reason: 'Gọi 0912345678' }, 422, 'personal_data_in_text'],
    ] as const;
    for (const [user, body, status, code] of tries) {
      const refused = await t.as(user, 'POST', path, body);
      expect([user, refused.statusCode, refused.json().code]).toEqual([user, status, code]);
    }
    const other = await register('đồng hồ khác');
    expect((await t.as('board', 'POST', `/cameras/${other}/clock-readings/${wrong.id}/withdrawal`, { reason: 'Nhầm' })).statusCode).toBe(404);
    const done = await t.as('board', 'POST', path, { reason: 'Nhập nhầm 07:55 thành 08:20' });
    expect([done.statusCode, done.json().withdrawn]).toEqual([200, { at: expect.any(String), by: 'board', reason: 'Nhập nhầm 07:55 thành 08:20' }]);
    expect((await t.as('board', 'POST', path, { reason: 'Nhầm' })).json().code).toBe('reading_withdrawn');
    await expect(
      t.db.run(sql`UPDATE clock_reading SET withdrawn_at = NULL, withdrawn_by = NULL, withdrawal_reason = NULL WHERE id = ${wrong.id}`),
    ).rejects.toThrow();
    const items = await list(`/cameras/${id}`);
    expect(items.map((item: { id: string; contradicts: boolean; withdrawn: object | null }) => [item.id, item.contradicts, item.withdrawn !== null])).toEqual([
      [wrong.id, false, true],
      [right.id, false, false],
    ]);
    const { clock, deviceWindow } = (await candidates(startMs)).get(id);
    expect(clock).toMatchObject({ offsetMs: 0 });
    expect(Date.parse(deviceWindow.to)).toBeLessThan(startMs + 10 * MINUTE_MS);
    const back = (await t.as('officer', 'GET', `/cameras/${id}/clock-windows?deviceFrom=${iso(startMs)}&deviceTo=${iso(startMs + MINUTE_MS)}`)).json();
    expect([back.clock.offsetMs, back.contradicts]).toEqual([0, false]);
    const log = await t.db.rows<{ outcome: string; detail: object }>(
      sql`SELECT outcome, detail FROM audit_event WHERE action = 'clock.withdraw' AND ${id}::uuid = ANY(camera_ids) ORDER BY id`,
    );
    expect(log.map((entry) => entry.outcome)).toEqual(['refused', 'allowed', 'refused']);
    expect(log[1]!.detail).toEqual({ readingId: wrong.id });
  });

  test('that the service took itself are not withdrawn; of a recorder they are for all its channels', async () => {
    const id = await register('tự đo');
    const readingId = newId();
    await t.db.run(
      sql`INSERT INTO clock_reading (id, camera_id, true_time, device_time, uncertainty_ms, method) VALUES (${readingId}, ${id}, ${new Date(startMs)}, ${new Date(startMs)}, 500, 'onvif')`,
    );
    const refused = await t.as('board', 'POST', `/cameras/${id}/clock-readings/${readingId}/withdrawal`, { reason: 'Nhầm' });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'reading_not_typed']);
    expect((await t.as('board', 'GET', `/cameras/${id}/clock-readings?typed=true`)).json().items).toEqual([]);
    const channels = [{ name: 'Kênh một', channel: 1, placement: cameraBody(t.world)['placement'], purpose: 'market', notice: { postedAt: '2026-11-01' } }];
    const source = { kind: 'rtsp', url: 'rtsp://10.0.0.21', channelUrlTemplate: '/ch{channel}' };
    const recorder = (await t.as('board', 'POST', '/recorders', { name: 'Đầu ghi mới', unitId: t.world.north, source, channels })).json();
    const made = (await read(`/recorders/${recorder.id}`, { atMs: startMs, offsetMs: HOUR_MS })).json();
    const done = await t.as('board', 'POST', `/recorders/${recorder.id}/clock-readings/${made.id}/withdrawal`, { reason: 'Nhầm đầu ghi' });
    expect(done.json()).toMatchObject({ id: made.id, recorderId: recorder.id, withdrawn: { by: 'board' } });
    const asked = `/cameras/${recorder.channels[0].cameraId}/clock-windows?from=${iso(startMs)}&to=${iso(startMs + MINUTE_MS)}`;
    expect((await t.as('officer', 'GET', asked)).json().clock).toBeNull();
  });

  test('that were withdrawn do not keep the service from storing its own of that recorder', async () => {
    const channels = [{ name: 'Kênh rộng', channel: 1, placement: cameraBody(t.world)['placement'], purpose: 'market', notice: { postedAt: '2026-11-01' } }];
    const source = { kind: 'rtsp', url: 'rtsp://10.0.0.22', channelUrlTemplate: '/ch{channel}' };
    const { id } = (await t.as('board', 'POST', '/recorders', { name: 'Đầu ghi rộng', unitId: t.world.north, source, channels })).json();
    const wide = (await read(`/recorders/${id}`, { atMs: startMs, offsetMs: 0, uncertaintyMs: HOUR_MS })).json();
    const own = {
      id: newId(),
      cameraId: null,
      recorderId: id,
      trueTimeMs: startMs + MINUTE_MS,
      deviceTimeMs: startMs + MINUTE_MS,
      uncertaintyMs: 500,
      method: 'onvif',
    } as const;
    await t.db.transaction((tx) => insertReadings(tx, [own]));
    expect(await list(`/recorders/${id}`)).toHaveLength(1);
    await t.as('board', 'POST', `/recorders/${id}/clock-readings/${wide.id}/withdrawal`, { reason: 'Nhầm' });
    await t.db.transaction((tx) => insertReadings(tx, [own]));
    expect((await list(`/recorders/${id}`)).map((item: { id: string }) => item.id)).toEqual([own.id, wide.id]);
  });

  test.each(['camera', 'recorder'] as const)('that count are found by the index of their %s', async (device) => {
    const [column, index] = [raw(`${device}_id`), `clock_reading_${device}_idx`];
    const plan = await t.db.transaction(async (tx) => {
      await tx.run(sql`SET LOCAL enable_seqscan = off`);
      await tx.run(sql`SET LOCAL enable_bitmapscan = off`);
      return tx.rows(sql`EXPLAIN SELECT * FROM counted_clock_reading WHERE ${column} = ${newId()} AND true_time <= now() ORDER BY true_time DESC LIMIT 4`);
    });
    expect(JSON.stringify(plan)).toMatch(new RegExp(`Index Scan using ${index} on clock_reading(?!.*Sort)`));
  });

  test('after the clock was set do not contradict those before', async () => {
    const id = await register('vừa chỉnh giờ');
    await read(`/cameras/${id}`, { atMs: startMs - 3 * MINUTE_MS, offsetMs: 17 * MINUTE_MS });
    const after = (await read(`/cameras/${id}`, { atMs: startMs - MINUTE_MS, offsetMs: 0, clockWasSet: true })).json();
    expect(after).toMatchObject({ contradicts: false, clockWasSet: true, diagnosis: { kind: 'right', zone: null } });
    const { clock } = (await candidates(startMs)).get(id);
    expect(clock.uncertaintyMs).toBeLessThan(3000);
  });

  test.each([
    [{ trueTime: '2036-01-01T00:00:00Z' }, 'true_time_in_future'],
    [{ trueTime: '1999-01-01T00:00:00Z' }, 'true_time_too_old'],
    [{ deviceTime: '1926-11-22 08:00:00' }, 'device_time_absurd'],
    [{ deviceTime: '2126-11-22 08:00:00' }, 'device_time_absurd'],
    [{ deviceTime: '2026-02-30 08:00:00' }, 'malformed_device_time'],
    [{ trueTime: undefined }, 'validation_failed'],
    [{ snapshotId: newId() }, 'validation_failed'],
    [{ trueTime: undefined, snapshotId: newId() }, 'validation_failed'],
    [{ uncertaintyMs: 90_000_000 }, 'validation_failed'],
    [{ uncertaintyMs: -1 }, 'validation_failed'],
  ])('with %j are refused as %s', async (changes, code) => {
    const id = await register(`vô lý ${JSON.stringify(changes).length} ${code.length}`);
    const answer = await t.as('board', 'POST', `/cameras/${id}/clock-readings`, { ...reading({ atMs: startMs, offsetMs: 0 }), ...changes });
    expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
    expect(await list(`/cameras/${id}`)).toEqual([]);
  });

  test.each(['rtcp', 'simulated', 'manual'])('are half a second uncertain at least, by %s too', async (method) => {
    const id = await register(`quá chắc chắn ${method}`);
    for (const [uncertaintyMs, counted] of [
      [0, 500],
      [499, 500],
      [501, 501],
    ] as const) {
      const made = await read(`/cameras/${id}`, { atMs: startMs, offsetMs: 0, method, uncertaintyMs });
      expect([made.statusCode, made.json().uncertaintyMs]).toEqual([201, counted]);
    }
    expect((await list(`/cameras/${id}`)).map((item: { uncertaintyMs: number }) => item.uncertaintyMs).toSorted()).toEqual([500, 500, 501]);
  });

  test('of a burnt-in time take the true time of the picture, which only its own board may have looked at', async () => {
    const [id, other] = [await register('hình có giờ'), await register('camera khác')];
    const takenAtMs = startMs + 123;
    const typed = { deviceTime: iso(startMs + 17 * MINUTE_MS), method: 'osd', uncertaintyMs: 500 };
    const own = await addSnapshot(id, takenAtMs, 'request');
    const made = await t.as('board', 'POST', `/cameras/${id}/clock-readings`, { ...typed, snapshotId: own });
    expect(made.json()).toMatchObject({ trueTime: iso(takenAtMs), offsetMs: 17 * MINUTE_MS - 123, uncertaintyMs: 3000, snapshotId: own, method: 'osd' });
    const scheduled = await addSnapshot(id, takenAtMs, 'schedule');
    const tries = [
      ['board', id, scheduled, 403, 'grant_required'],
      ['admin', id, own, 403, 'grant_required'],
      ['officer', id, own, 403, 'role_not_permitted'],
      ['board2', id, own, 404, 'not_found'],
      ['board', other, own, 422, 'snapshot_of_another_camera'],
      ['board', id, newId(), 422, 'snapshot_of_another_camera'],
    ] as const;
    for (const [user, cameraId, snapshotId, status, code] of tries) {
      const answer = await t.as(user, 'POST', `/cameras/${cameraId}/clock-readings`, { ...typed, snapshotId });
      expect([user, answer.statusCode, answer.json().code]).toEqual([user, status, code]);
    }
    const { detail } = await t.db.row<{ detail: object }>(
      sql`SELECT detail FROM audit_event WHERE action = 'clock.record' AND outcome = 'allowed' AND ${id}::uuid = ANY(camera_ids) ORDER BY audit_event.id DESC LIMIT 1`,
    );
    expect(detail).toMatchObject({ method: 'osd', snapshotId: own });
    const refused = await t.db.row<{ n: number }>(
      sql`SELECT count(*) AS n FROM audit_event WHERE action = 'clock.record' AND outcome = 'refused' AND detail ->> 'code' = 'grant_required' AND ${id}::uuid = ANY(camera_ids)`,
    );
    expect(refused.n).toBe(2);
  });

  test('of a recorder are those of all its channels', async () => {
    const placement = cameraBody(t.world)['placement'];
    const channels = [1, 2].map((channel) => ({ name: `Kênh ${channel}`, channel, placement, purpose: 'market', notice: { postedAt: '2026-11-01' } }));
    const source = { kind: 'rtsp', url: 'rtsp://10.0.0.20', channelUrlTemplate: '/ch{channel}' };
    const recorder = (await t.as('board', 'POST', '/recorders', { name: 'Đầu ghi chợ', unitId: t.world.north, source, channels })).json();
    const made = await read(`/recorders/${recorder.id}`, { atMs: startMs, offsetMs: -7 * HOUR_MS });
    expect(made.json()).toMatchObject({ cameraId: null, recorderId: recorder.id, diagnosis: { kind: 'time_zone', zone: '+00:00' } });
    await read(`/cameras/${recorder.channels[1].cameraId}`, { atMs: startMs + HOUR_MS, offsetMs: -7 * HOUR_MS + 500 });
    for (const path of [`/recorders/${recorder.id}`, ...recorder.channels.map((channel: { cameraId: string }) => `/cameras/${channel.cameraId}`)])
      expect((await list(path)).map((item: { offsetMs: number }) => item.offsetMs)).toEqual([-7 * HOUR_MS + 500, -7 * HOUR_MS]);
    expect((await read(`/recorders/${recorder.id}`, { atMs: startMs, offsetMs: 0 }, 'officer')).statusCode).toBe(403);
    expect((await read(`/recorders/${recorder.id}`, { atMs: startMs, offsetMs: 0 }, 'board2')).statusCode).toBe(404);
  });
});

describe('the windows of a camera', () => {
  const windows = async (id: string, query: string) => (await t.as('officer', 'GET', `/cameras/${id}/clock-windows?${query}`)).json();

  test('tell an interval of true time in its clock, and back', async () => {
    const id = await register('hai chiều');
    await read(`/cameras/${id}`, { atMs: startMs, offsetMs: 17 * MINUTE_MS });
    const there = await windows(id, `from=${iso(startMs)}&to=${iso(startMs + MINUTE_MS)}`);
    expect(there.clock).toMatchObject({ offsetMs: 17 * MINUTE_MS, method: 'photo' });
    const back = await windows(id, `deviceFrom=${there.deviceWindow.from}&deviceTo=${there.deviceWindow.to}`);
    expect(back.trueWindows).toHaveLength(1);
    expect(Date.parse(back.trueWindows[0].from)).toBeLessThanOrEqual(startMs);
    expect(Date.parse(back.trueWindows[0].from)).toBeGreaterThan(startMs - 5000);
    expect(Date.parse(back.trueWindows[0].to)).toBeGreaterThanOrEqual(startMs + MINUTE_MS);
  });

  test('are both where the clock was set back and showed a time twice', async () => {
    const id = await register('lùi giờ');
    const at = (minute: number, offsetMs: number) => ({ atMs: startMs + minute * MINUTE_MS, offsetMs, method: 'onvif', uncertaintyMs: 50 });
    for (const [minute, offsetMs] of [
      [-20, 10 * MINUTE_MS],
      [-11, 10 * MINUTE_MS],
      [-10, 0],
      [0, 0],
    ] as const)
      await read(`/cameras/${id}`, at(minute, offsetMs));
    const shown = iso(startMs - 3 * MINUTE_MS);
    const { trueWindows } = await windows(id, `deviceFrom=${shown}&deviceTo=${shown}`);
    const near = (index: number, atMs: number) => expect(Math.abs(Date.parse(trueWindows[index].from) - atMs)).toBeLessThan(1000);
    expect(trueWindows).toHaveLength(2);
    near(0, startMs - 13 * MINUTE_MS);
    near(1, startMs - 3 * MINUTE_MS);
    const around = await windows(id, `from=${iso(startMs - 12 * MINUTE_MS)}&to=${iso(startMs - 9 * MINUTE_MS)}`);
    expect(around.step).toEqual({ from: iso(startMs - 11 * MINUTE_MS), to: iso(startMs - 10 * MINUTE_MS), changeMs: -10 * MINUTE_MS });
  });

  test('are 30 minutes to both sides of what an unread clock shows, and want one clock', async () => {
    const id = await register('không đo');
    const typed = await windows(id, 'deviceFrom=2026-11-22%2008:00:00&deviceTo=2026-11-22%2008:01:00');
    expect(typed).toMatchObject({ clock: null, diagnosis: null, trueWindows: [{ from: '2026-11-22T00:30:00.000Z', to: '2026-11-22T01:31:00.000Z' }] });
    for (const query of ['', `from=${iso(startMs)}`, `from=${iso(startMs)}&to=${iso(startMs)}&deviceFrom=${iso(startMs)}&deviceTo=${iso(startMs)}`])
      expect((await windows(id, query)).code).toBe('one_clock_wanted');
    expect((await windows(id, `from=${iso(startMs)}&to=${iso(startMs - 1)}`)).code).toBe('interval_reversed');
    expect((await windows(id, `from=${iso(startMs)}&to=${iso(startMs + 40 * DAY_MS)}`)).code).toBe('interval_too_long');
  });
});
