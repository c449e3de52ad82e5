import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import sql from 'sql-template-tag';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { followAutomaticHolds } from '../../../db/holds/automatic-holds.ts';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const BANK = { type: 'Point', coordinates: [108.2352, 11.795] };
let t: TestApp;
let port: number;
const sockets: WebSocket[] = [];

interface Point {
  readonly id: string;
  readonly token: string;
}

beforeAll(async () => {
  t = await startTestApp();
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  port = (t.app.server.address() as AddressInfo).port;
});
afterAll(async () => {
  for (const socket of sockets) socket.terminate();
  await t.close();
});
beforeEach(async () => {
  await t.db.run(sql`DELETE FROM sign_in_failure`);
  // gatherings of other tests keep nothing away here
  await t.db.run(sql`UPDATE incident SET location = ST_Translate(location, -2, 0) WHERE was_gathering AND ST_X(location) > 107`);
  await t.db.run(sql`DELETE FROM gathering_before`);
});

async function putUp(changes: Record<string, unknown> = {}): Promise<Point> {
  const body = { name: 'Quỹ tín dụng chợ', unitId: t.world.north, position: BANK, uncertaintyM: 10, category: 'theft', ...changes };
  const answer = await t.as('admin', 'POST', '/alarm-points', body);
  expect([answer.statusCode, answer.json().code]).toEqual([201, undefined]);
  return answer.json();
}

const ring = (point: Point, body: Record<string, unknown> = {}, authorization = `Bearer ${point.token}`) =>
  t.anonymous('POST', '/alarms', { alarmPointId: point.id, ...body }, { authorization });

async function camera(changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await t.as('admin', 'POST', '/cameras', cameraBody(t.world, { name: `Mắt ${newId().slice(-6)} chợ`.replaceAll(/\d/g, 'x'), ...changes }));
  expect(answer.statusCode).toBe(201);
  return answer.json().id;
}

