import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../platform/logger.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { createKeepRequestsJob } from '../../../workers/jobs/keep-requests-job.ts';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const PURPOSE = { purpose: 'Xác minh diễn biến vụ việc', legalBasis: 'Bộ luật Tố tụng hình sự 2015, Điều 88' };
let t: TestApp;
let cameraId: string;
let startMs: number;

const iso = (ms: number) => new Date(ms).toISOString();
const enter = async (changes: Record<string, unknown> = {}): Promise<string> =>
  (
    await t.as('officer', 'POST', '/incidents', {
      category: 'brawl',
      occurredFrom: iso(startMs),
      occurredTo: iso(startMs + 5 * MINUTE_MS),
      location: { type: 'Point', coordinates: [108.2353, 11.795] },
      uncertaintyM: 8,
      ...changes,
    })
  ).json().id;
const body = (changes: Record<string, unknown> = {}) => ({ cameraId, from: iso(startMs), to: iso(startMs + 5 * MINUTE_MS), ...PURPOSE, ...changes });
const ask = (incidentId: string, changes: Record<string, unknown> = {}, user: TestUser = 'officer', headers: Record<string, string> = {}) =>
  t.as(user, 'POST', `/incidents/${incidentId}/footage-requests`, body(changes), headers);
const asked = async (changes: Record<string, unknown> = {}, incident: Record<string, unknown> = {}) => {
  const incidentId = await enter(incident);
  const answer = await ask(incidentId, changes);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};
const decide = (id: string, decision: 'approve' | 'deny', user: TestUser = 'board', path = 'decision') =>
  t.as(user, 'POST', `/footage-requests/${id}/${path}`, { decision, reason: 'Đúng mục đích' });
const get = async (id: string, user: TestUser = 'officer') => (await t.as(user, 'GET', `/footage-requests/${id}`)).json();
const keep = () => createKeepRequestsJob({ database: t.db, clock: t.clock, logger: createLogger('silent'), publicUrl: undefined })(runningJob({}));
const holdsOf = (requestId: string) =>
  t.db.rows<{ expiresAtMs: number; pending: boolean; live: boolean }>(
    sql`SELECT expires_at AS "expiresAtMs", pending, released_at IS NULL AS live FROM hold WHERE request_id = ${requestId} ORDER BY id`,
  );
const logOf = (requestId: string, outcome = 'allowed') =>
  t.db.rows<{ action: string; actor: string | null; code: string | null }>(
    sql`SELECT action, actor_username AS actor, detail->>'code' AS code FROM audit_event WHERE detail->>'requestId' = ${requestId} AND outcome = ${outcome} AND action <> 'request.read' ORDER BY id`,
  );
/** Time passes, and whoever is signed in stays so. */
const pass = async (ms: number): Promise<void> => {
  t.clock.advance(ms);
  await t.db.run(sql`UPDATE session SET last_seen_at = ${new Date(t.clock.now())}, expires_at = ${new Date(t.clock.now() + 8 * HOUR_MS)}`);
};
const told = async () =>
  (await t.db.rows<{ subject: string }>(sql`SELECT subject FROM message WHERE kind = 'request' ORDER BY id`)).map(({ subject }) =>
    subject.replace('[Mắt Phố] ', ''),
  );

