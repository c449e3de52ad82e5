import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertPull, listAutomaticPullsDue } from '../../../db/repositories/edge-pull-repository.ts';
import { insertSegment } from '../../../db/repositories/segment-store-repository.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HERE: [number, number] = [108.2353, 11.795];
let t: TestApp;
let cameraId: string;
let recordedId: string;
let startMs: number;

const iso = (ms: number) => new Date(ms).toISOString();
const entered = async (changes: Record<string, unknown> = {}, user: TestUser = 'officer'): Promise<string> => {
  const answer = await t.as(user, 'POST', '/incidents', {
    category: 'brawl',
    occurredFrom: iso(startMs),
    occurredTo: iso(startMs + 5 * MINUTE_MS),
    location: { type: 'Point', coordinates: HERE },
    uncertaintyM: 8,
    ...changes,
  });
  expect(answer.statusCode).toBe(201);
  return answer.json().id;
};
const order = (
  incidentId: string,
  { camera = cameraId, user = 'officer' as TestUser, ...part }: { camera?: string; user?: TestUser; from?: string; to?: string } = {},
) => t.as(user, 'POST', `/cameras/${camera}/footage/pulls`, { incidentId, ...part });
const refusalOf = async (incidentId: string, options: Parameters<typeof order>[1] = {}) => {
  const answer = await order(incidentId, options);
  return [answer.statusCode, answer.json().code];
};
const change = (id: string, patch: unknown) => t.as('officer', 'PATCH', `/incidents/${id}`, patch);
const pull = async (id: string, user: TestUser = 'officer') => (await t.as(user, 'GET', `/footage-pulls/${id}`)).json();
const candidateOf = async (incidentId: string) =>
  (await t.as('officer', 'GET', `/incidents/${incidentId}/candidates`)).json().items.find((item: { cameraId: string }) => item.cameraId === cameraId);
const logOf = (incidentId: string) =>
  t.db.rows<{ detail: { step: string; code?: string }; outcome: string; actor: string | null }>(
    sql`SELECT detail, outcome, actor_username AS actor FROM audit_event WHERE incident_id = ${incidentId} AND action = 'footage.pull' ORDER BY id`,
  );
const keepHolds = (laterMs = 0) =>
  createKeepHoldsJob({ database: t.db, clock: { now: () => t.clock.now() + laterMs }, logger: createLogger('silent') })(runningJob({}));
const endAll = () =>
  t.db.run(sql`UPDATE edge_pull SET state = 'cancelled', finished_at = now(), lease_id = NULL, lease_until = NULL WHERE finished_at IS NULL`);

async function register(changes: Record<string, unknown>, owner: TestUser = 'board'): Promise<string> {
  const base = cameraBody(t.world, {
    source: { kind: 'onvif', url: 'http://10.0.0.9/onvif/device_service', username: 'viewer', password: 'một mật khẩu dài 7' },
    recording: { mode: 'edge', retentionHours: 72 },
    ...changes,
  });
  const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z' };
  const answer = await t.as(owner, 'POST', '/cameras', { ...base, placement });
  expect(answer.statusCode).toBe(201);
  return answer.json().id;
}

const read = (id: string, offsetMs: number, uncertaintyMs = 900) =>
  t.as('board', 'POST', `/cameras/${id}/clock-readings`, {
    trueTime: iso(t.clock.now()),
    deviceTime: iso(t.clock.now() + offsetMs),
    method: 'manual',
    uncertaintyMs,
  });

const store = (during: { fromMs: number; toMs: number }) =>
  insertSegment(t.db, {
    id: newId(during.fromMs),
    cameraId,
    trueDuring: during,
    uncertaintyMs: 1000,
    deviceDuring: during,
    deviceTimeSource: 'replay',
    clock: null,
    source: 'edge',
    codec: 'h264',
    sha256: Buffer.alloc(32),
    blobKey: `a/${newId()}`,
    byteLength: 1,
    storedAtMs: t.clock.now(),
    expiresAtMs: t.clock.now() + HOUR_MS,
  });