async function listen(user: TestUser): Promise<{ heard: { type: string; data: Record<string, unknown> }[]; next: () => Promise<void> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/events`, { headers: { authorization: `Bearer ${await t.token(user)}` } });
  sockets.push(socket);
  await once(socket, 'open');
  const heard: { type: string; data: Record<string, unknown> }[] = [];
  const subscribed = once(socket, 'message');
  socket.send(JSON.stringify({ topics: ['alarms'] }));
  await subscribed;
  socket.on('message', (raw) => heard.push(JSON.parse(String(raw))));
  return { heard, next: async () => void (await once(socket, 'message')) };
}

const shots = (alarmId: string) =>
  t.db.rows<{ cameraId: string; state: string; n: number }>(
    sql`SELECT camera_id AS "cameraId", state, count(*) AS n FROM alarm_shot WHERE alarm_id = ${alarmId} GROUP BY 1, 2 ORDER BY 1`,
  );

test('a bell is put up by the administrator; its token is shown once and kept as a hash', async () => {
  const headers = { 'idempotency-key': newId() };
  const body = { name: 'Kho bạc', unitId: t.world.north, position: BANK };
  const made = await t.as('admin', 'POST', '/alarm-points', body, headers);
  expect(made.json()).toMatchObject({ name: 'Kho bạc', category: 'public_disorder', uncertaintyM: 30, disabled: false, lastHeardAt: null, warnings: [] });
  const { id, token } = made.json();
  const kept = await t.db.row<{ text: string }>(
    sql`SELECT (SELECT row_to_json(p)::text FROM alarm_point p WHERE id = ${id}) || (SELECT string_agg(body::text, '') FROM idempotency_record)
      || (SELECT string_agg(detail::text, '') FROM audit_event) AS text`,
  );
  expect(kept.text).not.toContain(token);
  const replayed = await t.as('admin', 'POST', '/alarm-points', body, headers);
  expect([replayed.statusCode, replayed.json().id, replayed.json().token]).toEqual([201, id, undefined]);
  expect((await t.as('officer', 'GET', `/alarm-points/${id}`)).json()).not.toHaveProperty('token');
  expect((await t.as('otherofficer', 'GET', `/alarm-points/${id}`)).statusCode).toBe(404);
  expect((await t.as('officer', 'GET', '/alarm-points')).json().items.map((item: Point) => item.id)).toContain(id);
  expect((await t.as('otherofficer', 'GET', '/alarm-points')).json().items).toEqual([]);
  expect((await t.as('admin', 'POST', '/alarm-points', { ...body, name: 'Tiệm vàng 0912345678' })).json().code).toBe('personal_data_in_text');
  expect((await t.as('admin', 'POST', '/alarm-points', { ...body, category: 'disorderly_gathering' })).statusCode).toBe(422);
  await expect(t.db.run(sql`UPDATE alarm_point SET category = 'disorderly_gathering' WHERE id = ${id}`)).rejects.toThrow();
  expect((await t.as('admin', 'DELETE', `/alarm-points/${id}`)).statusCode).toBe(204);
  expect((await ring({ id, token })).json().code).toBe('wrong_alarm_token');
});

test('an alarm makes an incident, holds and plans a burst at once, from cameras that see the place and belong to its police', async () => {
  const sees = await camera();
  const turned = await camera({ placement: { ...(cameraBody(t.world)['placement'] as object), bearingDeg: 270 } });
  const draft = await camera({ notice: undefined });
  const foreign = await camera({ unitId: t.world.otherWard });
  const point = await putUp();
  const answer = await ring(point);
  expect(answer.statusCode).toBe(201);
  const { id, incidentId } = answer.json();
  const incident = (await t.as('officer', 'GET', `/incidents/${incidentId}`)).json();
  expect(incident).toMatchObject({
    category: 'theft',
    enteredBy: null,
    alarmPoint: { id: point.id, name: 'Quỹ tín dụng chợ' },
    unitId: t.world.north,
    approvalRequired: false,
    summary: 'Chuông cảnh báo: Quỹ tín dụng chợ',
  });
  expect(incident.referenceNumber).toMatch(/^VV-\d{4}-\d{6}$/);
  const planned = await shots(id);
  expect(planned).toContainEqual({ cameraId: sees, state: 'planned', n: 3 });
  for (const other of [turned, draft, foreign]) expect(planned.map((shot) => shot.cameraId)).not.toContain(other);
  const holds = await t.db.rows<{ cameraId: string; before: number; after: number; lasts: number; automatic: boolean }>(
    sql`SELECT camera_id AS "cameraId", extract(epoch FROM a.raised_at - lower(during))::int AS before, extract(epoch FROM upper(during) - a.raised_at)::int AS after,
      extract(epoch FROM h.expires_at - a.raised_at)::int AS lasts, automatic FROM hold h JOIN alarm a ON a.incident_id = h.incident_id WHERE a.id = ${id} ORDER BY 1`,
  );
  expect(holds.map((hold) => hold.cameraId)).toEqual(planned.map((shot) => shot.cameraId));
  expect(holds[0]).toMatchObject({ before: 120, after: 600, lasts: 72 * 3600, automatic: true });
  // what the officers change about it passes the same checks as any incident
  expect((await t.as('officer', 'PATCH', `/incidents/${incidentId}`, { outcome: 'prevented' })).statusCode).toBe(200);
  expect((await t.as('officer', 'GET', `/incidents/${incidentId}/candidates`)).json().items.map((item: { cameraId: string }) => item.cameraId)).toContain(sees);
});

test('presses in a row are one alarm, counted; after a minute it is another; forty at once are one', async () => {
  const point = await putUp();
  const first = (await ring(point)).json();
  t.clock.advance(30_000);
  const again = await ring(point);
  expect([again.statusCode, again.json().id, again.json().joined, again.json().pressCount]).toEqual([200, first.id, true, 2]);
  t.clock.advance(61_000);
  const later = (await ring(point)).json();
  expect([later.joined, later.id === first.id]).toEqual([false, false]);
  t.clock.advance(120_000);
  const flood = await Promise.all(Array.from({ length: 40 }, () => ring(point)));
  expect(flood.filter((answer) => answer.statusCode === 201)).toHaveLength(1);
  expect(new Set(flood.map((answer) => answer.json().incidentId)).size).toBe(1);
  const log = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE detail ->> 'alarmId' = ${flood[0]!.json().id}`);
  expect(log.n).toBe(2);
});

