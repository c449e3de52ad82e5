import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followAutomaticHolds } from '../../../db/holds/automatic-holds.ts';
import { insertHold, keepHoldsForRequest } from '../../../db/repositories/hold-repository.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const HERE: [number, number] = [108.2353, 11.795];
const THERE: [number, number] = [108.2353, 11.782];
let t: TestApp;
let cameraId: string;
let otherId: string;
let blindId: string;
let startMs: number;

const iso = (ms: number) => new Date(ms).toISOString();
const enter = async (changes: Record<string, unknown> = {}, user: TestUser = 'officer') =>
  t.as(user, 'POST', '/incidents', {
    category: 'brawl',
    occurredFrom: iso(startMs),
    occurredTo: iso(startMs + 5 * MINUTE_MS),
    location: { type: 'Point', coordinates: HERE },
    uncertaintyM: 8,
    ...changes,
  });
const entered = async (changes: Record<string, unknown> = {}) => (await enter(changes)).json().id as string;
const holdsOf = async (id: string, user: TestUser = 'officer') => (await t.as(user, 'GET', `/incidents/${id}/holds`)).json().items;
const heldOf = async (id: string) => (await holdsOf(id)).filter((hold: { state: string }) => hold.state === 'held');
/** A hold by hand. */
const ask = (id: string, body: Record<string, unknown>) => t.as('officer', 'POST', `/incidents/${id}/holds`, { cameraId, reason: 'Giữ thêm', ...body });
const change = (id: string, patch: unknown, user: TestUser = 'officer') => t.as(user, 'PATCH', `/incidents/${id}`, patch);
const logOf = (incidentId: string, action: string) =>
  t.db.rows<{ cameraIds: string[]; detail: unknown; actor: string | null }>(
    sql`SELECT camera_ids AS "cameraIds", detail, actor_username AS actor FROM audit_event WHERE incident_id = ${incidentId} AND action = ${action} AND outcome = 'allowed' ORDER BY id`,
  );
const refusalsOf = (incidentId: string) =>
  t.db.rows<{ action: string; code: string; actor: string; cameraIds: string[] }>(
    sql`SELECT action, detail->>'code' AS code, actor_username AS actor, camera_ids AS "cameraIds" FROM audit_event WHERE incident_id = ${incidentId} AND outcome = 'refused' ORDER BY id`,
  );
const keepHolds = (laterMs = 0) =>
  createKeepHoldsJob({ database: t.db, clock: { now: () => t.clock.now() + laterMs }, logger: createLogger('silent') })(runningJob({}));

async function register(changes: Record<string, unknown>, body: Record<string, unknown> = {}): Promise<string> {
  const base = cameraBody(t.world, { recording: { mode: 'continuous', retentionHours: 72 }, ...body });
  const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z', ...changes };
  const id = (await t.as('admin', 'POST', '/cameras', { ...base, placement })).json().id;
  // it was there long before the incident
  await t.db.run(sql`UPDATE camera SET created_at = '2026-01-01' WHERE id = ${id}`);
  return id;
}

beforeAll(async () => {
  t = await startTestApp();
  cameraId = await register({});
  otherId = await register({ position: { type: 'Point', coordinates: [108.235, 11.782] } }, { unitId: t.world.south, name: 'Mắt phía nam' });
  blindId = await register({ bearingDeg: 270 }, { name: 'Mắt quay lưng' });
  await t.as('board', 'POST', `/cameras/${cameraId}/clock-readings`, {
    trueTime: iso(t.clock.now()),
    deviceTime: iso(t.clock.now() + 61_000),
    method: 'manual',
    uncertaintyMs: 900,
  });
});
afterAll(() => t.close());
beforeEach(async () => {
  // gatherings of other tests keep nothing away here
  await t.db.run(sql`UPDATE incident SET location = ST_Translate(location, -2, 0) WHERE was_gathering AND ST_X(location) > 107`);
  await t.db.run(sql`DELETE FROM gathering_before`);
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
});