beforeAll(async () => {
  t = await startTestApp();
  cameraId = await register({});
  recordedId = await register({ name: 'Mắt ghi liên tục', recording: { mode: 'continuous', retentionHours: 72 } });
  await read(cameraId, 17 * MINUTE_MS);
});
afterAll(() => t.close());
beforeEach(async () => {
  await endAll();
  // gatherings of other tests keep nothing away here
  await t.db.run(sql`UPDATE incident SET location = ST_Translate(location, -2, 0) WHERE was_gathering AND ST_X(location) > 107`);
  await t.db.run(sql`DELETE FROM gathering_before`);
  await t.db.run(sql`UPDATE hold SET released_at = now(), ended_because = 'lapsed' WHERE released_at IS NULL`);
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
});

describe('an order', () => {
  it("asks the device for the incident on the device's clock, widened by its uncertainty and no more", async () => {
    const id = await entered();
    const answer = await order(id);
    expect(answer.statusCode).toBe(202);
    const { id: pullId, jobId } = answer.json();
    expect(jobId).toBe(pullId);
    const found = await pull(pullId);
    expect(found).toMatchObject({
      state: 'queued',
      cameraId,
      automatic: false,
      requestedBy: { username: 'officer' },
      from: iso(startMs),
      to: iso(startMs + 5 * MINUTE_MS),
    });
    const marginMs = startMs + 17 * MINUTE_MS - Date.parse(found.deviceWindow.from);
    expect(marginMs).toBeGreaterThanOrEqual(900);
    expect(marginMs).toBeLessThan(3000);
    expect(Date.parse(found.deviceWindow.to) - (startMs + 22 * MINUTE_MS)).toBe(marginMs);
    expect((await t.as('officer', 'GET', `/jobs/${jobId}`)).json()).toMatchObject({ kind: 'footage_pull', state: 'waiting', progress: 0 });
    expect((await logOf(id))[0]).toMatchObject({ detail: { step: 'ordered', pullId }, outcome: 'allowed', actor: 'officer' });
    // the board learns of it, whose job it isn't
    const [seen] = (await t.as('board', 'GET', `/cameras/${cameraId}/footage/pulls`)).json().items;
    expect(seen).toMatchObject({ id: pullId, incident: { id, category: 'brawl' }, pulledFor: 'Công an phường Một' });
    expect((await t.as('officer', 'GET', `/incidents/${id}/footage-pulls`)).json().items).toHaveLength(1);
    expect((await t.as('board', 'GET', `/jobs/${jobId}`)).statusCode).toBe(404);
    expect((await t.as('otherofficer', 'GET', `/footage-pulls/${pullId}`)).statusCode).toBe(404);
  });

  it('may ask for a part, never for more', async () => {
    const id = await entered();
    expect(await refusalOf(id, { from: iso(startMs - 1) })).toEqual([422, 'window_beyond_incident']);
    expect(await refusalOf(id, { to: iso(startMs + 5 * MINUTE_MS + 1) })).toEqual([422, 'window_beyond_incident']);
    const answer = await order(id, { from: iso(startMs + MINUTE_MS) });
    expect(await pull(answer.json().id)).toMatchObject({ from: iso(startMs + MINUTE_MS), to: iso(startMs + 5 * MINUTE_MS) });
  });

  it('is one at a time for each camera, however many ask at once', async () => {
    const ids = [await entered(), await entered(), await entered()];
    const answers = await Promise.all(ids.map((id) => refusalOf(id)));
    expect(answers.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [202, undefined],
      [409, 'pull_unfinished'],
      [409, 'pull_unfinished'],
    ]);
  });

  it('needs an incident within reach, for a camera within reach', async () => {
    const others = await entered({ location: { type: 'Point', coordinates: [108.27, 11.79] } }, 'otherofficer');
    expect(await refusalOf(others)).toEqual([422, 'unknown_incident']);
    expect(await refusalOf(newId())).toEqual([422, 'unknown_incident']);
    expect((await order(await entered(), { user: 'otherofficer' })).statusCode).toBe(404);
    for (const user of ['board', 'commander', 'admin', 'auditor'] as const) expect((await order(await entered(), { user })).statusCode).toBe(403);
  });

  it('reaches only cameras that could have seen the incident and were not ruled out', async () => {
    const far = await entered({ location: { type: 'Point', coordinates: [108.2353, 11.782] } });
    expect(await refusalOf(far)).toEqual([409, 'not_a_candidate']);
    expect((await logOf(far)).at(-1)).toMatchObject({ detail: { code: 'not_a_candidate' }, outcome: 'refused', actor: 'officer' });
    const id = await entered();
    await t.as('officer', 'POST', `/incidents/${id}/links`, { cameraId, verdict: 'rejected', note: '' });
    expect(await refusalOf(id)).toEqual([409, 'not_a_candidate']);
  });

  it('reaches only what a device keeps, can send and has not overwritten', async () => {
    const id = await entered();
    expect(await refusalOf(id, { camera: recordedId })).toEqual([409, 'keeps_nothing']);
    await t.db.run(
      sql`UPDATE camera_capability SET capabilities = '{"edgeStorage":{"recording":true,"search":true,"replay":false}}' WHERE camera_id = ${cameraId}`,
    );
    expect(await refusalOf(id)).toEqual([409, 'pull_not_supported']);
    await t.db.run(sql`UPDATE camera_capability SET capabilities = '{}' WHERE camera_id = ${cameraId}`);
    startMs -= 73 * HOUR_MS;
    expect(await refusalOf(await entered())).toEqual([409, 'footage_overwritten']);
  });

  it('waits for the end of the incident, and for a clock that is known well enough', async () => {
    const ongoing = await entered({ occurredTo: iso(t.clock.now() + MINUTE_MS) });
    expect(await refusalOf(ongoing)).toEqual([409, 'incident_not_over']);
    const unclear = await register({ name: 'Mắt lệch giờ' });
    await read(unclear, 0, 40 * MINUTE_MS);
    expect(await refusalOf(await entered(), { camera: unclear })).toEqual([409, 'clock_too_uncertain']);
  });

  it('is refused where what came would be deleted at once, unless it is held', async () => {
    startMs -= 71 * HOUR_MS + 58 * MINUTE_MS - 30 * MINUTE_MS;
    const id = await entered();
    t.clock.advance(3 * MINUTE_MS);
    await t.db.run(sql`UPDATE hold SET released_at = now(), ended_because = 'lapsed' WHERE incident_id = ${id}`);
    expect(await refusalOf(id)).toEqual([409, 'hold_missing']);
    await t.as('officer', 'POST', `/incidents/${id}/holds`, { cameraId, from: iso(startMs), to: iso(startMs + 5 * MINUTE_MS), reason: 'Giữ trước khi lấy' });
    expect(await refusalOf(id)).toEqual([202, undefined]);
  });
});