test('a test calls, and makes no incident, no hold and no burst; a point in test mode ends it by itself', async () => {
  const point = await putUp();
  const count = async () =>
    (await t.db.row<{ n: number }>(sql`SELECT (SELECT count(*) FROM incident) + (SELECT count(*) FROM hold) + (SELECT count(*) FROM alarm_shot) AS n`)).n;
  const before = await count();
  expect((await ring(point, { test: true })).json()).toMatchObject({ incidentId: null, test: true, joined: false });
  const testUntil = new Date(t.clock.now() + 3_600_000).toISOString();
  expect((await t.as('admin', 'PATCH', `/alarm-points/${point.id}`, { testUntil })).statusCode).toBe(200);
  expect((await ring(point)).json()).toMatchObject({ incidentId: null, test: true, joined: true });
  expect(await count()).toBe(before);
  t.clock.advance(3_600_001);
  expect((await ring(point)).json()).toMatchObject({ test: false, joined: false });
  expect(await count()).toBeGreaterThan(before);
  const tooLong = new Date(t.clock.now() + 25 * 3_600_000).toISOString();
  expect((await t.as('admin', 'PATCH', `/alarm-points/${point.id}`, { testUntil: tooLong })).json().code).toBe('test_too_long');
});

test('wrong, missing and replaced tokens are refused alike for known and unknown bells; a right one is never kept waiting', async () => {
  const point = await putUp();
  const other = await putUp();
  expect((await t.anonymous('POST', '/alarms', {})).json().code).toBe('alarm_token_required');
  expect((await ring(point, {}, 'Bearer')).statusCode).toBe(401);
  expect((await ring(point, {}, `Bearer ${await t.token('admin')}`)).json().code).toBe('wrong_alarm_token');
  expect((await ring(point, {}, `Bearer ${other.token}`)).json().code).toBe('wrong_alarm_token');
  const unknown = await ring({ id: newId(), token: point.token });
  const wrong = await ring({ id: point.id, token: other.token });
  expect([unknown.statusCode, unknown.json().code, unknown.json().detail]).toEqual([401, 'wrong_alarm_token', wrong.json().detail]);
  const { token } = (await t.as('admin', 'POST', `/alarm-points/${point.id}/token`)).json();
  expect((await ring(point)).json().code).toBe('wrong_alarm_token');
  for (let tries = 0; tries < 10; tries += 1) await ring({ id: point.id, token: other.token });
  const throttled = await ring({ id: point.id, token: other.token });
  expect([throttled.statusCode, Number(throttled.headers['retry-after']) > 0]).toEqual([429, true]);
  expect((await ring({ id: point.id, token })).statusCode).toBe(201);
  await t.as('admin', 'PATCH', `/alarm-points/${point.id}`, { disabled: true });
  expect((await ring({ id: point.id, token })).json().code).toBe('alarm_point_disabled');
});

test('devices that know only fixed headers and a body of their own can ring', async () => {
  const point = await putUp();
  const basic = `Basic ${Buffer.from(`alarm:${point.token}`).toString('base64')}`;
  const path = `/alarm-points/${point.id}/alarms`;
  const form = await t.anonymous('POST', path, 'zone=3&event=panic', { authorization: basic, 'content-type': 'application/x-www-form-urlencoded' });
  expect([form.statusCode, form.json().alarmPointId]).toEqual([201, point.id]);
  expect((await t.anonymous('POST', path, '{"broken', { authorization: basic, 'content-type': 'application/json' })).json().joined).toBe(true);
  expect((await t.anonymous('POST', path, undefined, { authorization: basic })).json().pressCount).toBe(3);
  expect((await t.anonymous('POST', `${path}?test=true`, undefined, { authorization: basic })).json().test).toBe(true);
  expect((await t.anonymous('POST', path)).json().code).toBe('alarm_token_required');
  expect((await t.anonymous('GET', path, undefined, { authorization: basic })).statusCode).toBe(404);
  expect((await t.anonymous('POST', path, Buffer.alloc(20_000, 65), { authorization: basic, 'content-type': 'text/plain' })).statusCode).toBe(413);
});

