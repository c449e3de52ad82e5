import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { createFaultGround, type FaultGround } from '../../support/workers/fault-ground.ts';

let t: TestApp;
let ground: FaultGround;
let cameraId: string;
const DAY_MS = 86_400_000;
const iso = (fromNowMs: number) => new Date(t.clock.now() + fromNowMs).toISOString();

beforeAll(async () => {
  t = await startTestApp();
  ground = createFaultGround(t);
});
afterAll(() => t.close());
const get = async (path: string, user: Parameters<TestApp['as']>[0] = 'board') => (await t.as(user, 'GET', path)).json();
beforeEach(async () => {
  cameraId = await ground.addCamera();
  await ground.watch.become([cameraId], 'up');
});
const break_ = (id = cameraId, code?: string) => ground.breakCamera(id, code);

describe('GET /faults', () => {
  it('shows what is wrong, since when, the likely cause and how far it is', async () => {
    const { id, openedAtMs } = await break_(cameraId, 'auth_failed');
    const { items } = await get(`/faults?cameraId=${cameraId}`, 'officer');
    const camera = await get(`/cameras/${cameraId}`);
    expect(items).toEqual([
      {
        id,
        cameraId,
        cameraName: camera.name,
        siteName: camera.siteName,
        unitId: t.world.north,
        unitName: 'Tổ dân phố Bắc',
        organisation: { id: expect.any(String), name: 'Ban điều hành Bắc' },
        facet: 'reachable',
        state: 'down',
        cause: 'wrong_password',
        clockOffsetMs: null,
        status: 'open',
        openedAt: new Date(openedAtMs).toISOString(),
        recoveredAt: null,
        closedAt: null,
        outcome: null,
        verifiedAt: null,
        flapCount: 0,
        alertId: null,
        responsible: null,
        noteCount: 0,
      },
    ]);
    await ground.watch.become([cameraId], 'up');
    expect((await get(`/faults/${id}`)).status).toBe('recovering');
    await ground.watch.wait(16, [[[cameraId], 'up']]);
    expect(await get(`/faults/${id}`)).toMatchObject({ status: 'closed', outcome: 'verified', verifiedAt: expect.any(String) });
  });

  it('is narrowed by unit, camera, facet and openness, and paged newest first', async () => {
    const ids: string[] = [];
    for (let nth = 0; nth < 3; nth++) {
      const id = await ground.addCamera();
      await ground.watch.become([id], 'up');
      ids.unshift((await break_(id)).id);
    }
    const first = await get('/faults?open=true&limit=2');
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    const second = await get(`/faults?open=true&limit=2&cursor=${first.nextCursor}`);
    expect(second.items[0].id).toBe(ids[2]);
    expect((await get(`/faults?unitId=${t.world.ward}&limit=200`, 'admin')).items.length).toBeGreaterThanOrEqual(3);
    expect((await get(`/faults?unitId=${t.world.south}`)).items).toEqual([]);
    expect((await get('/faults?facet=clock')).items).toEqual([]);
    expect((await get('/faults?open=false&limit=200')).items.every(({ status }: { status: string }) => status === 'closed')).toBe(true);
    expect((await t.as('board', 'GET', '/faults?open=perhaps')).statusCode).toBe(422);
  });
});