describe('the limits of a case', () => {
  it('nothing is pulled for what is or ever was a gathering, nor by the database', async () => {
    const id = await entered({ category: 'disorderly_gathering' });
    expect(await refusalOf(id)).toEqual([409, 'pull_not_for_gathering']);
    await change(id, { category: 'brawl' });
    expect(await refusalOf(id)).toEqual([409, 'pull_not_for_gathering']);
    const during = { fromMs: startMs, toMs: startMs + MINUTE_MS };
    const row = { id: newId(), cameraId, incidentId: id, requestedBy: null, atMs: t.clock.now(), trueDuring: during, deviceDuring: during };
    await expect(insertPull(t.db, row)).rejects.toMatchObject({ details: { constraint: 'edge_pull_not_for_gathering' } });
  });

  it('above 24 h or 500 m nothing is pulled before another person agreed, and then at most 24 hours at once', async () => {
    const wide = await entered({ uncertaintyM: 251 });
    expect(await refusalOf(wide)).toEqual([409, 'approval_required']);
    startMs -= 30 * HOUR_MS;
    const long = await entered({ occurredTo: iso(startMs + 26 * HOUR_MS) });
    expect(await refusalOf(long)).toEqual([409, 'approval_required']);
    const during = { fromMs: startMs, toMs: startMs + MINUTE_MS };
    const row = { id: newId(), cameraId, incidentId: long, requestedBy: null, atMs: t.clock.now(), trueDuring: during, deviceDuring: during };
    await expect(insertPull(t.db, row)).rejects.toMatchObject({ details: { constraint: 'edge_pull_needs_approval' } });
    await t.as('commander', 'POST', `/incidents/${long}/approvals`, { kind: 'extent', reason: 'Vụ kéo dài' });
    expect(await refusalOf(long)).toEqual([422, 'window_too_long']);
    expect(await refusalOf(long, { to: iso(startMs + 24 * HOUR_MS) })).toEqual([202, undefined]);
  });

  it('a merged report and a closed case pull nothing', async () => {
    const [report, main] = [await entered(), await entered()];
    await t.as('officer', 'POST', `/incidents/${report}/merge`, { intoIncidentId: main, reason: 'Cùng một vụ' });
    expect(await refusalOf(report)).toEqual([409, 'incident_merged']);
    await change(main, { outcome: 'cleared_otherwise' });
    expect(await refusalOf(main)).toEqual([409, 'incident_closed']);
    await change(main, { outcome: 'open' });
    expect(await refusalOf(main)).toEqual([202, undefined]);
  });

  it.each([
    ['moved', { location: { type: 'Point', coordinates: [108.2354, 11.795] } }, 'incident_changed'],
    ['turned into a gathering', { category: 'disorderly_gathering' }, 'incident_changed'],
    ['closed', { outcome: 'prevented' }, 'incident_closed'],
  ])('what is under way ends when the incident is %s', async (_how, patch, code) => {
    const id = await entered();
    const { id: pullId } = (await order(id)).json();
    expect((await change(id, patch)).statusCode).toBe(200);
    expect(await pull(pullId)).toMatchObject({ state: 'cancelled', problem: { code } });
    expect((await logOf(id)).filter(({ detail }) => detail.step === 'cancelled')).toMatchObject([{ detail: { pullId, code }, actor: 'officer' }]);
  });
});

