import sql, { raw } from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { DAY_MS, HOUR_MS, iso, MINUTE_MS, startRequestDesk, type RequestDesk } from '../../support/requests/request-desk.ts';

const GATHERING = { category: 'disorderly_gathering' };
let desk: RequestDesk;

beforeAll(async () => {
  desk = await startRequestDesk();
});
afterAll(() => desk.t.close());
beforeEach(() => desk.freshStart());

const second = (id: string, user: 'officer' | 'officer2') => desk.decide(id, 'approve', user, 'second');
const cancel = (id: string) => desk.t.as('officer', 'POST', `/footage-requests/${id}/cancellation`, { reason: 'Không cần nữa' });
const opened = async (...args: Parameters<RequestDesk['asked']>) => {
  const request = await desk.asked(...args);
  expect((await desk.decide(request.id, 'approve')).json().state).toBe('approved');
  return request;
};

describe('a disorderly gathering', () => {
  it('needs the board and a second officer, 30 minutes at most, once for a camera, and knows no emergency', async () => {
    const { startMs, ask, decide, holdsOf } = desk;
    const incidentId = await desk.enter({ ...GATHERING, occurredTo: iso(startMs() + 45 * MINUTE_MS) });
    expect((await ask(incidentId, { to: iso(startMs() + 31 * MINUTE_MS) })).json().code).toBe('window_too_long');
    expect((await ask(incidentId, { emergency: true })).json().code).toBe('emergency_not_for_gathering');
    const request = (await ask(incidentId)).json();
    expect(request).toMatchObject({ needsSecond: true, awaits: { board: 1, second: true } });
    const waiting = () => Promise.all((['board', 'board2', 'officer', 'officer2', 'otherofficer', 'commander'] as const).map(desk.waiting));
    expect(await waiting()).toEqual([1, 0, 0, 1, 0, 1]);
    expect(await holdsOf(request.id)).toMatchObject([{ pending: true }]);
    const another = { from: iso(startMs() + 6 * MINUTE_MS), to: iso(startMs() + 8 * MINUTE_MS) };
    expect((await ask(incidentId, another)).json().code).toBe('request_exists');
    expect((await decide(request.id, 'approve')).json()).toMatchObject({ state: 'submitted', awaits: { board: 0, second: true } });
    expect((await second(request.id, 'officer')).json().code).toBe('own_request');
    expect((await second(request.id, 'officer2')).json()).toMatchObject({ state: 'approved', awaits: { board: 0, second: false } });
    expect(await waiting()).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await holdsOf(request.id)).toMatchObject([{ pending: false, live: true }]);
    await cancel(request.id);
    expect((await ask(incidentId, another)).json().code).toBe('request_exists');
  });

  it.each([['disorderly_gathering'], ['brawl']])('entered again as %s opens no further half hour of a camera, but may show the same one', async (category) => {
    const { startMs, ask } = desk;
    const at = (minutes: number) => iso(startMs() + minutes * MINUTE_MS);
    const occurredTo = at(70);
    const [first, again] = [await desk.enter({ ...GATHERING, occurredTo }), await desk.enter({ category, occurredTo })];
    expect((await ask(first, { from: at(0), to: at(29) })).statusCode).toBe(201);
    const next = await Promise.all([ask(again, { from: at(29), to: at(58) }), ask(again, { from: at(31), to: at(60) })]);
    expect(next.map((answer) => answer.json().code)).toEqual(['request_exists', 'request_exists']);
    expect((await ask(again, { from: at(1), to: at(30) })).statusCode).toBe(201);
  });

  it('keeps nothing for a request before its second officer agreed to the request: its hold alone is agreed to by nobody', async () => {
    const request = (await desk.ask(await desk.enter(GATHERING))).json();
    const { id: holdId } = await desk.t.db.row<{ id: string }>(sql`SELECT id FROM hold WHERE request_id = ${request.id}`);
    expect((await desk.t.as('officer2', 'POST', `/holds/${holdId}/second`)).json().code).toBe('hold_requested');
    expect(await desk.holdsOf(request.id)).toMatchObject([{ pending: true }]);
    const [refusal] = await desk.t.db.rows<{ code: string }>(
      sql`SELECT detail ->> 'code' AS code FROM audit_event WHERE action = 'hold.second' AND outcome = 'refused' AND detail ->> 'holdId' = ${holdId}`,
    );
    expect(refusal).toEqual({ code: 'hold_requested' });
  });

  it('near one takes over no automatic hold: what was held before the gathering was recorded keeps nothing without a second officer', async () => {
    const incidentId = await desk.enter();
    await desk.enter(GATHERING);
    const request = (await desk.ask(incidentId)).json();
    expect(request.needsSecond).toBe(true);
    expect(await desk.holdsOf(request.id)).toMatchObject([{ pending: true }]);
    await desk.keepHolds();
    expect(await desk.t.db.rows(sql`SELECT 1 FROM hold WHERE incident_id = ${incidentId} AND released_at IS NULL AND NOT pending`)).toEqual([]);
  });

  it('is not opened by the second officer alone; one refusal denies it, after which it may be asked for anew', async () => {
    const incidentId = await desk.enter(GATHERING);
    const request = (await desk.ask(incidentId)).json();
    expect((await second(request.id, 'officer2')).json()).toMatchObject({ state: 'submitted', awaits: { board: 1, second: false } });
    expect((await desk.decide(request.id, 'deny')).json().state).toBe('denied');
    expect((await desk.ask(incidentId)).statusCode).toBe(201);
  });

  it('makes a request about anything else beside it wait for a second officer too', async () => {
    await desk.enter(GATHERING);
    const incidentId = await desk.enter();
    expect((await desk.ask(incidentId, { emergency: true })).json().code).toBe('emergency_not_for_gathering');
    expect((await desk.ask(incidentId)).json()).toMatchObject({ needsSecond: true, awaits: { board: 1, second: true } });
  });

  it('that is recorded beside it later ends what was asked for and opened', async () => {
    const [open, waiting] = [await opened(), await desk.asked()];
    await desk.enter(GATHERING);
    expect((await desk.decide(waiting.id, 'approve')).json().code).toBe('request_outdated');
    await desk.keepHolds();
    for (const { id } of [open, waiting]) expect(await desk.get(id)).toMatchObject({ state: 'cancelled', endedBecause: 'limits', access: null });
  });

  it('ends what was asked for and opened before the incident became one, or was moved beside one', async () => {
    const [open, waiting, moved] = [await opened(), await desk.asked(), await opened()];
    for (const { incident } of [open, waiting]) await desk.change(incident.id, GATHERING);
    await desk.change(moved.incident.id, { occurredTo: iso(desk.startMs() + 6 * MINUTE_MS) });
    for (const { id } of [open, waiting, moved]) expect(await desk.get(id)).toMatchObject({ state: 'cancelled', endedBecause: 'limits', access: null });
    expect((await desk.logOf(open.id)).at(-1)).toMatchObject({ action: 'request.end', actor: 'officer' });
    expect((await desk.logOf(moved.id)).at(-1)).toMatchObject({ action: 'request.end', actor: 'officer' });
  });
});

