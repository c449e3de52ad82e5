import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../../../platform/logger.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const MINUTE_MS = 60_000;
/** A place that the camera sees. */
const SEEN: [number, number] = [108.2353, 11.7801];
let t: TestApp;
let cameraId: string;
let startMs: number;
let place = 0;

const iso = (ms: number) => new Date(ms).toISOString();
/** Each test has a place of its own, a kilometre from the next. */
const nextPlace = (): [number, number] => [SEEN[0], SEEN[1] + 0.0019 * place++];
const north = ([lon, lat]: [number, number], metres: number): [number, number] => [lon, lat + metres / 111_195];
const enter = async (location: [number, number], changes: Record<string, unknown> = {}, user: TestUser = 'officer') =>
  (
    await t.as(user, 'POST', '/incidents', {
      category: 'brawl',
      occurredFrom: iso(startMs),
      occurredTo: iso(startMs + 5 * MINUTE_MS),
      location: { type: 'Point', coordinates: location },
      uncertaintyM: 10,
      ...changes,
    })
  ).json();
const nearby = async (id: string, query = '', user: TestUser = 'officer') => (await t.as(user, 'GET', `/incidents/${id}/nearby${query}`)).json();
const merge = async (id: string, intoIncidentId: string, user: TestUser = 'officer') =>
  (await t.as(user, 'POST', `/incidents/${id}/merge`, { intoIncidentId, reason: 'Hai người báo cùng một vụ' })).json();
const refusalsOf = (id: string) =>
  t.db.rows(sql`SELECT action, detail->>'code' AS code FROM audit_event WHERE incident_id = ${id} AND outcome = 'refused' ORDER BY audit_event.id`);

beforeAll(async () => {
  t = await startTestApp();
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 60 * MINUTE_MS;
  const base = cameraBody(t.world, { unitId: t.world.south, recording: { mode: 'continuous', retentionHours: 72 } });
  const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z', position: { type: 'Point', coordinates: [108.235, 11.7801] } };
  cameraId = (await t.as('admin', 'POST', '/cameras', { ...base, placement })).json().id;
  await t.db.run(sql`UPDATE camera SET created_at = '2026-01-01' WHERE id = ${cameraId}`);
});
afterAll(() => t.close());

it('a merged report stays, points to the incident that goes on, and what it holds counts there; undone it is itself again', async () => {
  const here = nextPlace();
  const stays = await enter(here);
  expect(stays.nearbyCount).toBe(0);
  const report = await enter(north(here, 15), { category: 'public_disorder' });
  expect(report.nearbyCount).toBe(1);
  const { items } = await nearby(report.id);
  expect(items).toMatchObject([{ incident: { id: stays.id }, gapSeconds: 0, mergeable: true }]);
  expect(items[0].distanceM).toBeCloseTo(15, 0);

  expect(await merge(report.id, stays.id)).toMatchObject({ id: report.id, mergedInto: { id: stays.id, referenceNumber: stays.referenceNumber } });
  const kept = (await t.as('officer', 'GET', `/incidents/${stays.id}`)).json();
  expect(kept).toMatchObject({ mergedInto: null, mergedFrom: [{ id: report.id }], location: stays.location, occurredFrom: stays.occurredFrom });
  const holds = (await t.as('officer', 'GET', `/incidents/${stays.id}/holds`)).json().items;
  expect(new Set(holds.map((hold: { incident: { id: string } }) => hold.incident.id))).toEqual(new Set([stays.id, report.id]));
  expect(holds.every((hold: { state: string }) => hold.state === 'held')).toBe(true);
  expect((await t.as('officer', 'PATCH', `/incidents/${report.id}`, { uncertaintyM: 20 })).json()).toMatchObject({
    code: 'incident_merged',
    details: { mergedInto: stays.id },
  });
  const verdict = { cameraId: holds[0].cameraId, verdict: 'confirmed' };
  expect((await t.as('officer', 'POST', `/incidents/${report.id}/links`, verdict)).json()).toMatchObject({ code: 'incident_merged' });
  expect((await t.as('officer', 'POST', `/incidents/${stays.id}/links`, verdict)).statusCode).toBe(201);
  expect((await nearby(stays.id)).items).toEqual([]);

  const undo = (user: TestUser = 'officer') => t.as(user, 'POST', `/incidents/${report.id}/unmerge`, { reason: 'Là hai vụ khác nhau' });
  expect((await undo('otherofficer')).statusCode).toBe(404);
  expect((await undo()).json().mergedInto).toBeNull();
  expect((await undo()).json().code).toBe('incident_not_merged');
  const log = await t.db.rows(
    sql`SELECT action, incident_id AS id FROM audit_event WHERE action LIKE 'incident.%merge' AND outcome = 'allowed' AND incident_id IN (${stays.id}, ${report.id}) ORDER BY audit_event.id`,
  );
  expect(log).toEqual([
    { action: 'incident.merge', id: report.id },
    { action: 'incident.merge', id: stays.id },
    { action: 'incident.unmerge', id: report.id },
    { action: 'incident.unmerge', id: stays.id },
  ]);
  expect(await refusalsOf(report.id)).toEqual([
    { action: 'incident.update', code: 'incident_merged' },
    { action: 'incident.link', code: 'incident_merged' },
    { action: 'incident.update', code: 'out_of_reach' },
    { action: 'incident.unmerge', code: 'incident_not_merged' },
  ]);
  const [row] = await t.db.rows(sql`SELECT reason, undo_reason AS "undoReason" FROM incident_merge WHERE incident_id = ${report.id}`);
  expect(row).toEqual({ reason: 'Hai người báo cùng một vụ', undoReason: 'Là hai vụ khác nhau' });
});