async function register(changes: Record<string, unknown> = {}): Promise<string> {
  const base = cameraBody(t.world, { recording: { mode: 'continuous', retentionHours: 72 }, ...changes });
  const id = (await t.as('admin', 'POST', '/cameras', { ...base, placement: { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z' } })).json()
    .id;
  await t.db.run(sql`UPDATE camera SET created_at = '2026-01-01' WHERE id = ${id}`);
  return id;
}

/** Footage as a recorder would have stored it; nothing of it is read. */
async function record(fromMs: number, toMs: number): Promise<void> {
  await t.db
    .run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    VALUES (${newId(fromMs)}, ${cameraId}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), 0, 'none', 'recorded', 'h264', ${Buffer.alloc(32)}, ${`test/${fromMs}`}, 1, now() + interval '30 days')`);
}

beforeAll(async () => {
  t = await startTestApp();
  cameraId = await register();
  await t.as('board', 'POST', `/cameras/${cameraId}/clock-readings`, {
    trueTime: iso(t.clock.now()),
    deviceTime: iso(t.clock.now() + 61_000),
    method: 'manual',
    uncertaintyMs: 900,
  });
  const subscription = (await t.as('board', 'POST', '/alert-subscriptions', { channel: 'email', address: 'board@example.com', quietHours: null })).json();
  await t.db.run(sql`UPDATE alert_subscription SET confirmed_at = now() WHERE id = ${subscription.id}`);
});
afterAll(() => t.close());
beforeEach(async () => {
  // what one test enters does not lie near what the next one does
  await pass(3 * HOUR_MS);
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
  await t.db.run(sql`DELETE FROM message WHERE kind = 'request'`);
  await t.db.run(
    sql`UPDATE footage_request SET state = 'cancelled', ended_because = 'limits', ended_at = now(), look_at = NULL, remind_at = NULL WHERE ended_at IS NULL`,
  );
});

describe('a request', () => {
  it('is made at a candidate, keeps the footage until it is decided, tells the board, and is approved for a time', async () => {
    const request = await asked();
    expect(request).toMatchObject({
      state: 'submitted',
      cameraId,
      ...PURPOSE,
      requestedBy: { username: 'officer' },
      from: iso(startMs),
      to: iso(startMs + 5 * MINUTE_MS),
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
    const request = await asked();
    const denied = (await decide(request.id, 'deny')).json();
    expect(denied).toMatchObject({ state: 'denied', endedBecause: 'denied', access: null, endReason: 'Đúng mục đích' });
    expect((await holdsOf(request.id))[0]!.expiresAtMs).toBe(t.clock.now() + DAY_MS);
  });

  it('is withdrawn by the officer, an opened one too', async () => {
    const request = await asked();
    await decide(request.id, 'approve');
    const answer = await t.as('officer', 'POST', `/footage-requests/${request.id}/cancellation`, { reason: 'Không cần nữa' });
    expect(answer.json()).toMatchObject({ state: 'cancelled', endedBecause: 'withdrawn', access: null });
    expect((await t.as('officer', 'POST', `/footage-requests/${request.id}/cancellation`, { reason: 'Lần nữa' })).json().code).toBe('request_ended');
    expect((await told()).at(-1)).toBe('Đề nghị trích xuất đã được rút lại: Ngã ba chợ 1');
  });

  it('is made once under a key, and the seconds are asked for once at a time', async () => {
    const incidentId = await enter();
    const [first, again] = [
      await ask(incidentId, {}, 'officer', { 'idempotency-key': 'k-1' }),
      await ask(incidentId, {}, 'officer', { 'idempotency-key': 'k-1' }),
    ];
    expect(again.json().id).toBe(first.json().id);
    expect((await ask(incidentId)).json().code).toBe('request_exists');
    expect((await t.as('officer', 'GET', `/footage-requests?incidentId=${incidentId}`)).json().items).toHaveLength(1);
    await decide(first.json().id, 'deny');
    expect((await ask(incidentId)).statusCode).toBe(201);
  });

  it.each([
    ['a plate in the purpose', { purpose: 'Tìm xe 49A-123.45' }, 422, 'personal_data_in_text'],
    ['a phone number in the legal basis', { legalBasis: 'Theo anh Ba 0912345678' }, 422, 'personal_data_in_text'],
    ['no purpose', { purpose: '  ' }, 422, 'validation_failed'],
    ['no legal basis', { legalBasis: undefined }, 422, 'validation_failed'],
    ['a window beyond the incident', { to: '2030-01-01T00:00:00Z' }, 422, 'window_outside_incident'],
    ['a time without a zone', { from: '2026-11-20T01:00:00' }, 422, 'validation_failed'],
    ['a camera that is none', { cameraId: newId() }, 422, 'unknown_camera'],
  ])('with %s is refused', async (_name, changes, status, code) => {
    const answer = await ask(await enter(), changes);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.body).not.toContain('0912345678');
  });

  it('is refused for a camera that was ruled out or could not have seen it, and stands for a confirmed one', async () => {
    const placement = { ...(cameraBody(t.world)['placement'] as object), position: { type: 'Point', coordinates: [108.235, 11.782] } };
    const far = await register({ name: 'Mắt phía nam', unitId: t.world.south, placement });
    const incidentId = await enter();
    const link = (camera: string, verdict: string) => t.as('officer', 'POST', `/incidents/${incidentId}/links`, { cameraId: camera, verdict, note: '' });
    expect((await ask(incidentId, { cameraId: far })).json().code).toBe('not_a_candidate');
    await link(far, 'confirmed');
    expect((await ask(incidentId, { cameraId: far })).statusCode).toBe(201);
    await link(cameraId, 'rejected');
    expect((await ask(incidentId)).json().code).toBe('not_a_candidate');
  });

  it('waits for another person’s approval of a large incident', async () => {
    const incidentId = await enter({ uncertaintyM: 400 });
    expect((await ask(incidentId)).json().code).toBe('approval_required');
    await t.as('commander', 'POST', `/incidents/${incidentId}/approvals`, { kind: 'extent', reason: 'Cần thiết' });
    expect((await ask(incidentId)).statusCode).toBe(201);
  });
});

describe('time', () => {
  it('reminds the board on the last morning and after it, and ends what nobody decided', async () => {
    const request = await asked();
    await keep();
    expect(await told()).toHaveLength(1);
    await pass(Date.parse(request.dueAt) - t.clock.now() - HOUR_MS);
    await keep();
    await keep();
    expect((await told()).slice(1)).toEqual(['Sắp hết hạn trả lời đề nghị trích xuất: Ngã ba chợ 1']);
    await pass(Date.parse(request.expiresAt) - t.clock.now() - MINUTE_MS);
    await keep();
    expect((await told()).slice(2)).toContain('Quá hạn trả lời đề nghị trích xuất: Ngã ba chợ 1');
    await pass(MINUTE_MS);
    expect((await decide(request.id, 'approve')).json().code).toBe('request_lapsed');
    await Promise.all([keep(), keep()]);
    expect(await get(request.id)).toMatchObject({ state: 'expired', endedBecause: 'not_decided' });
    expect((await logOf(request.id)).filter(({ action }) => action === 'request.expire')).toHaveLength(1);
  });

  it('sees what is on hand: all of it, a part, nothing', async () => {
    const [whole, part, none] = [
      await asked(),
      await asked({ from: iso(startMs + MINUTE_MS), to: iso(startMs + 4 * MINUTE_MS) }, { occurredTo: iso(startMs + 6 * MINUTE_MS) }),
      await asked(),
    ];
    for (const { id } of [whole, part, none]) await decide(id, 'approve');
    await keep();
    expect((await get(whole.id)).state).toBe('fulfilling');
    await t.as('board', 'POST', `/footage-requests/${part.id}/fulfilment`, { outcome: 'partial', missing: 'camera_down', reason: 'Mất điện nửa đầu' });
    await t.as('board', 'POST', `/footage-requests/${none.id}/fulfilment`, { outcome: 'unavailable', missing: 'overwritten', reason: 'Đầu ghi đã ghi đè' });
    await record(startMs - MINUTE_MS, startMs + 6 * MINUTE_MS);
    await pass(MINUTE_MS);
    await keep();
    expect(await get(whole.id)).toMatchObject({ state: 'completed', missing: null });
    expect(await get(part.id)).toMatchObject({ state: 'partial', missing: 'camera_down', access: expect.anything() });
    expect(await get(none.id)).toMatchObject({ state: 'unavailable', endedBecause: 'no_footage', missing: 'overwritten', access: null });
    expect((await t.as('board', 'POST', `/footage-requests/${none.id}/fulfilment`, { outcome: 'completed' })).json().code).toBe('not_approved');
    expect((await t.as('board', 'POST', `/footage-requests/${whole.id}/fulfilment`, { outcome: 'partial' })).statusCode).toBe(422);
  });
});

describe('an emergency', () => {
  it('opens at once, is justified by who opened it, and may still be revoked by the board', async () => {
    const request = await asked({ emergency: true });
    expect(request).toMatchObject({ state: 'approved', emergency: true, justifyBy: iso(t.clock.now() + DAY_MS), access: { user: { username: 'officer' } } });
    expect(await told()).toEqual(['Hình ảnh vừa được mở khẩn cấp: Ngã ba chợ 1']);
    expect((await t.as('officer', 'POST', `/footage-requests/${request.id}/cancellation`, { reason: 'Thôi' })).json().code).toBe('justification_due');
    const justify = (user: TestUser) =>
      t.as(user, 'POST', `/footage-requests/${request.id}/justification`, { reason: 'Người bị thương nặng, hung thủ còn ở gần' });
    expect((await justify('officer2')).json().code).toBe('other_person');
    expect((await justify('officer')).json()).toMatchObject({ justifiedAt: iso(t.clock.now()) });
    expect((await justify('officer')).json().code).toBe('already_justified');
    expect((await decide(request.id, 'deny')).json()).toMatchObject({ state: 'denied', access: null });
  });

  it('that is not justified within 24 hours is revoked, the board told, the right suspended until a commander lifts it', async () => {
    const request = await asked({ emergency: true });
    await pass(DAY_MS - 1);
    await keep();
    expect((await get(request.id)).endedAt).toBeNull();
    await pass(1);
    await Promise.all([keep(), keep()]);
    expect(await get(request.id)).toMatchObject({ state: 'expired', endedBecause: 'not_justified', access: null });
    expect((await told()).filter((subject) => subject.startsWith('Việc mở khẩn cấp không được giải trình'))).toHaveLength(1);
    startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
    expect((await ask(await enter(), { emergency: true })).json().code).toBe('emergency_suspended');
    expect((await ask(await enter())).statusCode).toBe(201);
    const [suspension] = (await t.as('commander', 'GET', '/emergency-suspensions')).json().items;
    expect(suspension).toMatchObject({ user: { username: 'officer' }, requestId: request.id, liftedAt: null });
    const lifted = await t.as('commander', 'POST', `/emergency-suspensions/${suspension.id}/lift`, { reason: 'Đã giải trình trực tiếp' });
    expect(lifted.json()).toMatchObject({ liftedBy: { username: 'commander' } });
    expect((await ask(await enter(), { emergency: true })).statusCode).toBe(201);
  });
});

describe('a disorderly gathering', () => {
  it('needs the board and a second officer, 30 minutes at most, once for a camera, and knows no emergency', async () => {
    const incidentId = await enter({ category: 'disorderly_gathering', occurredTo: iso(startMs + 45 * MINUTE_MS) });
    expect((await ask(incidentId, { to: iso(startMs + 31 * MINUTE_MS) })).json().code).toBe('window_too_long');
    expect((await ask(incidentId, { emergency: true })).json().code).toBe('emergency_not_for_gathering');
    const request = (await ask(incidentId)).json();
    expect(request).toMatchObject({ needsSecond: true, awaits: { board: 1, second: true } });
    expect(await holdsOf(request.id)).toMatchObject([{ pending: true }]);
    expect((await ask(incidentId, { from: iso(startMs + 6 * MINUTE_MS), to: iso(startMs + 8 * MINUTE_MS) })).json().code).toBe('request_exists');
    expect((await decide(request.id, 'approve')).json().state).toBe('submitted');
    expect((await decide(request.id, 'approve', 'officer', 'second')).json().code).toBe('same_person');
    expect((await decide(request.id, 'approve', 'officer2', 'second')).json()).toMatchObject({ state: 'approved', awaits: { board: 0, second: false } });
    expect(await holdsOf(request.id)).toMatchObject([{ pending: false, live: true }]);
  });

  it('makes a request about anything else beside it wait for a second officer too', async () => {
    await enter({ category: 'disorderly_gathering' });
    const incidentId = await enter();
    expect((await ask(incidentId, { emergency: true })).json().code).toBe('emergency_not_for_gathering');
    expect((await ask(incidentId)).json()).toMatchObject({ needsSecond: true, awaits: { board: 1, second: true } });
  });

  it('that is recorded beside it later stops a request that nobody decided', async () => {
    const request = await asked();
    await enter({ category: 'disorderly_gathering' });
    expect((await decide(request.id, 'approve')).json().code).toBe('incident_changed');
    expect((await decide(request.id, 'deny')).json().state).toBe('denied');
  });

  it('ends what was asked for and opened before the incident became one', async () => {
    const [open, waiting] = [await asked(), await asked()];
    await decide(open.id, 'approve');
    for (const { incident } of [open, waiting]) await t.as('officer', 'PATCH', `/incidents/${incident.id}`, { category: 'disorderly_gathering' });
    for (const { id } of [open, waiting]) expect(await get(id)).toMatchObject({ state: 'cancelled', endedBecause: 'limits', access: null });
    expect((await logOf(open.id)).at(-1)).toMatchObject({ action: 'request.end', actor: 'officer' });
  });
});

describe('a policy', () => {
  it('of the smallest unit asks for two people; what was asked before keeps what held', async () => {
    const before = await asked();
    const entered = await t.as('admin', 'POST', '/footage-policies', {
      unitId: t.world.north,
      deciders: 2,
      accessHours: 24,
      emergencyAllowed: false,
      basis: 'Quy chế phường Một',
    });
    expect(entered.statusCode, entered.body).toBe(201);
    await t.as('admin', 'POST', '/footage-policies', { unitId: t.world.ward, deciders: 1, basis: 'Quy chế cũ' });
    expect(
      (await t.as('admin', 'POST', '/footage-policies', { unitId: t.world.ward, deciders: 1, basis: 'Hôm qua', validFrom: iso(t.clock.now() - 1000) })).json()
        .code,
    ).toBe('policy_in_past');
    const after = await asked();
    expect([before.deciders, after.deciders]).toEqual([1, 2]);
    expect((await decide(before.id, 'approve')).json().state).toBe('approved');
    expect((await decide(after.id, 'approve')).json()).toMatchObject({ state: 'submitted', awaits: { board: 1 } });
    expect((await decide(after.id, 'approve')).json().code).toBe('already_decided');
    await t.db.run(sql`INSERT INTO app_user (id, username, display_name, role, organisation_id, password_hash)
      SELECT ${newId()}, 'board.two', 'board.two', role, organisation_id, password_hash FROM app_user WHERE username = 'board'`);
    const { token } = (await t.anonymous('POST', '/sessions', { username: 'board.two', password: 'correct horse battery' })).json();
    const second = await t.anonymous(
      'POST',
      `/footage-requests/${after.id}/decision`,
      { decision: 'approve', reason: 'Đồng ý' },
      { authorization: `Bearer ${token}` },
    );
    expect(second.json()).toMatchObject({ state: 'approved', access: { until: iso(t.clock.now() + DAY_MS) } });
    expect((await ask(await enter(), { emergency: true })).json().code).toBe('emergency_not_allowed');
  });
});

describe('the database itself', () => {
  const refusedBy = async (statement: ReturnType<typeof sql>): Promise<unknown> =>
    t.db.run(statement).then(
      () => 'allowed',
      (error: { details: Record<string, unknown> }) => error.details['constraint'],
    );

  it('approves nothing that too few agreed to, changes nothing that was asked for, and revives nothing', async () => {
    const request = await asked();
    const { id } = request;
    expect(
      await refusedBy(sql`UPDATE footage_request SET state = 'approved', access_from = now(), access_until = now() + interval '1 day' WHERE id = ${id}`),
    ).toBe('footage_request_needs_decisions');
    expect(await refusedBy(sql`UPDATE footage_request SET during = tstzrange(lower(during), upper(during) + interval '1 second') WHERE id = ${id}`)).toBe(
      'footage_request_unchanged',
    );
    await decide(id, 'deny');
    expect(await refusedBy(sql`UPDATE footage_request SET state = 'submitted', ended_at = NULL, ended_because = NULL WHERE id = ${id}`)).toBe(
      'footage_request_stays_ended',
    );
    expect(
      await refusedBy(sql`INSERT INTO footage_request (id, incident_id, camera_id, owner_id, unit_id, requested_by, requested_for, requested_at, during, purpose, legal_basis, extent_revision, deciders,
          needs_second, access_hours, emergency, due_at, expires_at, state)
        SELECT ${newId()}, incident_id, camera_id, owner_id, unit_id, requested_by, requested_for, now(), tstzrange(lower(during) - interval '2 hours', upper(during)), purpose, legal_basis, 1, 1, false, 1, false, now(), now(), 'submitted'
        FROM footage_request WHERE id = ${id}`),
    ).toBe('footage_request_within_incident');
  });
});

it('keeps what automatic holds kept: they become the request’s and end with it', async () => {
  const request = await asked();
  await t.as('officer', 'POST', `/footage-requests/${request.id}/cancellation`, { reason: 'Nhầm vụ' });
  await pass(DAY_MS);
  await createKeepHoldsJob({ database: t.db, clock: t.clock, logger: createLogger('silent') })(runningJob({}));
  expect((await holdsOf(request.id)).map(({ live }) => live)).toEqual([false]);
});