describe('an incident that is changed', () => {
  it('narrows what it opened to what it is now, and widens it no more', async () => {
    const { startMs, change, get, t } = desk;
    const request = await opened();
    await change(request.incident.id, { occurredFrom: iso(startMs() + 2 * MINUTE_MS), occurredTo: iso(startMs() + 3 * MINUTE_MS) });
    const narrowed = await get(request.id);
    expect(narrowed).toMatchObject({ state: 'approved', asked: request.asked, access: { user: { username: 'officer' } } });
    // and by the uncertainty of the camera's clock, some seconds since it was read
    const beyondMs = [startMs() + 2 * MINUTE_MS - Date.parse(narrowed.from), Date.parse(narrowed.to) - startMs() - 3 * MINUTE_MS];
    for (const ms of beyondMs) expect([ms >= 1000, ms < 30_000]).toEqual([true, true]);
    expect((await desk.logOf(request.id)).at(-1)).toMatchObject({ action: 'request.narrow', actor: 'officer' });
    await change(request.incident.id, { occurredFrom: iso(startMs()), occurredTo: iso(startMs() + 5 * MINUTE_MS) });
    expect(await get(request.id)).toMatchObject({ from: narrowed.from, to: narrowed.to });
    const wider = sql`tstzrange(lower(asked), upper(asked))`;
    await expect(t.db.run(sql`UPDATE footage_request SET during = ${wider} WHERE id = ${request.id}`)).rejects.toMatchObject({
      details: { constraint: 'footage_request_only_narrowed' },
    });
  });

  it.each([
    ['time', () => ({ occurredFrom: iso(desk.startMs() - HOUR_MS), occurredTo: iso(desk.startMs() - HOUR_MS + MINUTE_MS) })],
    ['place', () => ({ location: { type: 'Point', coordinates: [108.2353, 11.783] } })],
  ])('and is moved to another %s opens nothing any more; its footage stays a day', async (_what, to) => {
    const [open, waiting] = [await opened(), await desk.asked()];
    for (const { incident } of [open, waiting]) await desk.change(incident.id, to());
    for (const { id } of [open, waiting]) {
      expect(await desk.get(id)).toMatchObject({ state: 'cancelled', endedBecause: 'changed', access: null });
      expect(await desk.holdsOf(id)).toMatchObject([{ live: true, expiresAtMs: desk.t.clock.now() + DAY_MS }]);
      expect((await desk.logOf(id)).at(-1)).toMatchObject({ action: 'request.end', actor: 'officer' });
    }
  });

  it('in words only leaves everything as it was', async () => {
    const request = await opened();
    await desk.change(request.incident.id, { summary: 'Đã có kết luận', outcome: 'cleared_otherwise' });
    expect(await desk.get(request.id)).toMatchObject({ state: 'approved', from: request.from, to: request.to });
  });

  it('does not keep the seconds beside it from being approved that the camera’s clock leaves open', async () => {
    const unread = await desk.register({ name: 'Mắt chưa đo giờ' });
    const beside = { cameraId: unread, from: iso(desk.startMs() + 10 * MINUTE_MS), to: iso(desk.startMs() + 20 * MINUTE_MS) };
    await opened(beside);
  });
});