test('the event reaches those on duty; all officers of the unit when nobody is; one takes it', async () => {
  const point = await putUp();
  const [first, second, foreign, commander] = await Promise.all((['officer', 'officer2', 'otherofficer', 'commander'] as const).map(listen));
  let heard = [first!.next(), second!.next()];
  const all = (await ring(point)).json();
  await Promise.all(heard);
  const data = { alarmId: all.id, incidentId: all.incidentId, alarmPointId: point.id, name: 'Quỹ tín dụng chợ' };
  for (const { heard: got } of [first!, second!]) expect(got).toEqual([{ topic: 'alarms', type: 'raised', data: { ...data, audience: 'all_officers' } }]);

  const officer = (await t.as('commander', 'GET', '/duty-officers')).json().items.find((item: { name: string }) => item.name === 'officer2');
  t.clock.advance(2 * 60_000);
  const from = new Date(t.clock.now() - 1000).toISOString();
  const to = new Date(t.clock.now() + 8 * 3_600_000).toISOString();
  expect((await t.as('commander', 'POST', '/duty-shifts', { userId: officer.id, from, to })).statusCode).toBe(201);
  heard = [second!.next()];
  const duty = (await ring(point)).json();
  await Promise.all(heard);
  expect(second!.heard.at(-1)).toMatchObject({ type: 'raised', data: { alarmId: duty.id, audience: 'on_duty' } });

  heard = [first!.next(), second!.next()];
  const taken = await t.as('officer2', 'POST', `/alarms/${duty.id}/acknowledgement`);
  expect(taken.json()).toMatchObject({ id: duty.id, toldAll: false, acknowledgedBy: { id: officer.id, name: 'officer2' }, burst: { taken: 0 } });
  await Promise.all(heard);
  expect(first!.heard.map((event) => [event.type, event.data['alarmId']])).toEqual([
    ['raised', all.id],
    ['acknowledged', duty.id],
  ]);
  expect((await t.as('officer2', 'POST', `/alarms/${duty.id}/acknowledgement`)).statusCode).toBe(200);
  expect((await t.as('officer', 'POST', `/alarms/${duty.id}/acknowledgement`)).json().code).toBe('already_acknowledged');
  expect([...foreign!.heard, ...commander!.heard]).toEqual([]);
  expect((await t.as('officer', 'GET', '/alarms?open=true&limit=200')).json().items.map((item: { id: string }) => item.id)).not.toContain(duty.id);
  expect((await t.as('otherofficer', 'GET', '/alarms')).json().items).toEqual([]);
});

test('a bell of another unit does not reach these officers', async () => {
  const officer = await listen('officer');
  const other = await listen('otherofficer');
  const heard = other.next();
  await ring(await putUp({ unitId: t.world.otherWard, position: { type: 'Point', coordinates: [108.265, 11.79] } }));
  await heard;
  expect(officer.heard).toEqual([]);
});

test('an incident that becomes a gathering loses what is still to be taken, and nothing new is planned', async () => {
  const point = await putUp();
  const { id, incidentId } = (await ring(point)).json();
  expect((await t.as('officer', 'PATCH', `/incidents/${incidentId}`, { category: 'disorderly_gathering' })).statusCode).toBe(200);
  expect(new Set((await shots(id)).map((shot) => shot.state))).toEqual(new Set(['cancelled']));
  const planned = t.db.run(sql`INSERT INTO alarm_shot (alarm_id, camera_id, turn, planned_at) SELECT ${id}, id, 9, now() FROM camera LIMIT 1`);
  await expect(planned).rejects.toThrow();
});

test('a bell at the place and time of a gathering is told at once, takes no pictures and holds nothing; what a bell began before ends', async () => {
  await camera();
  const earlier = (await ring(await putUp())).json();
  const planned = (await shots(earlier.id)).length;
  const nowMs = t.clock.now();
  const gathering = {
    category: 'disorderly_gathering',
    occurredFrom: new Date(nowMs - 20 * 60_000).toISOString(),
    occurredTo: new Date(nowMs).toISOString(),
    location: { type: 'Point', coordinates: [108.2352, 11.7962] },
  };
  expect((await t.as('officer', 'POST', '/incidents', gathering)).statusCode).toBe(201);
  await followAutomaticHolds(t.db, earlier.incidentId, nowMs);
  const after = await shots(earlier.id);
  expect([after.length, ...new Set(after.map((shot) => shot.state))]).toEqual([planned, 'cancelled']);
  // whoever is on duty by other tests: here nobody is, so all are told
  await t.db.run(sql`DELETE FROM duty_shift`);
  const { heard, next } = await listen('officer');
  const told = next();
  const answer = await ring(await putUp());
  expect(answer.statusCode, answer.body).toBe(201);
  const raised = answer.json();
  await told;
  expect(heard).toContainEqual(expect.objectContaining({ type: 'raised', data: expect.objectContaining({ incidentId: raised.incidentId }) }));
  expect(await shots(raised.id)).toEqual([]);
  for (const { incidentId } of [earlier, raised]) {
    const holds = (await t.as('officer', 'GET', `/incidents/${incidentId}/holds`)).json().items;
    expect(holds.filter((hold: { state: string }) => hold.state === 'held')).toEqual([]);
  }
  const alarms = (await t.as('officer', 'GET', '/alarms')).json().items;
  expect(alarms.find((alarm: { id: string }) => alarm.id === raised.id)).toMatchObject({ nearGathering: true, burst: { planned: 0, taken: 0 } });
  const { detail } = await t.db.row<{ detail: object }>(
    sql`SELECT detail FROM audit_event WHERE action = 'alarm.raise' AND incident_id = ${raised.incidentId}`,
  );
  expect(detail).toMatchObject({ heldBack: 'near_gathering' });
});

