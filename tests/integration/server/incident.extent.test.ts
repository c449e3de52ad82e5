import { afterAll, beforeAll, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { newId } from '../../../platform/new-id.ts';
import { incidentBody } from '../../support/incident-body.ts';
import { startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

const MINUTE_MS = 60_000;
let t: TestApp;
let startMs: number;

const enter = async (changes: Record<string, unknown> = {}, user: TestUser = 'officer') => t.as(user, 'POST', '/incidents', incidentBody(startMs, changes));
const candidates = async (id: string, query = '', user: TestUser = 'officer') => (await t.as(user, 'GET', `/incidents/${id}/candidates${query}`)).json();

beforeAll(async () => {
  t = await startTestApp();
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
});
afterAll(() => t.close());

test.each([
  ['longer than a day', { occurredFrom: '2026-11-01T00:00:00Z', occurredTo: '2026-11-02T00:00:01Z' }],
  ['wider than 500 m', { uncertaintyM: 251 }],
])('an incident %s has no candidates until another person agreed', async (_what, change) => {
  const { id, approvalRequired } = (await enter(change)).json();
  expect(approvalRequired).toBe(true);
  const refused = await t.as('officer', 'GET', `/incidents/${id}/candidates`);
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'approval_required']);
  const log = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE incident_id = ${id} AND outcome = 'refused'`);
  expect(log.n).toBe(1);
  expect((await t.as('officer', 'POST', `/incidents/${id}/approvals`, { kind: 'extent', reason: 'cần' })).statusCode).toBe(403);
  expect((await t.as('commander', 'POST', `/incidents/${id}/approvals`, { kind: 'extent', reason: 'Vụ kéo dài' })).statusCode).toBe(201);
  expect((await t.as('officer', 'GET', `/incidents/${id}/candidates`)).statusCode).toBe(200);
  await t.as('officer', 'PATCH', `/incidents/${id}`, { uncertaintyM: 400, occurredFrom: '2026-10-01T00:00:00Z' });
  expect((await t.as('officer', 'GET', `/incidents/${id}/candidates`)).json().code).toBe('approval_required');
});

test('just at the limits no approval is needed', async () => {
  const { approvalRequired } = (await enter({ occurredFrom: '2026-11-01T00:00:00Z', occurredTo: '2026-11-02T00:00:00Z', uncertaintyM: 250 })).json();
  expect(approvalRequired).toBe(false);
});

test.each([
  ['ends before it starts', { occurredTo: '2026-01-01T00:00:00Z' }, 'interval_reversed'],
  ['lasts more than a year', { occurredFrom: '2025-01-01T00:00:00Z' }, 'interval_too_long'],
  ['lies in the future', { occurredFrom: '2030-01-01T00:00:00Z', occurredTo: '2030-01-01T01:00:00Z' }, 'incident_in_future'],
  ['has a category that does not exist', { category: 'jaywalking' }, 'validation_failed'],
  ['has a time without a zone', { occurredFrom: '2026-11-22T08:00:00' }, 'validation_failed'],
  ['has its coordinates swapped', { location: { type: 'Point', coordinates: [11.795, 108.2353] } }, 'validation_failed'],
  ['lies next to nothing off the equator', { location: { type: 'Point', coordinates: [108.2353, 5e-324] } }, 'validation_failed'],
  ['names a plate', { summary: 'Xe 49A-123.45 bỏ chạy' }, 'personal_data_in_text'],
  ['names a phone number', { summary: 'Gọi 0912 345 678' }, 'personal_data_in_text'],
  ['is wider than anything', { uncertaintyM: 5001 }, 'validation_failed'],
])('an incident that %s is refused and nothing is stored', async (_what, change, code) => {
  const before = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM incident`);
  const answer = await enter(change);
  expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
  expect(answer.body).not.toContain('123.45');
  expect(await t.db.row(sql`SELECT count(*) AS n FROM incident`)).toEqual(before);
});