describe('the database itself', () => {
  const refusedBy = async (statement: ReturnType<typeof sql>): Promise<unknown> =>
    desk.t.db.run(statement).then(
      () => 'allowed',
      (error: { details: Record<string, unknown> }) => error.details['constraint'],
    );

  it('approves nothing that too few agreed to, changes nothing that was asked for, and revives nothing', async () => {
    const { id } = await desk.asked();
    const approval = sql`UPDATE footage_request SET state = 'approved', access_from = now(), access_until = now() + interval '1 day' WHERE id = ${id}`;
    expect(await refusedBy(approval)).toBe('footage_request_needs_decisions');
    const longer = sql`tstzrange(lower(asked), upper(asked) + interval '1 second')`;
    expect(await refusedBy(sql`UPDATE footage_request SET asked = ${longer} WHERE id = ${id}`)).toBe('footage_request_unchanged');
    expect(await refusedBy(sql`UPDATE footage_request SET during = ${longer} WHERE id = ${id}`)).toBe('footage_request_only_narrowed');
    await desk.decide(id, 'deny');
    const revival = sql`UPDATE footage_request SET state = 'submitted', ended_at = NULL, ended_because = NULL WHERE id = ${id}`;
    expect(await refusedBy(revival)).toBe('footage_request_stays_ended');
  });

  it('keeps the terms of the day when it was made, and opens for no longer than they say', async () => {
    const { id } = await desk.asked();
    const changes = {
      requested_at: sql`requested_at - interval '1 day'`,
      policy_id: sql`gen_random_uuid()`,
      access_hours: sql`access_hours + 1`,
      justify_by: sql`now()`,
      due_at: sql`due_at - interval '1 day'`,
      expires_at: sql`expires_at + interval '1 day'`,
    };
    for (const [column, value] of Object.entries(changes))
      expect(await refusedBy(sql`UPDATE footage_request SET ${raw(column)} = ${value} WHERE id = ${id}`), column).toBe('footage_request_terms_unchanged');
    await desk.decide(id, 'approve');
    const first = await desk.get(id);
    expect(await refusedBy(sql`UPDATE footage_request SET access_from = access_from + interval '1 hour' WHERE id = ${id}`)).toBe(
      'footage_request_past_unchanged',
    );
    const other = await desk.asked();
    await desk.t.db.run(sql`INSERT INTO footage_request_decision (id, request_id, part, decision, reason, decided_by, decided_at)
      SELECT ${newId()}, ${other.id}, part, decision, reason, decided_by, decided_at FROM footage_request_decision WHERE request_id = ${id}`);
    const longer = sql`now() + make_interval(hours => access_hours + 1)`;
    const approval = sql`UPDATE footage_request SET state = 'approved', access_from = now(), access_until = ${longer} WHERE id = ${other.id}`;
    expect(await refusedBy(approval)).toBe('footage_request_access_as_laid_down');
    expect((await desk.get(id)).access).toEqual(first.access);
  });

  it('keeps policies: none is changed, none is taken away', async () => {
    const rule = { deciders: 1, decisionWorkingDays: 2, expiryWorkingDays: 5, accessHours: 24, emergencyAllowed: true, basis: 'Quy chế số 1' };
    const { id } = (await desk.t.as('admin', 'POST', '/footage-policies', { unitId: desk.t.world.otherWard, ...rule })).json();
    expect(await refusedBy(sql`UPDATE footage_policy SET deciders = 2 WHERE id = ${id}`)).toBe('footage_policy_unchanged');
    expect(await refusedBy(sql`DELETE FROM footage_policy WHERE id = ${id}`)).toBe('footage_policy_unchanged');
    expect(await refusedBy(sql`TRUNCATE footage_policy CASCADE`)).toBe('footage_policy_unchanged');
  });

  it('stores nothing beyond the incident, and nothing beside a gathering without a second officer', async () => {
    const copy = (id: string, fromShift: string) =>
      refusedBy(sql`INSERT INTO footage_request (id, incident_id, camera_id, owner_id, unit_id, requested_by, requested_for, requested_at, asked, during, purpose, legal_basis, extent_revision, deciders,
          needs_second, access_hours, emergency, due_at, expires_at, state)
        SELECT ${newId()}, incident_id, camera_id, owner_id, unit_id, requested_by, requested_for, now(), asked, tstzrange(lower(during) - ${fromShift}::interval, upper(during)), purpose, legal_basis, 1, 1,
          false, 1, false, now(), now(), 'submitted' FROM footage_request WHERE id = ${id}`);
    const { id } = await desk.asked();
    expect(await copy(id, '2 hours')).toBe('footage_request_within_incident');
    await desk.enter(GATHERING);
    expect(await copy(id, '0 s')).toBe('footage_request_second_for_gathering');
  });
});