test('an incident is entered by a person or by a bell, never by both or nobody', async () => {
  const point = await putUp();
  const { incidentId } = (await ring(point)).json();
  await expect(t.db.run(sql`UPDATE incident SET alarm_point_id = NULL WHERE id = ${incidentId}`)).rejects.toThrow();
  await expect(t.db.run(sql`UPDATE incident SET entered_by = (SELECT id FROM app_user LIMIT 1) WHERE id = ${incidentId}`)).rejects.toThrow();
});

test('the roster: weekly shifts, no overlap, nothing written into the past, and only by those who command', async () => {
  const officers = (await t.as('commander', 'GET', '/duty-officers')).json().items as { id: string; name: string }[];
  expect(officers.map(({ name }) => name).toSorted()).toEqual(['officer', 'officer2']);
  const userId = officers.find(({ name }) => name === 'officer')!.id;
  const at = (hours: number): string => new Date(t.clock.now() + hours * 3_600_000).toISOString();
  const enter = async (from: number, to: number, changes: Record<string, unknown> = {}) =>
    (await t.as('commander', 'POST', '/duty-shifts', { userId, from: at(from), to: at(to), ...changes })).json();
  expect((await enter(-10, -2)).code).toBe('shift_over');
  expect((await enter(1, 50)).code).toBe('shift_too_long');
  expect((await enter(3, 2)).code).toBe('interval_reversed');
  const { items } = await enter(-1, 7, { weeks: 4 });
  expect(items.map((item: { from: string }) => Date.parse(item.from) - Date.parse(items[0].from))).toEqual([0, 1, 2, 3].map((week) => week * 7 * 86_400_000));
  expect((await enter(7 * 24, 7 * 24 + 2, { weeks: 3 })).code).toBe('shift_overlaps');
  expect((await t.as('officer', 'POST', '/duty-shifts', { userId, from: at(60), to: at(61) })).statusCode).toBe(403);
  const stranger = (await t.as('otherofficer', 'GET', '/duty-officers')).json().items[0].id;
  expect((await enter(80, 81, { userId: stranger })).code).toBe('unknown_officer');
  const list = (user: TestUser, query = '') => t.as(user, 'GET', `/duty-shifts?limit=3${query}`);
  const page = (await list('officer', `&from=${at(-2)}&to=${at(24 * 28)}`)).json();
  const next = (await list('officer', `&from=${at(-2)}&to=${at(24 * 28)}&cursor=${page.nextCursor}`)).json();
  expect([...page.items, ...next.items].filter((item) => item.user.id === userId).map((item) => item.id)).toEqual(
    items.map((item: { id: string }) => item.id).toReversed(),
  );
  expect((await list('otherofficer')).json().items).toEqual([]);
  expect((await t.as('commander', 'DELETE', `/duty-shifts/${items[0].id}`)).statusCode).toBe(204);
  expect((await t.as('commander', 'DELETE', `/duty-shifts/${items[0].id}`)).json().code).toBe('shift_over');
  const ended = (await t.as('commander', 'GET', `/duty-shifts?from=${at(-2)}`)).json().items.find((item: { id: string }) => item.id === items[0].id);
  expect(ended.to).toBe(at(0));
});
