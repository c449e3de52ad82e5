import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody } from '../../support/test-app.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS, PURPOSE, startRequestDesk, storeFootage, type RequestDesk } from '../../support/requests/request-desk.ts';

let desk: RequestDesk;

beforeAll(async () => {
  desk = await startRequestDesk();
});
afterAll(() => desk.t.close());
beforeEach(() => desk.freshStart());

const cancel = (id: string, reason = 'Không cần nữa') => desk.t.as('officer', 'POST', `/footage-requests/${id}/cancellation`, { reason });

describe('a request', () => {
  it('is made at a candidate, keeps the footage until it is decided, tells the board, and is approved for a time', async () => {
    const { t, cameraId, startMs, asked, decide, holdsOf, logOf, told } = desk;
    const request = await asked();
    const window = { from: iso(startMs()), to: iso(startMs() + 5 * MINUTE_MS) };
    expect(request).toMatchObject({
      state: 'submitted',
      cameraId,
      ...PURPOSE,
      requestedBy: { username: 'officer' },
      ...window,
      asked: window,
      access: null,
      awaits: { board: 1, second: false },
      decisions: [],
      emergency: false,
    });
    expect(Date.parse(request.expiresAt)).toBeGreaterThan(Date.parse(request.dueAt));
    expect(await holdsOf(request.id)).toEqual([{ expiresAtMs: Date.parse(request.expiresAt), pending: false, live: true }]);
    expect(await told()).toEqual(['Có đề nghị trích xuất hình ảnh: Ngã ba chợ 1']);
    const approved = await decide(request.id, 'approve');
    expect([approved.statusCode, approved.json().state]).toEqual([200, 'approved']);
    const { access, decisions } = approved.json();
    expect(access).toEqual({ user: request.requestedBy, from: iso(t.clock.now()), until: iso(t.clock.now() + 7 * DAY_MS) });
    expect(decisions).toMatchObject([{ part: 'board', decision: 'approve', decidedBy: { username: 'board' }, reason: 'Đúng mục đích' }]);
    expect((await holdsOf(request.id)).map((hold) => hold.expiresAtMs)).toEqual([Date.parse(access.until)]);
    expect((await decide(request.id, 'deny')).json().code).toBe('request_decided');
    expect(await logOf(request.id)).toEqual([
      { action: 'request.create', actor: 'officer', code: null },
      { action: 'request.decide', actor: 'board', code: null },
    ]);
    expect(await logOf(request.id, 'refused')).toEqual([{ action: 'request.decide', actor: 'board', code: 'request_decided' }]);
  });

  it('that is denied opens nothing; its footage stays a day, so that a slip can be put right', async () => {
    const request = await desk.asked();
    const denied = (await desk.decide(request.id, 'deny')).json();
    expect(denied).toMatchObject({ state: 'denied', endedBecause: 'denied', access: null, endReason: 'Đúng mục đích' });
    expect((await desk.holdsOf(request.id))[0]!.expiresAtMs).toBe(desk.t.clock.now() + DAY_MS);
  });

  it('is withdrawn by the officer, an opened one too; what was held for it ends with it', async () => {
    const request = await desk.asked();
    await desk.decide(request.id, 'approve');
    expect((await cancel(request.id)).json()).toMatchObject({ state: 'cancelled', endedBecause: 'withdrawn', access: null });
    expect((await cancel(request.id)).json().code).toBe('request_ended');
    expect(await desk.told()).toContain('Đề nghị trích xuất đã được rút lại: Ngã ba chợ 1');
    await desk.pass(DAY_MS);
    await desk.keepHolds();
    expect((await desk.holdsOf(request.id)).map(({ live }) => live)).toEqual([false]);
  });

  it('is withdrawn by colleagues of who asked, and by nobody else of the same units', async () => {
    const { t } = desk;
    const request = await desk.asked();
    await t.db.run(
      sql`INSERT INTO organisation_unit (organisation_id, unit_id) SELECT organisation_id, ${t.world.ward} FROM app_user WHERE username = 'otherofficer'`,
    );
    try {
      const refused = await t.as('otherofficer', 'POST', `/footage-requests/${request.id}/cancellation`, { reason: 'Không cần nữa' });
      expect([refused.statusCode, refused.json().code]).toEqual([403, 'other_organisation']);
      expect((await desk.logOf(request.id, 'refused')).at(-1)).toEqual({ action: 'request.cancel', actor: 'otherofficer', code: 'other_organisation' });
    } finally {
      await t.db.run(
        sql`DELETE FROM organisation_unit WHERE unit_id = ${t.world.ward} AND organisation_id = (SELECT organisation_id FROM app_user WHERE username = 'otherofficer')`,
      );
    }
    const done = await t.as('officer2', 'POST', `/footage-requests/${request.id}/cancellation`, { reason: 'Người đề nghị nghỉ phép' });
    expect(done.json()).toMatchObject({ state: 'cancelled', endedBecause: 'withdrawn' });
  });

  it('is made once under a key, and the seconds are asked for once at a time', async () => {
    const incidentId = await desk.enter();
    const key = { 'idempotency-key': 'k-1' };
    const [first, again] = [await desk.ask(incidentId, {}, 'officer', key), await desk.ask(incidentId, {}, 'officer', key)];
    expect(again.json().id).toBe(first.json().id);
    expect((await desk.ask(incidentId)).json().code).toBe('request_exists');
    expect((await desk.t.as('officer', 'GET', `/footage-requests?incidentId=${incidentId}`)).json().items).toHaveLength(1);
    await desk.decide(first.json().id, 'deny');
    expect((await desk.ask(incidentId)).statusCode).toBe(201);
  });

  it.each([
    ['a plate in the purpose', { purpose: 'Tìm xe 49A-123.45' }, 422, 'personal_data_in_text'],
    ['a phone number in the legal basis', { legalBasis: 'Theo anh Ba 0912345678' }, 422, 'personal_data_in_text'],
    ['no purpose', { purpose: '  ' }, 422, 'validation_failed'],
    ['no legal basis', { legalBasis: undefined }, 422, 'validation_failed'],
    ['a window beyond the incident', { to: '2030-01-01T00:00:00Z' }, 422, 'request_outside_incident'],
    ['a time without a zone', { from: '2026-11-20T01:00:00' }, 422, 'validation_failed'],
    ['a camera that is none', { cameraId: newId() }, 422, 'unknown_camera'],
  ])('with %s is refused', async (_name, changes, status, code) => {
    const answer = await desk.ask(await desk.enter(), changes);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.body).not.toContain('0912345678');
  });

  it('is refused for a camera that was ruled out or could not have seen it, and stands for a confirmed one', async () => {
    const { t, cameraId, ask } = desk;
    const placement = { ...(cameraBody(t.world)['placement'] as object), position: { type: 'Point', coordinates: [108.235, 11.782] } };
    const far = await desk.register({ name: 'Mắt phía nam', unitId: t.world.south, placement });
    const incidentId = await desk.enter();
    const link = (camera: string, verdict: string) => t.as('officer', 'POST', `/incidents/${incidentId}/links`, { cameraId: camera, verdict, note: '' });
    expect((await ask(incidentId, { cameraId: far })).json().code).toBe('not_a_candidate');
    await link(far, 'confirmed');
    expect((await ask(incidentId, { cameraId: far })).statusCode).toBe(201);
    const undecided = (await ask(incidentId, { to: iso(desk.startMs() + MINUTE_MS) })).json();
    await link(cameraId, 'rejected');
    expect((await ask(incidentId)).json().code).toBe('not_a_candidate');
    expect((await desk.decide(undecided.id, 'approve')).json().code).toBe('request_outdated');
  });

  it('waits for another person’s approval of a large incident', async () => {
    const incidentId = await desk.enter({ uncertaintyM: 400 });
    expect((await desk.ask(incidentId)).json().code).toBe('approval_required');
    await desk.t.as('commander', 'POST', `/incidents/${incidentId}/approvals`, { kind: 'extent', reason: 'Cần thiết' });
    expect((await desk.ask(incidentId)).statusCode).toBe(201);
  });
});