describe('candidates', () => {
  it('count what was pulled as on hand, and say that the rest is still in the device until it was asked for all', async () => {
    startMs -= 5 * HOUR_MS;
    const id = await entered();
    expect(await candidateOf(id)).toMatchObject({ availability: 'at_edge', restAtEdge: true, pullable: true, footage: [] });
    await store({ fromMs: startMs, toMs: startMs + 2 * MINUTE_MS });
    const part = await candidateOf(id);
    expect(part).toMatchObject({ availability: 'on_hand', restAtEdge: true, overwrittenAt: iso(startMs + 72 * HOUR_MS) });
    expect(part.why).toContain('Phần còn lại vẫn ở trong thiết bị, chưa lấy về.');
    expect(part.footage).toHaveLength(1);
    const { id: pullId } = (await order(id)).json();
    await t.db.run(sql`UPDATE edge_pull SET state = 'done', finished_at = now() WHERE id = ${pullId}`);
    expect(await candidateOf(id)).toMatchObject({ availability: 'on_hand', restAtEdge: false });
  });

  it('have nothing of a device that was asked and had nothing; what covers all leaves nothing to ask for', async () => {
    startMs -= 10 * HOUR_MS;
    const id = await entered();
    const { id: pullId } = (await order(id)).json();
    await t.db.run(sql`UPDATE edge_pull SET state = 'partial', finished_at = now() WHERE id = ${pullId}`);
    expect(await candidateOf(id)).toMatchObject({ availability: 'at_edge' });
    await t.db.run(sql`UPDATE edge_pull SET state = 'done' WHERE id = ${pullId}`);
    expect(await candidateOf(id)).toMatchObject({ availability: 'lost', restAtEdge: false, overwrittenAt: null });
    await store({ fromMs: startMs - 1000, toMs: startMs + 6 * MINUTE_MS });
    expect(await refusalOf(id)).toEqual([409, 'footage_on_hand']);
  });
});