test('outside every unit it is stored with a warning and matched all the same', async () => {
  const answer = await enter({ location: { type: 'Point', coordinates: [107.5, 11.2] } });
  expect(answer.statusCode).toBe(201);
  expect(answer.json()).toMatchObject({ unitId: null, warnings: [{ code: 'outside_every_unit' }] });
  expect(await candidates(answer.json().id)).toEqual({ items: [], nextCursor: null });
});

test('outside every unit it has a second person too: whoever answers for a unit of those who entered it', async () => {
  const { id } = (await enter({ location: { type: 'Point', coordinates: [107.5, 11.2] }, uncertaintyM: 400 })).json();
  expect((await t.as('officer', 'GET', `/incidents/${id}/candidates`)).json().code).toBe('approval_required');
  expect((await t.as('commander', 'GET', '/incidents')).json().items.map((item: { id: string }) => item.id)).toContain(id);
  expect((await t.as('commander', 'POST', `/incidents/${id}/approvals`, { kind: 'extent', reason: 'Xảy ra trên đường liên huyện' })).statusCode).toBe(201);
  expect((await t.as('officer', 'GET', `/incidents/${id}/candidates`)).statusCode).toBe(200);
  expect((await t.as('otherofficer', 'GET', `/incidents/${id}`)).statusCode).toBe(404);
  expect((await t.as('otherofficer', 'GET', '/incidents')).json().items.map((item: { id: string }) => item.id)).not.toContain(id);
});

test('an officer of another ward neither enters nor sees it', async () => {
  expect((await enter({}, 'otherofficer')).json().code).toBe('place_out_of_reach');
  const { id } = (await enter()).json();
  expect((await t.as('otherofficer', 'GET', `/incidents/${id}`)).statusCode).toBe(404);
  expect((await t.as('board', 'GET', `/incidents/${id}`)).statusCode).toBe(403);
});

test('reference numbers are unique and in order', async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => enter()));
  const numbers = made.map((answer) => answer.json().referenceNumber as string);
  expect(new Set(numbers).size).toBe(8);
  expect(numbers.every((number) => /^VV-\d{4}-\d{6}$/.test(number))).toBe(true);
});

test('whoever entered or widened an incident is not its second person, promoted or not; another one is', async () => {
  const { id } = (await enter({})).json();
  const approve = async (user: 'officer' | 'officer2' | 'commander') =>
    (await t.as(user, 'POST', `/incidents/${id}/approvals`, { kind: 'extent', reason: 'Khu chợ rộng' })).json();
  expect((await t.as('officer2', 'PATCH', `/incidents/${id}`, { uncertaintyM: 400 })).json()).toMatchObject({ approvalRequired: true });
  await t.db.run(sql`UPDATE app_user SET role = 'commander' WHERE username IN ('officer', 'officer2')`);
  try {
    expect([(await approve('officer')).code, (await approve('officer2')).code]).toEqual(['same_person', 'same_person']);
    const stored = t.db.run(sql`INSERT INTO incident_approval (id, incident_id, kind, reason, occurred, location, uncertainty_m, category, approved_by)
      SELECT ${newId(t.clock.now())}, id, 'extent', 'x', occurred, location, uncertainty_m, category, (SELECT id FROM app_user WHERE username = 'officer2') FROM incident WHERE id = ${id}`);
    await expect(stored).rejects.toMatchObject({ details: { constraint: 'incident_approval_by_another' } });
    expect((await approve('commander')).code).toBeUndefined();
    // the next change is another's: who made the one that was approved may agree to it
    await t.db.run(sql`UPDATE app_user SET role = 'officer' WHERE username = 'officer'`);
    expect((await t.as('officer', 'PATCH', `/incidents/${id}`, { uncertaintyM: 450 })).json()).toMatchObject({ approvalRequired: true });
    expect((await approve('officer2')).code).toBeUndefined();
  } finally {
    await t.db.run(sql`UPDATE app_user SET role = 'officer' WHERE username IN ('officer', 'officer2')`);
  }
});
