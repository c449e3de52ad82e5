import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../platform/logger.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { HOUR_MS, iso, MINUTE_MS, startRequestDesk, type RequestDesk } from '../../support/requests/request-desk.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

let desk: RequestDesk;

/** Heads of what was told since, to the board and to the officer's own address. */
async function told(): Promise<{ board: string[]; officer: string[] }> {
  const rows = await desk.t.db.rows<{
    subject: string;
    role: string;
  }>(sql`SELECT m.subject, u.role FROM message m JOIN alert_subscription s ON s.id = m.subscription_id
    JOIN app_user u ON u.id = s.user_id WHERE m.kind = 'request' ORDER BY m.id`);
  const heads = (role: string) => rows.filter((row) => row.role === role).map(({ subject }) => subject.replace('[Mắt Phố] ', '').split(':')[0]!);
  return { board: heads('board'), officer: heads('officer') };
}

/** What is told of `act` alone. */
async function toldOf(act: () => Promise<unknown>): Promise<{ board: string[]; officer: string[] }> {
  await desk.t.db.run(sql`DELETE FROM message WHERE kind = 'request'`);
  await act();
  return told();
}
const revoke = (id: string, user: 'board' | 'commander') => desk.t.as(user, 'POST', `/footage-requests/${id}/revocation`, { reason: 'Hết cần thiết' });
const fulfil = (id: string, outcome: string) =>
  desk.t.as('board', 'POST', `/footage-requests/${id}/fulfilment`, { outcome, missing: 'overwritten', reason: 'Đã ghi đè' });
async function approved(): Promise<{ id: string; incident: { id: string } }> {
  const request = await desk.asked();
  await desk.decide(request.id, 'approve');
  return request;
}

beforeAll(async () => {
  desk = await startRequestDesk();
  await desk.t.as('officer', 'POST', '/alert-subscriptions', { channel: 'email', address: 'officer@example.com', quietHours: null });
  await desk.t.as('officer2', 'POST', '/alert-subscriptions', { channel: 'email', address: 'officer2@example.com', quietHours: null });
  await desk.t.db.run(sql`UPDATE alert_subscription SET confirmed_at = now()`);
});
afterAll(() => desk.t.close());
beforeEach(() => desk.freshStart());