describe('repairing', () => {
  it('keeps notes with their author, when it happened and when it was entered; nothing of it closes the entry', async () => {
    const { id } = await break_();
    const happenedAt = iso(-3_600_000);
    const first = await t.as('board', 'POST', `/faults/${id}/notes`, { kind: 'work_done', text: 'Thay nguồn mới.', happenedAt });
    expect(first.statusCode).toBe(201);
    const recordedAt = iso(0);
    t.clock.advance(1000);
    await t.as('board', 'POST', `/faults/${id}/notes`, { text: 'Đã chạy tốt!' });
    const { notes, noteCount, status } = await get(`/faults/${id}`, 'commander');
    expect(notes.map(({ text, kind }: { text: string; kind: string }) => [kind, text])).toEqual([
      ['note', 'Đã chạy tốt!'],
      ['work_done', 'Thay nguồn mới.'],
    ]);
    expect(notes[1]).toMatchObject({ happenedAt, recordedAt, author: { username: 'board' } });
    expect([noteCount, status]).toEqual([2, 'open']);
    const logged = await t.db.rows(sql`SELECT detail FROM audit_event WHERE action = 'fault.note' AND ${cameraId}::uuid = ANY(camera_ids)`);
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain('nguồn');
  });

  it("takes what a phone's clock that runs ahead calls now for now", async () => {
    const { id } = await break_();
    await t.as('board', 'POST', `/faults/${id}/notes`, { text: 'Đã đến xem.', happenedAt: iso(600_000) });
    expect((await get(`/faults/${id}`)).notes).toMatchObject([{ happenedAt: iso(0), recordedAt: iso(0) }]);
  });

  it('says who sees to it', async () => {
    const { id } = await break_();
    expect((await t.as('board', 'PATCH', `/faults/${id}`, { responsible: ' Anh Tư thợ điện ' })).json().responsible).toBe('Anh Tư thợ điện');
    expect((await t.as('board', 'PATCH', `/faults/${id}`, { responsible: null })).json().responsible).toBeNull();
    expect((await t.as('board', 'PATCH', `/faults/${id}`, {})).statusCode).toBe(422);
  });

  it('refuses numbers that name a person, notes about the future and those who may not', async () => {
    const { id } = await break_();
    const refused = async (user: 'board' | 'officer' | 'board2', method: string, path: string, body: unknown) => {
      const answer = await t.as(user, method, path, body);
      return [answer.statusCode, answer.json().code];
    };
    expect(await refused('board', 'POST', `/faults/${id}/notes`, { text: 'Gọi thợ 0912 345 678' })).toEqual([422, 'personal_data_in_text']);
    expect(await refused('board', 'PATCH', `/faults/${id}`, { responsible: 'Anh Tư 0912345678' })).toEqual([422, 'personal_data_in_text']);
    expect(await refused('board', 'POST', `/faults/${id}/notes`, { text: 'x', happenedAt: iso(600_001) })).toEqual([422, 'note_in_future']);
    expect(await refused('officer', 'POST', `/faults/${id}/notes`, { text: 'x' })).toEqual([403, 'role_not_permitted']);
    expect(await refused('board2', 'POST', `/faults/${id}/notes`, { text: 'x' })).toEqual([404, 'not_found']);
    expect((await get(`/faults/${id}`)).notes).toEqual([]);
  });
});

describe('GET /alerts', () => {
  it('shows one alert for cameras that failed together, and the fault names it', async () => {
    const both = [await ground.addCamera({ siteName: 'Cột chung' }), await ground.addCamera({ siteName: 'Cột chung' })];
    await ground.watch.become(both, 'up');
    await ground.watch.become(both, 'down');
    await ground.watch.wait(1, [[both, 'down']]);
    const alerts = (await get('/alerts?open=true', 'officer')).items.filter(({ siteName }: { siteName: string }) => siteName === 'Cột chung');
    expect(alerts).toMatchObject([{ kind: 'group', commonCause: 'site', cameraCount: 2, cause: 'site_power', unitId: t.world.north, endedAt: null }]);
    expect(alerts[0].cameras.map(({ id }: { id: string }) => id).toSorted()).toEqual(both.toSorted());
    const fault = (await get(`/faults?cameraId=${both[0]}`)).items[0];
    expect(fault).toMatchObject({ alertId: alerts[0].id, cause: 'site_power' });
    expect((await get(`/faults/${fault.id}`)).alert.id).toBe(alerts[0].id);
    expect((await get('/alerts?open=false&limit=200')).items.map(({ id }: { id: string }) => id)).not.toContain(alerts[0].id);
  });
});

describe('the alert of a fault', () => {
  it('tells a reader only of cameras within its reach, and counts only those', async () => {
    const near = [await ground.addCamera(), await ground.addCamera()];
    const far = [await ground.addCamera({ unitId: t.world.south }, 'admin'), await ground.addCamera({ unitId: t.world.south }, 'admin')];
    // one board answers for both units in this story: its whole network failed
    await t.db.run(sql`UPDATE camera SET owner_id = (SELECT owner_id FROM camera WHERE id = ${near[0]}) WHERE id = ANY(${far}::uuid[])`);
    await ground.watch.become([...near, ...far], 'up');
    const faults = [];
    for (const id of [...near, ...far]) faults.push(await break_(id));
    const alertId = newId();
    const named = [...far, ...near].map((id) => ({ id, name: `Tên ${id}`, siteName: 'Điểm' }));
    const facts = {
      cameras: named,
      cameraCount: 4,
      siteName: null,
      unitName: '',
      organisationName: '',
      facet: 'reachable',
      state: 'down',
      cause: 'no_answer',
      scopeId: null,
    };
    await t.db.run(sql`INSERT INTO alert (id, organisation_id, kind, common_cause, unit_id, facts, opened_at)
      SELECT ${alertId}, owner_id, 'group', 'organisation', ${t.world.ward}, ${JSON.stringify(facts)}::jsonb, now() FROM camera WHERE id = ${near[0]}`);
    await t.db.run(sql`UPDATE camera_fault SET alert_id = ${alertId} WHERE id = ANY(${faults.map(({ id }) => id)}::uuid[])`);
    await t.db.run(
      sql`UPDATE organisation_unit SET unit_id = ${t.world.north} WHERE organisation_id = (SELECT organisation_id FROM app_user WHERE username = 'officer')`,
    );
    const seen = await t.as('officer', 'GET', `/faults/${faults[0]!.id}`);
    const { alert } = seen.json();
    expect(alert).toMatchObject({ id: alertId, kind: 'group', cameraCount: 2, unitId: t.world.north, facet: 'reachable', state: 'down' });
    expect(alert.cameras.map(({ id }: { id: string }) => id).toSorted()).toEqual(near.toSorted());
    for (const id of far) expect(seen.body).not.toContain(id);
    expect((await get(`/faults/${faults[0]!.id}`, 'board')).alert).toMatchObject({ cameraCount: 4, unitId: t.world.ward });
  });
});

