import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { iso, MINUTE_MS, startRequestDesk, type RequestDesk } from '../../support/requests/request-desk.ts';
import { TEST_PASSWORD, type TestUser } from '../../support/test-app.ts';

let desk: RequestDesk;
let incidentId: string;
let requestId: string;

const mark = (body: object = {}, user: TestUser = 'officer', incident = incidentId) =>
  desk.t.as(user, 'POST', `/incidents/${incident}/moments`, { requestId, at: iso(desk.startMs() + 61_500), note: 'Người chạy về phía chợ', ...body });
const list = (user: TestUser = 'officer', query = '') => desk.t.as(user, 'GET', `/incidents/${incidentId}/moments${query}`);
const codeOf = (answer: { statusCode: number; json: () => { code?: string } }) => [answer.statusCode, answer.json().code];
const openHere = () => desk.t.as('officer', 'GET', `/footage-requests/${requestId}/media`);
const logged = (action: string) =>
  desk.t.db.rows<{ outcome: string; actor: string; detail: Record<string, unknown>; cameraIds: string[] }>(
    sql`SELECT outcome, actor_username AS actor, detail, camera_ids AS "cameraIds" FROM audit_event WHERE action = ${action} AND incident_id = ${incidentId} ORDER BY id`,
  );

beforeAll(async () => {
  desk = await startRequestDesk();
});
afterAll(() => desk.t.close());
beforeEach(async () => {
  await desk.freshStart();
  ({
    id: requestId,
    incident: { id: incidentId },
  } = await desk.asked());
  await desk.decide(requestId, 'approve');
});

describe('a moment of a case', () => {
  it('is marked by who watches that second, seen by who may see the request, and stands in the log without its words', async () => {
    await openHere();
    const answer = await mark();
    expect(answer.statusCode, answer.body).toBe(201);
    const marked = answer.json();
    expect(marked).toMatchObject({
      incidentId,
      requestId,
      cameraId: desk.cameraId,
      at: iso(desk.startMs() + 61_500),
      note: 'Người chạy về phía chợ',
      markedBy: { username: 'officer' },
    });
    for (const user of ['officer', 'officer2', 'commander'] as const) expect([user, (await list(user)).json().items]).toEqual([user, [marked]]);
    expect(codeOf(await list('otherofficer'))).toEqual([404, 'not_found']);
    for (const user of ['board', 'auditor', 'admin'] as const) expect([user, ...codeOf(await list(user))]).toEqual([user, 403, 'role_not_permitted']);
    const [entry] = await logged('moment.mark');
    expect(entry).toMatchObject({
      outcome: 'allowed',
      actor: 'officer',
      cameraIds: [desk.cameraId],
      detail: { requestId, momentId: marked.id, at: iso(desk.startMs() + 61_500) },
    });
    expect(JSON.stringify(entry)).not.toContain('chợ');
    expect((await logged('moment.read')).map(({ outcome, actor }) => `${outcome} ${actor}`)).toEqual([
      ...['allowed officer', 'allowed officer2', 'allowed commander'],
      ...['refused otherofficer', 'refused board', 'refused auditor', 'refused admin'],
    ]);
  });

  it('is refused, and the refusal logged, to who doesn’t watch that second', async () => {
    expect(codeOf(await mark())).toEqual([403, 'grant_required']);
    await openHere();
    for (const at of [desk.startMs() - 1, desk.startMs() + 5 * MINUTE_MS]) expect(codeOf(await mark({ at: iso(at) }))).toEqual([403, 'grant_required']);
    expect(codeOf(await mark({}, 'officer2'))).toEqual([403, 'grant_required']);
    expect(codeOf(await mark({}, 'commander'))).toEqual([403, 'role_not_permitted']);
    expect(codeOf(await mark({}, 'officer', await desk.enter()))).toEqual([403, 'grant_required']);
    const { token } = (await desk.t.anonymous('POST', '/sessions', { username: 'officer', password: TEST_PASSWORD })).json();
    const elsewhere = { requestId, at: iso(desk.startMs()) };
    const other = await desk.t.anonymous('POST', `/incidents/${incidentId}/moments`, elsewhere, { authorization: `Bearer ${token}` });
    expect(codeOf(other)).toEqual([403, 'grant_in_other_session']);
    await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    expect(codeOf(await mark())).toEqual([403, 'grant_required']);
    expect((await list()).json().items).toEqual([]);
    expect((await logged('moment.mark')).map(({ outcome }) => outcome)).toEqual(Array.from({ length: 7 }, () => 'refused'));
  });

  it('is refused by the database too, whatever the service thinks', async () => {
    await openHere();
    await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    const stored = desk.t.db.run(sql`INSERT INTO case_moment (id, incident_id, camera_id, request_id, at, note, marked_by, marked_at)
      SELECT ${newId()}, incident_id, camera_id, id, lower(during), '', requested_by, ${new Date(desk.t.clock.now())} FROM footage_request WHERE id = ${requestId}`);
    await expect(stored).rejects.toMatchObject({ details: { constraint: 'case_moment_needs_grant' } });
  });

  it('takes no plate, ID or phone number, and no more than 500 characters', async () => {
    await openHere();
    for (const note of ['xe 49B1-123.45 chạy qua', 'gọi 0912 345 678']) {
      const answer = await mark({ note });
      expect(codeOf(answer)).toEqual([422, 'personal_data_in_text']);
      expect(answer.json().errors).toMatchObject([{ path: 'note' }]);
    }
    expect((await mark({ note: 'a'.repeat(501) })).statusCode).toBe(422);
    expect((await mark({ note: 'a'.repeat(500) })).statusCode).toBe(201);
    expect((await mark({ note: undefined })).json().note).toBe('');
  });

  it('is deleted by its author alone, also when nothing is open any more', async () => {
    await openHere();
    const { id } = (await mark()).json();
    expect(codeOf(await desk.t.as('officer2', 'DELETE', `/case-moments/${id}`))).toEqual([403, 'not_own_moment']);
    expect(codeOf(await desk.t.as('otherofficer', 'DELETE', `/case-moments/${id}`))).toEqual([404, 'not_found']);
    await desk.t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' });
    expect((await desk.t.as('officer', 'DELETE', `/case-moments/${id}`)).statusCode).toBe(204);
    expect(codeOf(await desk.t.as('officer', 'DELETE', `/case-moments/${id}`))).toEqual([404, 'not_found']);
    expect((await list()).json().items).toEqual([]);
    expect((await logged('moment.delete')).map(({ outcome, actor }) => [outcome, actor])).toEqual([
      ['refused', 'officer2'],
      ['allowed', 'officer'],
    ]);
  });

  it('comes page after page, newest mark first, and once for one key', async () => {
    await openHere();
    const ids: string[] = [];
    for (const seconds of [10, 20, 30]) {
      desk.t.clock.advance(1);
      ids.push((await mark({ at: iso(desk.startMs() + seconds * 1000) })).json().id);
    }
    const first = (await list('officer', '?limit=2')).json();
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]]);
    const second = (await list('officer', `?limit=2&cursor=${first.nextCursor}`)).json();
    expect([second.items.map(({ id }: { id: string }) => id), second.nextCursor]).toEqual([[ids[0]], null]);
    const body = { requestId, at: iso(desk.startMs() + 40_000), note: 'một lần' };
    const send = () => desk.t.as('officer', 'POST', `/incidents/${incidentId}/moments`, body, { 'idempotency-key': 'moment-once' });
    expect((await send()).json().id).toBe((await send()).json().id);
    expect((await list()).json().items).toHaveLength(4);
  });
});