describe('automatic holds', () => {
  it('stand when the incident is entered: cameras that see it, to the second, for 72 hours from the entry', async () => {
    const id = await entered();
    const held = await heldOf(id);
    expect(held).toHaveLength(1);
    expect(held[0]).toMatchObject({ cameraId, automatic: true, createdBy: null, requestId: null, incident: { id, category: 'brawl' } });
    const marginMs = startMs - Date.parse(held[0].from);
    expect(marginMs).toBeGreaterThanOrEqual(900);
    expect(marginMs).toBeLessThanOrEqual(3000);
    expect(Date.parse(held[0].to) - (startMs + 5 * MINUTE_MS)).toBe(marginMs);
    expect(marginMs % 1000).toBe(0);
    expect(Date.parse(held[0].expiresAt)).toBe(t.clock.now() + 72 * HOUR_MS);
    expect(await logOf(id, 'hold.automatic')).toMatchObject([{ cameraIds: [cameraId], actor: null }]);
    expect(held.some((hold: { cameraId: string }) => hold.cameraId === blindId)).toBe(false);
  });

  it('reach 30 minutes to both sides when the clock of the camera was never read', async () => {
    const id = await entered({ location: { type: 'Point', coordinates: THERE } });
    expect(await heldOf(id)).toMatchObject([{ cameraId: otherId, from: iso(startMs - 30 * MINUTE_MS), to: iso(startMs + 35 * MINUTE_MS) }]);
  });

  it('are made by the job when whoever entered the incident died in between, once', async () => {
    const id = newId(t.clock.now());
    await t.db
      .run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, reported_at, recorded_at, unit_id, entered_by, entered_for)
      SELECT ${id}, ${id}, category, occurred, location, uncertainty_m, reported_at, recorded_at, unit_id, entered_by, entered_for FROM incident WHERE id = ${await entered()}`);
    expect(await heldOf(id)).toEqual([]);
    await Promise.all([keepHolds(), keepHolds()]);
    await keepHolds();
    expect(await heldOf(id)).toMatchObject([{ cameraId }]);
    expect(await logOf(id, 'hold.automatic')).toHaveLength(1);
  });

  it('follow an incident that moves; what a person holds stays', async () => {
    const id = await entered();
    const byHand = await ask(id, { from: iso(startMs), to: iso(startMs + MINUTE_MS), reason: 'Xem lại đoạn đầu' });
    expect(byHand.statusCode).toBe(201);
    await change(id, { location: { type: 'Point', coordinates: THERE } });
    const all = await holdsOf(id);
    expect(all.find((hold: { id: string }) => hold.id === byHand.json().id).state).toBe('held');
    const automatic = all.filter((hold: { automatic: boolean }) => hold.automatic);
    expect(Object.fromEntries(automatic.map((hold: { cameraId: string; state: string }) => [hold.cameraId, hold.state]))).toEqual({
      [otherId]: 'held',
      [cameraId]: 'moved',
    });
    expect(await logOf(id, 'hold.end')).toMatchObject([{ cameraIds: [cameraId], detail: { because: 'moved' } }]);
  });

  it('stay when a change leaves them fitting, and are not renewed by it', async () => {
    const id = await entered();
    const [before] = await heldOf(id);
    t.clock.advance(HOUR_MS);
    await change(id, { occurredTo: iso(startMs + 4 * MINUTE_MS) });
    expect(await heldOf(id)).toEqual([before]);
    await change(id, { occurredTo: iso(startMs + 6 * MINUTE_MS) });
    const [after] = await heldOf(id);
    expect(after.id).not.toBe(before.id);
    expect(after.expiresAt).toBe(before.expiresAt);
  });

  it('lapse after 72 hours without a request, in the log; with one they go on', async () => {
    const [id, kept] = [await entered(), await entered()];
    const nowMs = t.clock.now();
    const during = { fromMs: startMs, toMs: startMs + 1000 };
    const requestId = newId();
    expect(await keepHoldsForRequest(t.db, { requestId, incidentId: kept, cameraId, during, untilMs: nowMs + 20 * DAY_MS, nowMs })).toBe(1);
    await keepHolds(72 * HOUR_MS - 1);
    expect(await heldOf(id)).toHaveLength(1);
    await Promise.all([keepHolds(72 * HOUR_MS), keepHolds(72 * HOUR_MS)]);
    expect(await logOf(id, 'hold.lapse')).toMatchObject([{ cameraIds: [cameraId] }]);
    expect(await holdsOf(id)).toMatchObject([{ state: 'lapsed', endedAt: iso(nowMs + 72 * HOUR_MS) }]);
    const [still] = await heldOf(kept);
    expect(still).toMatchObject({ requestId, automatic: false });
    expect((await t.as('officer', 'POST', `/holds/${still.id}/release`, { reason: 'Không cần nữa' })).json().code).toBe('hold_requested');
    // an incident that is changed after its 72 hours is not held anew
    await t.db.run(sql`UPDATE incident SET recorded_at = ${new Date(nowMs - 72 * HOUR_MS)} WHERE id = ${id}`);
    await change(id, { uncertaintyM: 9 });
    expect(await heldOf(id)).toEqual([]);
  });

  it('are not made again where a person released one, and the release tells who and why', async () => {
    const id = await entered();
    const [hold] = await heldOf(id);
    for (const body of [{}, { reason: ' \u200b\u2060' }]) expect((await t.as('officer', 'POST', `/holds/${hold.id}/release`, body)).statusCode).toBe(422);
    expect((await t.as('officer', 'POST', `/holds/${hold.id}/release`, { reason: 'Gọi số 0912345678' })).json().code).toBe('personal_data_in_text');
    const released = await t.as('officer', 'POST', `/holds/${hold.id}/release`, { reason: 'Camera không thấy gì' });
    expect(released.json()).toMatchObject({ state: 'released', releasedBy: { username: 'officer' }, releaseReason: 'Camera không thấy gì' });
    expect((await t.as('officer', 'POST', `/holds/${hold.id}/release`, { reason: 'Lần nữa' })).json().code).toBe('hold_ended');
    await change(id, { uncertaintyM: 7 });
    expect(await heldOf(id)).toEqual([]);
    expect(await logOf(id, 'hold.release')).toMatchObject([{ cameraIds: [cameraId], actor: 'officer', detail: { holdId: hold.id } }]);
    expect((await refusalsOf(id)).map(({ code }) => code)).toEqual(['personal_data_in_text', 'hold_ended']);
  });
});

describe('the limits', () => {
  it('above them nothing is held before the approval, then for 72 hours from it', async () => {
    for (const wide of [{ uncertaintyM: 251 }, { occurredFrom: iso(startMs - 25 * HOUR_MS) }]) {
      const id = await entered(wide);
      expect(await holdsOf(id)).toEqual([]);
      const byHand = { cameraId, from: iso(startMs), to: iso(startMs + MINUTE_MS), reason: 'Giữ trước' };
      expect((await t.as('officer', 'POST', `/incidents/${id}/holds`, byHand)).json().code).toBe('approval_required');
      expect(await refusalsOf(id)).toEqual([{ action: 'hold.create', code: 'approval_required', actor: 'officer', cameraIds: [cameraId] }]);
      t.clock.advance(MINUTE_MS);
      expect((await t.as('commander', 'POST', `/incidents/${id}/approvals`, { kind: 'extent', reason: 'Kéo dài nhiều ngày' })).statusCode).toBe(201);
      const held = await heldOf(id);
      expect(held.map((hold: { cameraId: string }) => hold.cameraId)).toContain(cameraId);
      expect(Date.parse(held[0].expiresAt)).toBe(t.clock.now() + 72 * HOUR_MS);
      // grown beyond what was approved: they end at once
      await change(id, { uncertaintyM: 300, occurredFrom: iso(startMs - 30 * HOUR_MS) });
      expect(await heldOf(id)).toEqual([]);
      expect((await logOf(id, 'hold.end')).at(-1)).toMatchObject({ actor: 'officer', detail: { because: 'limits' } });
    }
  });

  it('a gathering has no automatic hold, through whatever door', async () => {
    const id = await entered({ category: 'disorderly_gathering' });
    await followAutomaticHolds(t.db, id, t.clock.now());
    await keepHolds();
    expect(await holdsOf(id)).toEqual([]);
    const hold = { id: newId(), incidentId: id, cameraId, during: { fromMs: startMs, toMs: startMs + 1000 }, automatic: true, createdBy: null };
    await expect(insertHold(t.db, { ...hold, expiresAtMs: t.clock.now() + HOUR_MS })).rejects.toMatchObject({
      details: { constraint: 'hold_not_for_gathering' },
    });
    const wide = { ...hold, incidentId: await entered({ uncertaintyM: 300 }), expiresAtMs: t.clock.now() + HOUR_MS };
    await expect(insertHold(t.db, wide)).rejects.toMatchObject({ details: { constraint: 'hold_needs_approval' } });
  });

  it('a category that is changed ends them at once, for good, through the API and through SQL', async () => {
    const id = await entered();
    expect(await heldOf(id)).toHaveLength(1);
    await change(id, { category: 'disorderly_gathering' });
    expect(await holdsOf(id)).toMatchObject([{ state: 'limits' }]);
    expect(await logOf(id, 'hold.end')).toMatchObject([{ actor: 'officer', cameraIds: [cameraId], detail: { because: 'limits' } }]);
    expect((await change(id, { category: 'brawl' })).json()).toMatchObject({ category: 'brawl', wasGathering: true });
    await keepHolds();
    expect(await heldOf(id)).toEqual([]);
    const sqlId = await entered();
    await t.db.run(sql`UPDATE incident SET category = 'disorderly_gathering' WHERE id = ${sqlId}`);
    await t.db.run(sql`UPDATE incident SET category = 'theft', was_gathering = false WHERE id = ${sqlId}`);
    await keepHolds();
    expect(await heldOf(sqlId)).toEqual([]);
  });

  it('what becomes a gathering loses what was held by hand: nobody kept it to half an hour or agreed to it', async () => {
    const id = await entered({ occurredFrom: iso(startMs - 20 * HOUR_MS) });
    const whole = { cameraId, from: iso(startMs - 20 * HOUR_MS), to: iso(startMs), reason: 'Giữ cả ngày', expiresAt: iso(t.clock.now() + 29 * DAY_MS) };
    const { id: holdId } = (await t.as('officer', 'POST', `/incidents/${id}/holds`, whole)).json();
    await change(id, { category: 'disorderly_gathering' }, 'officer2');
    expect(await heldOf(id)).toEqual([]);
    expect((await holdsOf(id)).find((hold: { id: string }) => hold.id === holdId).state).toBe('limits');
    expect((await logOf(id, 'hold.end')).at(-1)).toMatchObject({ actor: 'officer2', detail: { because: 'limits' } });
    // a change of something else leaves the next one, that a second officer agreed to, alone
    const half = { cameraId, from: iso(startMs - 30 * MINUTE_MS), to: iso(startMs), reason: 'Có người bị thương' };
    const next = (await t.as('officer', 'POST', `/incidents/${id}/holds`, half)).json();
    await t.as('officer2', 'POST', `/holds/${next.id}/second`);
    await change(id, { category: 'brawl' });
    await change(id, { category: 'disorderly_gathering', uncertaintyM: 9 });
    expect((await heldOf(id)).map((hold: { id: string }) => hold.id)).toEqual([next.id]);
  });

  it('of a gathering an officer holds half an hour, once for each camera, and a second officer agrees', async () => {
    const id = await entered({ category: 'disorderly_gathering', occurredFrom: iso(startMs - HOUR_MS) });
    const ask = (toMs: number) =>
      t.as('officer', 'POST', `/incidents/${id}/holds`, { cameraId, from: iso(startMs), to: iso(toMs), reason: 'Có người bị thương' });
    expect((await ask(startMs + 31 * MINUTE_MS)).json().code).toBe('window_too_long');
    const made = (await ask(startMs + 30 * MINUTE_MS)).json();
    expect(made.state).toBe('pending');
    expect((await ask(startMs + MINUTE_MS)).json().code).toBe('hold_exists');
    expect((await t.as('officer', 'POST', `/holds/${made.id}/second`)).json().code).toBe('same_person');
    expect((await t.as('officer2', 'POST', `/holds/${made.id}/second`)).json()).toMatchObject({ state: 'held' });
    expect((await t.as('commander', 'POST', `/holds/${made.id}/second`)).json().code).toBe('hold_not_pending');
    expect(await refusalsOf(id)).toEqual([
      { action: 'hold.create', code: 'window_too_long', actor: 'officer', cameraIds: [cameraId] },
      { action: 'hold.create', code: 'hold_exists', actor: 'officer', cameraIds: [cameraId] },
      { action: 'hold.second', code: 'same_person', actor: 'officer', cameraIds: [cameraId] },
      { action: 'hold.second', code: 'hold_not_pending', actor: 'commander', cameraIds: [cameraId] },
    ]);
  });
});

describe('near a gathering', () => {
  const NEAR: [number, number] = [108.2353, 11.7962];
  const gathering = (changes: Record<string, unknown> = {}) =>
    entered({
      category: 'disorderly_gathering',
      location: { type: 'Point', coordinates: NEAR },
      occurredFrom: iso(startMs - 40 * MINUTE_MS),
      occurredTo: iso(startMs - 20 * MINUTE_MS),
      ...changes,
    });

  it('nothing is held by itself, and the database refuses it; by hand a second officer agrees', async () => {
    await gathering();
    const answer = (await enter()).json();
    expect(answer).toMatchObject({ category: 'brawl', wasGathering: false, nearGathering: true });
    await keepHolds();
    expect(await holdsOf(answer.id)).toEqual([]);
    const hold = { id: newId(), incidentId: answer.id, cameraId, during: { fromMs: startMs, toMs: startMs + 1000 }, automatic: true, createdBy: null };
    await expect(insertHold(t.db, { ...hold, expiresAtMs: t.clock.now() + HOUR_MS })).rejects.toMatchObject({
      details: { constraint: 'hold_not_near_gathering' },
    });
    const byHand = { cameraId, from: iso(startMs), to: iso(startMs + 5 * MINUTE_MS), reason: 'Có người bị thương' };
    const made = (await t.as('officer', 'POST', `/incidents/${answer.id}/holds`, byHand)).json();
    expect(made.state).toBe('pending');
    expect((await t.as('officer2', 'POST', `/holds/${made.id}/second`)).json()).toMatchObject({ state: 'held' });
  });

  it('what was held before it was recorded ends, and what a person holds stays; an incident that moves there loses its holds at once', async () => {
    const [id, moving] = [await entered(), await entered({ location: { type: 'Point', coordinates: THERE } })];
    const byHand = { cameraId, from: iso(startMs), to: iso(startMs + MINUTE_MS), reason: 'Xem lại đoạn đầu' };
    const { id: kept } = (await t.as('officer', 'POST', `/incidents/${id}/holds`, byHand)).json();
    await gathering();
    await keepHolds();
    expect((await heldOf(id)).map((hold: { id: string }) => hold.id)).toEqual([kept]);
    expect((await logOf(id, 'hold.end')).at(-1)).toMatchObject({ cameraIds: [cameraId], detail: { because: 'limits' } });
    expect(await heldOf(moving)).toHaveLength(1);
    expect((await change(moving, { location: { type: 'Point', coordinates: HERE } })).json()).toMatchObject({ nearGathering: true });
    expect(await holdsOf(moving)).toMatchObject([{ state: 'limits' }]);
    expect((await logOf(moving, 'hold.end')).at(-1)).toMatchObject({ actor: 'officer' });
  });

  it('what it was moved away from stays its own for 72 hours, however wide it was, and what is near there is held to that', async () => {
    const id = await gathering({ uncertaintyM: 300 });
    for (const coordinates of [THERE, [108.2, 11.7]]) expect((await change(id, { location: { type: 'Point', coordinates } })).statusCode).toBe(200);
    const early = await entered();
    expect((await t.as('officer', 'GET', `/incidents/${early}`)).json()).toMatchObject({ nearGathering: true });
    expect(await heldOf(early)).toEqual([]);
    await t.db.run(sql`UPDATE gathering_before SET counts_until = counts_until - interval '72 hours'`);
    expect(await heldOf(await entered())).toHaveLength(1);
  });

  it.each([
    ['300 m away', { location: { type: 'Point', coordinates: [108.2353, 11.79777] } }],
    ['more than half an hour before', { occurredTo: iso(0) }],
  ])('one that was %s keeps nothing away', async (_how, changes) => {
    const early = 'occurredTo' in changes ? { occurredFrom: iso(startMs - 60 * MINUTE_MS), occurredTo: iso(startMs - 31 * MINUTE_MS) } : changes;
    await gathering(early);
    expect(await heldOf(await entered())).toHaveLength(1);
  });
});

describe('holds by hand', () => {
  it('lie near the incident, end within 30 days, and concern cameras within reach', async () => {
    const id = await entered();
    const asked = async (changes: Record<string, unknown>) => (await ask(id, { from: iso(startMs - 30 * MINUTE_MS), to: iso(startMs), ...changes })).json();
    expect((await asked({ from: iso(startMs - 30 * MINUTE_MS - 1) })).code).toBe('window_outside_incident');
    expect((await asked({ to: iso(startMs + 35 * MINUTE_MS + 1) })).code).toBe('window_outside_incident');
    expect((await asked({ to: iso(startMs - 40 * MINUTE_MS) })).code).toBe('interval_reversed');
    expect((await asked({ expiresAt: iso(t.clock.now() + 30 * DAY_MS + 1000) })).code).toBe('expiry_too_late');
    expect((await asked({ expiresAt: iso(t.clock.now()) })).code).toBe('expiry_in_past');
    expect((await asked({ cameraId: newId() })).code).toBe('unknown_camera');
    expect((await asked({ reason: 'Xe 49A-123.45' })).code).toBe('personal_data_in_text');
    expect(await asked({})).toMatchObject({ state: 'held', automatic: false, expiresAt: iso(t.clock.now() + 7 * DAY_MS), createdBy: { username: 'officer' } });
  });

  it('are made anew for 90 days in all; one that the incident moved away from says so', async () => {
    const id = await entered();
    const askFor = (days: number) => ask(id, { from: iso(startMs), to: iso(startMs + MINUTE_MS), expiresAt: iso(t.clock.now() + days * DAY_MS) });
    const first = (await askFor(30)).json();
    expect(first).toMatchObject({ state: 'held', outside: null });
    // as if it had been made 70 days ago
    await t.db.run(sql`UPDATE hold SET created_at = created_at - interval '70 days' WHERE id = ${first.id}`);
    const refused = await askFor(21);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'held_too_long']);
    expect(refused.json().details).toEqual({ until: iso(t.clock.now() + 20 * DAY_MS) });
    expect((await askFor(19)).statusCode).toBe(201);
    // a released one counts as well
    await t.as('officer', 'POST', `/holds/${first.id}/release`, { reason: 'Xong' });
    expect((await askFor(21)).json().code).toBe('held_too_long');
    const lying = async () =>
      (await holdsOf(id)).filter((hold: { automatic: boolean }) => !hold.automatic).map((hold: { outside: string | null }) => hold.outside);
    // the holds' last second is out of reach
    await change(id, { occurredFrom: iso(startMs - HOUR_MS), occurredTo: iso(startMs - 29 * MINUTE_MS - 1000) });
    expect(new Set(await lying())).toEqual(new Set(['time']));
    await change(id, { occurredTo: iso(startMs - 29 * MINUTE_MS) });
    expect(new Set(await lying())).toEqual(new Set([null]));
    await change(id, { occurredFrom: iso(startMs - 3 * HOUR_MS), occurredTo: iso(startMs - 2 * HOUR_MS) });
    expect(new Set(await lying())).toEqual(new Set(['time']));
    await change(id, { occurredFrom: iso(startMs), occurredTo: iso(startMs + MINUTE_MS), location: { type: 'Point', coordinates: [108.2353, 11.84] } });
    expect(new Set(await lying())).toEqual(new Set(['place']));
  });

  it('concern cameras that hang around the place, those too that were taken down since', async () => {
    const hang = (lat: number, name: string) => register({ position: { type: 'Point', coordinates: [108.235, lat] } }, { name });
    const [far, gone] = [await hang(11.827, 'Mắt ở xa'), await hang(11.795, 'Mắt đã tháo')];
    const id = await entered();
    const askOf = async (camera: string) => (await ask(id, { cameraId: camera, from: iso(startMs), to: iso(startMs + MINUTE_MS) })).json();
    expect((await askOf(far)).code).toBe('camera_too_far');
    // it hung here in another year, and hangs 50 km away now
    const moved = await hang(11.795, 'Mắt đã dời');
    const base = cameraBody(t.world)['placement'] as object;
    const away = { ...base, validFrom: '2026-02-01T00:00:00Z', position: { type: 'Point', coordinates: [108.235, 12.25] } };
    expect((await t.as('admin', 'POST', `/cameras/${moved}/placements`, away)).statusCode).toBe(201);
    expect((await askOf(moved)).code).toBe('camera_too_far');
    await t.as('admin', 'DELETE', `/cameras/${gone}`);
    // a moment ago, by the clock of this test
    await t.db.run(sql`UPDATE camera_placement SET valid = tstzrange(lower(valid), ${new Date(startMs + 20 * MINUTE_MS)}) WHERE camera_id = ${gone}`);
    const candidates = (await t.as('officer', 'GET', `/incidents/${id}/candidates`)).json().items;
    expect(candidates.map((item: { cameraId: string }) => item.cameraId)).toContain(gone);
    expect(await askOf(gone)).toMatchObject({ state: 'held', cameraId: gone });
    const outside = async () => (await holdsOf(id)).find((hold: { cameraId: string; automatic: boolean }) => hold.cameraId === gone && !hold.automatic).outside;
    expect(await outside()).toBeNull();
    const verdict = { cameraId: gone, verdict: 'confirmed', note: 'Thấy rõ' };
    expect((await t.as('officer', 'POST', `/incidents/${id}/links`, verdict)).statusCode).toBe(201);
    // its board corrects until when it hung there
    await t.db.run(sql`UPDATE camera_placement SET valid = tstzrange(lower(valid), ${new Date(startMs - 31 * MINUTE_MS)}) WHERE camera_id = ${gone}`);
    expect(await outside()).toBe('place');
  });

  it('a board reads what is held of its own camera, for whom and why', async () => {
    const id = await entered();
    const all = (await t.as('board', 'GET', `/cameras/${cameraId}/holds?limit=200`)).json().items;
    const items = all.filter((hold: { incident: { id: string } }) => hold.incident.id === id);
    expect(items).toMatchObject([
      { cameraId, incident: { id, category: 'brawl', referenceNumber: expect.stringMatching(/^VV-/) }, heldFor: expect.any(String) },
    ]);
    expect((await t.as('board', 'GET', `/cameras/${otherId}/holds`)).statusCode).toBe(404);
    expect((await t.as('board', 'GET', `/incidents/${id}/holds`)).statusCode).toBe(404);
    expect((await t.as('otherofficer', 'POST', `/holds/${items[0].id}/release`, { reason: 'x' })).statusCode).toBe(404);
  });
});
