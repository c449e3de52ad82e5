import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { TEST_PASSWORD, type TestUser } from '../../support/test-app.ts';
import { DAY_MS, iso, startRequestDesk, type RequestDesk } from '../../support/requests/request-desk.ts';

let desk: RequestDesk;

beforeAll(async () => {
  desk = await startRequestDesk();
});
afterAll(() => desk.t.close());
beforeEach(() => desk.freshStart());

describe('an emergency', () => {
  const justify = (id: string, user: TestUser) =>
    desk.t.as(user, 'POST', `/footage-requests/${id}/justification`, { reason: 'Người bị thương nặng, hung thủ còn ở gần' });

  it('opens at once, is justified by who opened it, and may still be revoked by the board', async () => {
    const { t, decide } = desk;
    const request = await desk.asked({ emergency: true });
    expect(request).toMatchObject({ state: 'approved', emergency: true, justifyBy: iso(t.clock.now() + DAY_MS), access: { user: { username: 'officer' } } });
    expect(await desk.told()).toEqual(['Hình ảnh vừa được mở khẩn cấp: Ngã ba chợ 1']);
    expect((await t.as('officer', 'POST', `/footage-requests/${request.id}/cancellation`, { reason: 'Thôi' })).json().code).toBe('justification_due');
    expect((await decide(request.id, 'approve')).json().code).toBe('request_decided');
    expect((await justify(request.id, 'officer2')).json().code).toBe('other_person');
    expect([await desk.waiting('officer'), await desk.waiting('officer2')]).toEqual([1, 0]);
    expect((await justify(request.id, 'officer')).json()).toMatchObject({ justifiedAt: iso(t.clock.now()) });
    expect((await justify(request.id, 'officer')).json().code).toBe('already_justified');
    expect((await decide(request.id, 'deny')).json()).toMatchObject({ state: 'denied', access: null });
  });

  it('that is not justified within 24 hours is revoked, the board told, the right suspended until a commander lifts it', async () => {
    const { t, keepRequests } = desk;
    const request = await desk.asked({ emergency: true });
    await desk.pass(DAY_MS - 1);
    await keepRequests();
    expect((await desk.get(request.id)).endedAt).toBeNull();
    await desk.pass(1);
    expect((await justify(request.id, 'officer')).json().code).toBe('too_late');
    await Promise.all([keepRequests(), keepRequests()]);
    expect(await desk.get(request.id)).toMatchObject({ state: 'expired', endedBecause: 'not_justified', access: null });
    expect((await desk.logOf(request.id)).filter(({ action }) => action !== 'request.fulfil')).toMatchObject([
      { action: 'request.create', actor: 'officer' },
      { action: 'request.revoke', actor: null },
      { action: 'emergency.suspend', actor: null },
    ]);
    expect((await desk.told()).filter((subject) => subject.startsWith('Việc mở khẩn cấp không được giải trình'))).toHaveLength(1);
    await desk.freshStart();
    const refused = (await desk.ask(await desk.enter(), { emergency: true })).json();
    expect([refused.code, refused.detail]).toEqual(['emergency_suspended', expect.stringContaining('ask your commander to lift it')]);
    expect((await desk.ask(await desk.enter())).statusCode).toBe(201);
    const [suspension] = (await t.as('commander', 'GET', '/emergency-suspensions')).json().items;
    expect(suspension).toMatchObject({ user: { username: 'officer' }, requestId: request.id, liftedAt: null });
    const lift = () => t.as('commander', 'POST', `/emergency-suspensions/${suspension.id}/lift`, { reason: 'Đã giải trình trực tiếp' });
    expect(await desk.waiting('commander')).toBe(1);
    expect((await lift()).json()).toMatchObject({ liftedBy: { username: 'commander' } });
    expect((await lift()).json().code).toBe('suspension_lifted');
    expect(await desk.waiting('commander')).toBe(0);
    expect((await desk.ask(await desk.enter(), { emergency: true })).statusCode).toBe(201);
  });
});