describe('/cameras/{id}/absences', () => {
  const path = () => `/cameras/${cameraId}/absences`;
  const set = (body: Record<string, unknown>) => t.as('board', 'POST', path(), { reason: 'seasonal', ...body });

  it('are set ahead, listed, and taken back before they begin', async () => {
    const answer = await set({ from: iso(DAY_MS), to: iso(30 * DAY_MS), note: 'Mùa mưa tháo xuống.' });
    expect(answer.statusCode).toBe(201);
    const { items } = await get(path(), 'officer');
    expect(items).toEqual([answer.json()]);
    expect(items[0]).toMatchObject({ cameraId, reason: 'seasonal', note: 'Mùa mưa tháo xuống.', createdBy: { username: 'board' } });
    expect((await t.as('board', 'DELETE', `${path()}/${items[0].id}`)).statusCode).toBe(204);
    expect((await get(path())).items).toEqual([]);
    expect((await t.as('board', 'DELETE', `${path()}/${items[0].id}`)).statusCode).toBe(404);
  });

  it('make the camera one under maintenance; taken back later they end and stay on record', async () => {
    const { id } = (await set({ from: iso(0), to: iso(DAY_MS), reason: 'construction' })).json();
    await ground.watch.look();
    await ground.watch.observe([cameraId], { reachable: { state: 'up' } });
    t.clock.advance(60_000);
    await ground.watch.observe([cameraId], { reachable: { state: 'up' } });
    expect((await get(`/cameras/${cameraId}`)).state).toBe('maintenance');
    expect((await t.as('board', 'DELETE', `${path()}/${id}`)).statusCode).toBe(204);
    expect((await get(path())).items).toMatchObject([{ id, to: iso(0) }]);
    await ground.watch.wait(1, [[[cameraId], 'up']]);
    await ground.watch.wait(1, [[[cameraId], 'up']]);
    expect((await get(`/cameras/${cameraId}`)).state).toBe('online');
    const over = await t.as('board', 'DELETE', `${path()}/${id}`);
    expect([over.statusCode, over.json().code]).toEqual([409, 'absence_over']);
  });

  it.each([
    ['interval_reversed', { from: 2 * DAY_MS, to: DAY_MS }],
    ['absence_too_long', { from: 0, to: 401 * DAY_MS }],
    ['absence_in_past', { from: -10 * DAY_MS, to: DAY_MS }],
    ['absence_in_past', { from: -DAY_MS / 2, to: -1 }],
  ])('are refused with %s', async (code, { from, to }) => {
    const answer = await set({ from: iso(from), to: iso(to) });
    expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
  });

  it('do not overlap, hold no number of a person, and end only through their own camera', async () => {
    const { id } = (await set({ from: iso(DAY_MS), to: iso(3 * DAY_MS) })).json();
    const overlapping = await set({ from: iso(2 * DAY_MS), to: iso(4 * DAY_MS) });
    expect([overlapping.statusCode, overlapping.json().code]).toEqual([409, 'absence_overlaps']);
    expect((await set({ from: iso(5 * DAY_MS), to: iso(6 * DAY_MS), note: 'Gọi 0912 345 678' })).json().code).toBe('personal_data_in_text');
    const other = await ground.addCamera();
    expect((await t.as('board', 'DELETE', `/cameras/${other}/absences/${id}`)).statusCode).toBe(404);
    expect((await t.as('board', 'DELETE', `/cameras/${other}/absences/${newId()}`)).statusCode).toBe(404);
    expect((await get(path())).items).toHaveLength(1);
  });
});