describe('whoever a change of a request concerns is told of it, but not of what they did themselves', () => {
  it('the officer of a decision', async () => {
    const [first, second] = [await desk.asked(), await desk.asked()];
    expect(await toldOf(() => desk.decide(first.id, 'approve'))).toEqual({ board: [], officer: ['Đề nghị trích xuất được đồng ý'] });
    expect(await toldOf(() => desk.decide(second.id, 'deny'))).toEqual({ board: [], officer: ['Đề nghị trích xuất bị từ chối'] });
  });

  it('the other side of a withdrawal and of a revocation', async () => {
    const head = 'Quyền xem hình đã bị thu hồi';
    const [first, second, third] = [await approved(), await approved(), await approved()];
    expect(await toldOf(() => revoke(first.id, 'board'))).toEqual({ board: [], officer: [head] });
    expect(await toldOf(() => revoke(second.id, 'commander'))).toEqual({ board: [head], officer: [head] });
    const withdraw = (user: 'officer2') => desk.t.as(user, 'POST', `/footage-requests/${third.id}/cancellation`, { reason: 'Không cần nữa' });
    expect(await toldOf(() => withdraw('officer2'))).toEqual({
      board: ['Đề nghị trích xuất đã được rút lại'],
      officer: ['Đề nghị trích xuất đã được rút lại'],
    });
  });

  it('both of what a change of the incident does, with the seconds that are left', async () => {
    const narrowed = await approved();
    const shorter = { occurredTo: iso(desk.startMs() + 2 * MINUTE_MS) };
    const head = 'Đoạn hình được xem đã thu hẹp';
    expect(await toldOf(() => desk.change(narrowed.incident.id, shorter))).toEqual({ board: [head], officer: [head] });
    const ended = 'Đề nghị trích xuất đã chấm dứt';
    const gathering = { category: 'disorderly_gathering' };
    expect(await toldOf(() => desk.change(narrowed.incident.id, gathering))).toEqual({ board: [ended], officer: [ended] });
    const { body } = await desk.t.db.row<{ body: string }>(sql`SELECT body FROM message WHERE kind = 'request' LIMIT 1`);
    expect(body).not.toContain('Xác minh diễn biến');
  });

  it('both when a gathering is recorded nearby, with a link', async () => {
    await approved();
    const head = 'Đề nghị trích xuất đã chấm dứt';
    const parts = { database: desk.t.db, clock: desk.t.clock, logger: createLogger('silent'), publicUrl: 'https://matpho.example' };
    const gather = async () => {
      await desk.enter({ category: 'disorderly_gathering' });
      await createKeepHoldsJob(parts)(runningJob({}));
    };
    expect(await toldOf(gather)).toEqual({ board: [head], officer: [head] });
    const rows = await desk.t.db.rows<{ body: string }>(sql`SELECT body FROM message WHERE kind = 'request'`);
    for (const { body } of rows) expect(body).toContain('https://matpho.example/requests');
  });

  it('the officer of what there is not; both when the time is over', async () => {
    const [first, second, third, fourth] = [await approved(), await approved(), await approved(), await desk.asked()];
    expect(await toldOf(() => fulfil(first.id, 'partial'))).toEqual({ board: [], officer: ['Chỉ có một phần hình được đề nghị'] });
    expect(await toldOf(() => fulfil(second.id, 'unavailable'))).toEqual({ board: [], officer: ['Không có hình được đề nghị'] });
    await desk.pass(8 * 24 * HOUR_MS);
    await desk.t.db.run(sql`UPDATE footage_request SET remind_at = NULL WHERE id = ${fourth.id}`);
    const over = ['Không có hình được đề nghị', 'Đề nghị trích xuất đã hết hiệu lực'].toSorted();
    const { board, officer } = await toldOf(() => desk.keepRequests());
    expect([board.toSorted(), officer.toSorted()]).toEqual([over, over]);
    expect((await desk.get(third.id)).state).toBe('unavailable');
  });

  it('nobody is flooded by one change after another: what is too much comes as one message, but an emergency by itself', async () => {
    const { incident } = await approved();
    let endMs = desk.startMs() + 3 * MINUTE_MS;
    const shorten = async (times: number) => {
      for (let time = 0; time < times; time += 1) await desk.change(incident.id, { occurredTo: iso((endMs -= 2000)) });
    };
    const narrowed = 'Đoạn hình được xem đã thu hẹp';
    const all = [...Array.from({ length: 30 }, () => narrowed), 'Còn nhiều thay đổi khác'].toSorted();
    const { board, officer } = await toldOf(() => shorten(34));
    expect([board.toSorted(), officer.toSorted()]).toEqual([all, all]);
    await desk.asked({ emergency: true });
    expect((await told()).board.filter((head) => !all.includes(head))).toEqual(['Hình ảnh vừa được mở khẩn cấp']);
    await desk.pass(HOUR_MS + MINUTE_MS);
    expect((await toldOf(() => shorten(1))).board).toEqual([narrowed]);
  });

  it('a text message says which seconds are left, too', async () => {
    await desk.t.db.run(sql`UPDATE alert_subscription SET channel = 'sms', without_marks = true`);
    const { incident } = await approved();
    await toldOf(() => desk.change(incident.id, { occurredTo: iso(desk.startMs() + 2 * MINUTE_MS) }));
    const { bodies } = await desk.t.db.row<{ bodies: string[] }>(sql`SELECT array_agg(body) AS bodies FROM message WHERE kind = 'request'`);
    for (const body of bodies) expect(body).toMatch(/ngoai \d\d\/\d\d\/\d{4} [\d:]{8} den \d\d\/\d\d\/\d{4} [\d:]{8} khong ai/);
    await desk.t.db.run(sql`UPDATE alert_subscription SET channel = 'email', without_marks = false`);
  });

  it('both of a suspension, and when it is lifted', async () => {
    const request = await desk.asked({ emergency: true });
    await desk.pass(25 * HOUR_MS);
    const head = 'Việc mở khẩn cấp không được giải trình, quyền xem đã bị thu hồi';
    const suspended = await toldOf(() => desk.keepRequests());
    expect([suspended.board, suspended.officer]).toEqual([expect.arrayContaining([head]), expect.arrayContaining([head])]);
    const { id } = await desk.t.db.row<{ id: string }>(sql`SELECT id FROM emergency_suspension WHERE request_id = ${request.id}`);
    const lifted = ['Quyền mở khẩn cấp đã được khôi phục'];
    expect(await toldOf(() => desk.t.as('commander', 'POST', `/emergency-suspensions/${id}/lift`, { reason: 'Đã giải trình sau' }))).toEqual({
      board: lifted,
      officer: lifted,
    });
  });

  it('the boards of a unit, and no others, of its new policy', async () => {
    const rule = { deciders: 2, decisionWorkingDays: 2, expiryWorkingDays: 5, accessHours: 24, emergencyAllowed: false, basis: 'Quy chế số 7' };
    const lay = (unitId: string, inHours = 1) =>
      desk.t.as('admin', 'POST', '/footage-policies', { unitId, ...rule, validFrom: iso(desk.t.clock.now() + inHours * HOUR_MS) });
    expect(await toldOf(() => lay(desk.t.world.otherWard))).toEqual({ board: [], officer: [] });
    const changed = { board: ['Quy định trích xuất hình ảnh thay đổi'], officer: [] };
    expect(await toldOf(() => lay(desk.t.world.ward))).toEqual(changed);
    expect(await toldOf(() => lay(desk.t.world.north, 3))).toEqual(changed);
    // until the neighbourhood's own begins the ward's holds for it, and no longer
    expect(await toldOf(() => lay(desk.t.world.ward, 2))).toEqual(changed);
    expect(await toldOf(() => lay(desk.t.world.ward, 4))).toEqual({ board: [], officer: [] });
  });
});