describe('time', () => {
  it('reminds the board on the last morning and after it, and ends what nobody decided', async () => {
    const { t, keepRequests, told, pass, decide } = desk;
    const request = await desk.asked();
    await keepRequests();
    expect(await told()).toHaveLength(1);
    await pass(Date.parse(request.dueAt) - t.clock.now() - HOUR_MS);
    await keepRequests();
    await keepRequests();
    expect((await told()).slice(1)).toEqual(['Sắp hết hạn trả lời đề nghị trích xuất: Ngã ba chợ 1']);
    await pass(Date.parse(request.expiresAt) - t.clock.now() - MINUTE_MS);
    await keepRequests();
    expect((await told()).slice(2)).toEqual(['Quá hạn trả lời đề nghị trích xuất: Ngã ba chợ 1']);
    await pass(MINUTE_MS);
    expect((await decide(request.id, 'approve')).json().code).toBe('request_lapsed');
    await Promise.all([keepRequests(), keepRequests()]);
    expect(await desk.get(request.id)).toMatchObject({ state: 'expired', endedBecause: 'not_decided' });
    expect((await desk.logOf(request.id)).filter(({ action }) => action === 'request.expire')).toHaveLength(1);
  });

  it('sees what is on hand: all of it, a part, nothing', async () => {
    const { t, asked, decide, get, startMs } = desk;
    const whole = await asked();
    const part = await asked({ from: iso(startMs() + MINUTE_MS), to: iso(startMs() + 4 * MINUTE_MS) }, { occurredTo: iso(startMs() + 6 * MINUTE_MS) });
    const none = await asked();
    const report = (id: string, body: Record<string, unknown>) => t.as('board', 'POST', `/footage-requests/${id}/fulfilment`, body);
    for (const { id } of [whole, part, none]) await decide(id, 'approve');
    await desk.keepRequests();
    expect((await get(whole.id)).state).toBe('fulfilling');
    await report(part.id, { outcome: 'partial', missing: 'camera_down', reason: 'Mất điện nửa đầu' });
    await report(none.id, { outcome: 'unavailable', missing: 'overwritten', reason: 'Đầu ghi đã ghi đè' });
    await storeFootage(desk, startMs() - MINUTE_MS, startMs() + 6 * MINUTE_MS);
    await desk.pass(MINUTE_MS);
    await desk.keepRequests();
    expect(await get(whole.id)).toMatchObject({ state: 'completed', missing: null });
    expect(await get(part.id)).toMatchObject({ state: 'partial', missing: 'camera_down', access: expect.anything() });
    expect(await get(none.id)).toMatchObject({ state: 'unavailable', endedBecause: 'no_footage', missing: 'overwritten', access: null });
    expect((await report(none.id, { outcome: 'completed' })).json().code).toBe('not_approved');
    expect((await report(whole.id, { outcome: 'partial' })).statusCode).toBe(422);
  });

  it('has the approved seconds pulled from the device that keeps them at once, and no others, and not before', async () => {
    const { t, startMs, keepHolds } = desk;
    const source = { kind: 'onvif', url: 'http://10.0.0.77/onvif/device_service', username: 'ops', password: 'Kh0ng-mac-dinh' };
    const edge = await desk.register({ name: 'Mắt có thẻ nhớ', source, recording: { mode: 'edge', retentionHours: 72 } });
    const window = { from: iso(startMs() + MINUTE_MS), to: iso(startMs() + 2 * MINUTE_MS) };
    const request = await desk.asked({ cameraId: edge, ...window });
    const pulls = async () => (await t.as('officer', 'GET', `/incidents/${request.incident.id}/footage-pulls`)).json().items;
    await desk.keepRequests();
    await keepHolds();
    expect(await pulls()).toEqual([]);
    await desk.decide(request.id, 'approve');
    await desk.keepRequests();
    await Promise.all([keepHolds(), keepHolds()]);
    expect(await pulls()).toMatchObject([{ cameraId: edge, automatic: true, requestedBy: null, state: 'queued', ...window }]);
  });

  // the last one: it goes on to a year that lies ahead of whoever runs it, whose holidays are in the table
  it('stands still over Tết and over a weekend', async () => {
    for (const [at, due, expires] of [
      ['2030-01-11T16:00:00+07:00', '2030-01-16T00:00:00+07:00', '2030-01-19T00:00:00+07:00'],
      ['2030-01-30T10:00:00+07:00', '2030-02-09T00:00:00+07:00', '2030-02-14T00:00:00+07:00'],
    ] as const) {
      await desk.pass(Date.parse(at) - desk.t.clock.now() - 3 * HOUR_MS);
      await desk.freshStart();
      expect(await desk.asked()).toMatchObject({ dueAt: iso(Date.parse(due)), expiresAt: iso(Date.parse(expires)) });
    }
  });
});