it('near is up to 50 m between the discs and 30 minutes between the times; a wide uncertainty counts 250 m', async () => {
  const here = nextPlace();
  const { id } = await enter(here);
  const from = (minutes: number) => ({ occurredFrom: iso(startMs + minutes * MINUTE_MS), occurredTo: iso(startMs + (minutes + 1) * MINUTE_MS) });
  const inside = [await enter(north(here, 69)), await enter(here, from(34.9)), await enter(here, from(-30.9))];
  const outside = [await enter(north(here, 71.5)), await enter(here, from(35.1)), await enter(here, from(-31.1))];
  const wide = await enter(north(here, -305), { uncertaintyM: 5000 });
  const found = (await nearby(id)).items.map((item: { incident: { id: string } }) => item.incident.id);
  expect(found).toEqual(expect.arrayContaining([...inside, wide].map((incident) => incident.id)));
  for (const incident of outside) expect(found).not.toContain(incident.id);
  expect((await merge(id, outside[0]!.id)).code).toBe('merge_not_near');
  const first = await nearby(id, '?limit=1');
  const second = await nearby(id, `?limit=200&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map((item) => item.incident.id)).toEqual(found);
});

it('merges do not chain, do not cross the limits of a gathering, and stay within reach', async () => {
  const here = nextPlace();
  const [a, b, c] = [await enter(here), await enter(here), await enter(here)];
  expect((await merge(a.id, a.id)).code).toBe('unknown_incident');
  expect((await merge(a.id, b.id)).mergedInto.id).toBe(b.id);
  expect((await merge(b.id, c.id)).code).toBe('merge_chained');
  expect((await merge(c.id, a.id)).code).toBe('merge_chained');
  expect((await merge(a.id, c.id)).code).toBe('incident_merged');
  expect(await refusalsOf(a.id)).toEqual(['unknown_incident', 'incident_merged'].map((code) => ({ action: 'incident.merge', code })));
  const gathering = await enter(here, { category: 'disorderly_gathering' });
  expect((await nearby(gathering.id)).items.every((item: { mergeable: boolean }) => !item.mergeable)).toBe(true);
  expect((await merge(c.id, gathering.id)).code).toBe('merge_across_limits');
  await t.as('officer', 'PATCH', `/incidents/${gathering.id}`, { category: 'brawl' });
  expect((await merge(gathering.id, c.id)).code).toBe('merge_across_limits');
  const away = await enter([108.27, 11.79], {}, 'otherofficer');
  expect((await merge(c.id, away.id)).code).toBe('unknown_incident');
  // what has reports doesn't become one either: they would keep their holds
  const become = (id: string) => t.as('officer', 'PATCH', `/incidents/${id}`, { category: 'disorderly_gathering' });
  expect((await become(b.id)).json().code).toBe('merge_across_limits');
  await t.as('officer', 'POST', `/incidents/${a.id}/unmerge`, { reason: 'Sửa loại vụ việc' });
  for (const { id } of [a, b]) expect((await become(id)).statusCode).toBe(200);
  expect((await merge(a.id, b.id)).mergedInto.id).toBe(b.id);
  // two at once, each into the other: one of them is refused
  const [d, e] = [await enter(here), await enter(here)];
  const both = await Promise.all([merge(d.id, e.id), merge(e.id, d.id)]);
  expect(both.filter((answer) => answer.mergedInto).length).toBe(1);
});

it('merging neither widens an approved extent nor gives one', async () => {
  const here = nextPlace();
  const wide = await enter(here, { uncertaintyM: 300 });
  const report = await enter(here, { uncertaintyM: 280 });
  await t.as('commander', 'POST', `/incidents/${wide.id}/approvals`, { kind: 'extent', reason: 'Khu chợ rộng' });
  expect((await merge(report.id, wide.id)).mergedInto.id).toBe(wide.id);
  expect((await t.as('officer', 'GET', `/incidents/${report.id}/candidates`)).json().code).toBe('approval_required');
  expect((await t.as('commander', 'POST', `/incidents/${report.id}/approvals`, { kind: 'extent', reason: 'Cùng vụ' })).json().code).toBe('incident_merged');
  expect((await t.as('officer', 'GET', `/incidents/${report.id}/holds`)).json().items).toEqual([]);
});

it('a merged report keeps nothing near a gathering that is recorded later', async () => {
  const here = SEEN;
  const [stays, report] = [await enter(here), await enter(here)];
  expect((await merge(report.id, stays.id)).mergedInto.id).toBe(stays.id);
  const holdsOf = async () => (await t.as('officer', 'GET', `/incidents/${report.id}/holds`)).json().items;
  expect(await holdsOf()).toMatchObject([{ automatic: true, state: 'held' }]);
  await enter(here, { category: 'disorderly_gathering' });
  await createKeepHoldsJob({ database: t.db, clock: t.clock, logger: createLogger('silent') })(runningJob({}));
  expect(await holdsOf()).toMatchObject([{ automatic: true, state: 'limits' }]);
});

it('a hold of a merged report that waits for a second officer begins to keep only when the merge was undone', async () => {
  const enterGathering = () => enter(SEEN, { category: 'disorderly_gathering' });
  const [stays, report] = [await enterGathering(), await enterGathering()];
  const asked = { cameraId, from: iso(startMs), to: iso(startMs + MINUTE_MS), reason: 'Có người bị thương' };
  const hold = (await t.as('officer', 'POST', `/incidents/${report.id}/holds`, asked)).json();
  expect(hold.state).toBe('pending');
  expect((await merge(report.id, stays.id)).mergedInto.id).toBe(stays.id);
  const second = () => t.as('officer2', 'POST', `/holds/${hold.id}/second`);
  expect((await second()).json()).toMatchObject({ code: 'incident_merged', details: { mergedInto: stays.id } });
  expect(await refusalsOf(report.id)).toEqual([{ action: 'hold.second', code: 'incident_merged' }]);
  await t.as('officer', 'POST', `/incidents/${report.id}/unmerge`, { reason: 'Là hai vụ khác nhau' });
  expect((await second()).json()).toMatchObject({ state: 'held' });
});

it('from a merged report no route is searched, though its approval stands; the refusal is logged, and undone it may be searched again', async () => {
  const here = nextPlace();
  const [stays, report] = [await enter(here, { category: 'theft' }), await enter(here, { category: 'theft' })];
  const approval = await t.as('commander', 'POST', `/incidents/${report.id}/approvals`, { kind: 'route', reason: 'Chạy về phía chợ' });
  expect(approval.statusCode, approval.body).toBe(201);
  const state = async () => (await t.as('officer', 'GET', `/incidents/${report.id}/route-search/state`)).json();
  expect(await state()).toMatchObject({ state: 'ready' });
  await merge(report.id, stays.id);
  expect(await state()).toMatchObject({ state: 'incident_merged', approvedBy: null });
  expect((await t.as('officer', 'GET', `/incidents/${report.id}/route-search`)).json()).toMatchObject({
    code: 'incident_merged',
    details: { mergedInto: stays.id },
  });
  expect(await refusalsOf(report.id)).toEqual([{ action: 'route.search', code: 'incident_merged' }]);
  expect((await t.as('officer', 'POST', `/incidents/${report.id}/unmerge`, { reason: 'Hai vụ khác nhau' })).statusCode).toBe(200);
  expect(await state()).toMatchObject({ state: 'ready' });
});