describe('by itself', () => {
  const automaticOf = async (id: string, of = cameraId) =>
    (await t.as('officer', 'GET', `/incidents/${id}/footage-pulls`))
      .json()
      .items.filter((item: { automatic: boolean; cameraId: string }) => item.automatic && item.cameraId === of);

  it('what is held is pulled when the device is about to overwrite it, not sooner, once', async () => {
    // a quarter of 72 hours, 12 at most, before the beginning is overwritten
    startMs = Math.floor(t.clock.now() / 1000) * 1000 - 60 * HOUR_MS + 5000;
    const id = await entered();
    await keepHolds();
    expect(await automaticOf(id)).toEqual([]);
    await Promise.all([keepHolds(6000), keepHolds(6000)]);
    await keepHolds(7000);
    expect(await automaticOf(id)).toMatchObject([{ cameraId, automatic: true, requestedBy: null, state: 'queued' }]);
    const orders = await t.db.rows(
      sql`SELECT actor_username AS actor FROM audit_event WHERE incident_id = ${id} AND action = 'footage.pull' AND detail ->> 'step' = 'ordered' AND ${cameraId}::uuid = ANY(camera_ids)`,
    );
    expect(orders).toEqual([{ actor: null }]);
  });

  it.each([
    [24, 18],
    [720, 708],
  ])('of a device that keeps %i hours what is %i hours old is pulled, and nothing younger', async (retentionHours, pulledAfterHours) => {
    const device = await register({ name: `Mắt giữ ${retentionHours} giờ`, recording: { mode: 'edge', retentionHours } });
    await read(device, 0);
    startMs = Math.floor(t.clock.now() / 1000) * 1000 - pulledAfterHours * HOUR_MS + 5000;
    const id = await entered();
    await keepHolds();
    expect(await automaticOf(id, device)).toEqual([]);
    await keepHolds(6000);
    expect(await automaticOf(id, device)).toMatchObject([{ state: 'queued' }]);
  });

  it('nothing of what was released, of a gathering, or of what was pulled already', async () => {
    startMs -= 61 * HOUR_MS;
    const [released, pulled, near] = [await entered(), await entered(), await entered()];
    await t.db.run(sql`UPDATE hold SET released_at = now(), ended_because = 'lapsed' WHERE incident_id = ${released}`);
    const { id } = (await order(pulled)).json();
    await t.db.run(sql`UPDATE edge_pull SET state = 'done', finished_at = now() WHERE id = ${id}`);
    await keepHolds();
    for (const each of [released, pulled]) expect(await automaticOf(each)).toEqual([]);
    // held by hand before a gathering was recorded there: an officer may pull it, the service doesn't
    await t.db.run(sql`UPDATE hold SET automatic = false, created_by = (SELECT entered_by FROM incident WHERE id = ${near}) WHERE incident_id = ${near}`);
    await t.db.run(sql`UPDATE edge_pull SET state = 'cancelled', finished_at = coalesce(finished_at, now()), problem = '{}' WHERE camera_id = ${cameraId}`);
    const gathering = await entered({ category: 'disorderly_gathering' });
    await keepHolds();
    for (const each of [near, gathering]) expect(await automaticOf(each)).toEqual([]);
  });

  it('what brought only a part, whoever ordered it, is ordered again after an hour for the rest', async () => {
    startMs -= 61 * HOUR_MS;
    const id = await entered();
    const { id: pullId } = (await order(id)).json();
    const ended = (minutesAgo: number) =>
      t.db.run(sql`UPDATE edge_pull SET state = 'partial', finished_at = ${new Date(t.clock.now() - minutesAgo * MINUTE_MS)} WHERE id = ${pullId}`);
    await ended(59);
    await keepHolds();
    expect(await automaticOf(id)).toEqual([]);
    await ended(61);
    await keepHolds();
    expect(await automaticOf(id)).toMatchObject([{ state: 'queued' }]);
  });

  it('what is under way ends when a gathering is recorded near it, in the log as well', async () => {
    startMs -= 61 * HOUR_MS;
    const id = await entered();
    await keepHolds();
    const [automatic] = await automaticOf(id);
    await entered({ category: 'disorderly_gathering' });
    await keepHolds();
    expect(await pull(automatic.id)).toMatchObject({ state: 'cancelled', problem: { code: 'near_gathering' } });
    expect((await logOf(id)).filter(({ detail }) => detail.step === 'cancelled')).toMatchObject([
      { detail: { pullId: automatic.id, code: 'near_gathering' }, actor: null },
    ]);
  });

  it('an order that fails delays no other, and what would be refused is not looked at', async () => {
    startMs -= 61 * HOUR_MS;
    const other = await register({ name: 'Mắt kế bên' });
    await read(other, 0);
    const id = await entered();
    const wide = await entered();
    const due = async () => (await listAutomaticPullsDue(t.db, t.clock.now(), 100)).filter(({ incidentId }) => [id, wide].includes(incidentId));
    expect((await due()).map(({ incidentId }) => incidentId)).toEqual(expect.arrayContaining([id, wide]));
    // by hand it is held whatever the limits say
    await t.db.run(sql`UPDATE hold SET automatic = false, created_by = (SELECT entered_by FROM incident WHERE id = ${wide}) WHERE incident_id = ${wide}`);
    await t.db.run(sql`UPDATE incident SET uncertainty_m = 251 WHERE id = ${wide}`);
    const cameras = (await due()).map((each) => [each.incidentId, each.cameraId]);
    expect(cameras).toEqual(
      expect.arrayContaining([
        [id, cameraId],
        [id, other],
      ]),
    );
    expect(cameras.flat()).not.toContain(wide);
    const [first] = cameras.map(([, camera]) => camera);
    await t.db.run(
      sql`CREATE OR REPLACE FUNCTION test_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.camera_id::text = TG_ARGV[0] THEN RAISE EXCEPTION ''broken''; END IF; RETURN NEW; END'`,
    );
    await t.db.run({ text: `CREATE TRIGGER test_refused BEFORE INSERT ON edge_pull FOR EACH ROW EXECUTE FUNCTION test_refuse('${first}')`, values: [] });
    await keepHolds();
    await t.db.run(sql`DROP TRIGGER test_refused ON edge_pull`);
    expect(await automaticOf(id, first)).toEqual([]);
    const later = cameras.map(([, camera]) => camera!).filter((camera) => camera !== first);
    expect(await automaticOf(id, later[0])).toMatchObject([{ state: 'queued' }]);
  });

  it('says that the clock must be read first where that is what stands in its way', async () => {
    const unclear = await register({ name: 'Mắt lệch giờ 2' });
    await read(unclear, 0, 30 * MINUTE_MS - 10_000);
    startMs -= 61 * HOUR_MS;
    const id = await entered();
    await keepHolds();
    await keepHolds();
    expect(await automaticOf(id, unclear)).toMatchObject([{ state: 'failed', problem: { code: 'clock_too_uncertain' } }]);
    const failed = { step: 'failed', code: 'clock_too_uncertain' };
    expect((await logOf(id)).filter(({ detail }) => detail.step === 'failed')).toMatchObject([{ detail: failed, actor: null }]);
  });
});