describe('an emergency that ended', () => {
  it('by the board or with its incident is justified all the same, or the right is suspended', async () => {
    const { t, keepRequests } = desk;
    const [denied, moved] = [await desk.asked({ emergency: true }), await desk.asked({ emergency: true })];
    await desk.decide(denied.id, 'deny');
    await desk.change(moved.incident.id, { location: { type: 'Point', coordinates: [108.2353, 11.783] } });
    expect([(await desk.get(denied.id)).state, (await desk.get(moved.id)).endedBecause]).toEqual(['denied', 'changed']);
    expect(await desk.waiting('officer')).toBe(2);
    const listed = (await t.as('officer', 'GET', '/footage-requests?live=true')).json().items.map(({ id }: { id: string }) => id);
    expect(listed.toSorted()).toEqual([denied.id, moved.id].toSorted());
    const justified = await t.as('officer', 'POST', `/footage-requests/${denied.id}/justification`, { reason: 'Có người bị thương nặng' });
    expect(justified.json()).toMatchObject({ state: 'denied', justifiedAt: iso(t.clock.now()) });
    await desk.pass(DAY_MS);
    await Promise.all([keepRequests(), keepRequests()]);
    await keepRequests();
    expect(await desk.get(moved.id)).toMatchObject({ state: 'cancelled', endedBecause: 'changed' });
    expect((await desk.logOf(moved.id)).filter(({ action }) => action === 'emergency.suspend')).toHaveLength(1);
    expect((await desk.told()).filter((subject) => subject.startsWith('Việc mở khẩn cấp không được giải trình'))).toHaveLength(1);
    expect((await desk.ask(await desk.enter(), { emergency: true })).json().code).toBe('emergency_suspended');
    await t.db.run(sql`DELETE FROM emergency_suspension`);
  });
});

describe('a policy', () => {
  it('of the smallest unit asks for two people; what was asked before keeps what held', async () => {
    const { t, asked, decide } = desk;
    const lay = (body: Record<string, unknown>) => t.as('admin', 'POST', '/footage-policies', body);
    const before = await asked();
    const entered = await lay({ unitId: t.world.north, deciders: 2, accessHours: 24, emergencyAllowed: false, basis: 'Quy chế phường Một' });
    expect(entered.statusCode, entered.body).toBe(201);
    await lay({ unitId: t.world.ward, deciders: 1, basis: 'Quy chế cũ' });
    const past = await lay({ unitId: t.world.ward, deciders: 1, basis: 'Hôm qua', validFrom: iso(t.clock.now() - 1000) });
    expect(past.json().code).toBe('policy_in_past');
    const after = await asked();
    expect([before.deciders, after.deciders]).toEqual([1, 2]);
    expect((await decide(before.id, 'approve')).json()).toMatchObject({ state: 'approved', access: { until: iso(t.clock.now() + 7 * DAY_MS) } });
    expect((await decide(after.id, 'approve')).json()).toMatchObject({ state: 'submitted', awaits: { board: 1 } });
    expect((await decide(after.id, 'approve')).json().code).toBe('already_decided');
    await t.db.run(sql`INSERT INTO app_user (id, username, display_name, role, organisation_id, password_hash)
      SELECT ${newId()}, 'board.two', 'board.two', role, organisation_id, password_hash FROM app_user WHERE username = 'board'`);
    const { token } = (await t.anonymous('POST', '/sessions', { username: 'board.two', password: TEST_PASSWORD })).json();
    const agreed = { decision: 'approve', reason: 'Đồng ý' };
    const second = await t.anonymous('POST', `/footage-requests/${after.id}/decision`, agreed, { authorization: `Bearer ${token}` });
    expect(second.json()).toMatchObject({ state: 'approved', access: { until: iso(t.clock.now() + DAY_MS) } });
    expect((await desk.ask(await desk.enter(), { emergency: true })).json().code).toBe('emergency_not_allowed');
  });
});
