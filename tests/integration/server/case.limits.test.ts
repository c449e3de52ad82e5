import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertPull, listAutomaticPullsDue } from '../../../db/repositories/edge-pull-repository.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HERE: [number, number] = [108.2353, 11.795];
let t: TestApp;
let cameraId: string;
let startMs: number;

const iso = (ms: number) => new Date(ms).toISOString();
const entered = async (changes: Record<string, unknown> = {}): Promise<string> => {
  const answer = await t.as('officer', 'POST', '/incidents', {
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
const change = (id: string, patch: unknown) => t.as('officer', 'PATCH', `/incidents/${id}`, patch);
const held = (id: string, minutes: number) =>
  t.as('officer', 'POST', `/incidents/${id}/holds`, { cameraId, from: iso(startMs), to: iso(startMs + minutes * MINUTE_MS), reason: 'Chờ phiếu đề nghị' });
const refusalOf = async (incidentId: string) => {
  const answer = await t.as('officer', 'POST', `/cameras/${cameraId}/footage/pulls`, { incidentId });
  return [answer.statusCode, answer.json().code];
};
const refusedOf = (incidentId: string) =>
  t.db.rows<{ action: string; code: string; actor: string }>(
    sql`SELECT action, detail ->> 'code' AS code, actor_username AS actor FROM audit_event WHERE incident_id = ${incidentId} AND outcome = 'refused' ORDER BY id`,
  );
const automaticOf = (incidentId: string) =>
  t.db.rows(sql`SELECT state FROM edge_pull WHERE incident_id = ${incidentId} AND camera_id = ${cameraId} AND automatic`);

beforeAll(async () => {
  t = await startTestApp();
  const base = cameraBody(t.world, {
    source: { kind: 'onvif', url: 'http://10.0.0.9/onvif/device_service', username: 'viewer', password: 'một mật khẩu dài 7' },
    recording: { mode: 'edge', retentionHours: 72 },
  });
  const placement = { ...(base['placement'] as object), validFrom: '2026-01-01T00:00:00Z' };
  cameraId = (await t.as('board', 'POST', '/cameras', { ...base, placement })).json().id;
  const reading = { trueTime: iso(t.clock.now()), deviceTime: iso(t.clock.now()), method: 'manual', uncertaintyMs: 900 };
  expect((await t.as('board', 'POST', `/cameras/${cameraId}/clock-readings`, reading)).statusCode).toBe(201);
});
afterAll(() => t.close());
beforeEach(async () => {
  await t.db.run(sql`UPDATE edge_pull SET state = 'cancelled', finished_at = now(), lease_id = NULL, lease_until = NULL WHERE finished_at IS NULL`);
  startMs = Math.floor(t.clock.now() / 1000) * 1000 - 30 * MINUTE_MS;
});

it('what the rules refuse, time after time, takes the turn of no other', async () => {
  startMs -= 62 * HOUR_MS;
  const wide = await entered({ uncertaintyM: 251 });
  await t.as('commander', 'POST', `/incidents/${wide}/approvals`, { kind: 'extent', reason: 'Chưa rõ chỗ' });
  await t.db.run(sql`UPDATE hold SET released_at = now(), ended_because = 'lapsed' WHERE incident_id = ${wide}`);
  // half a metre beyond what was approved: PostGIS can't tell, the rule can
  await t.db.run(sql`UPDATE incident SET location = ST_Translate(location, 0.0000045, 0) WHERE id = ${wide}`);
  await t.db
    .run(sql`INSERT INTO camera SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'name', 'Mắt ' || n))).* FROM camera c, generate_series(1, 21) n
    WHERE c.id = ${cameraId}`);
  const copies = sql`(SELECT c.id FROM camera c JOIN camera o ON o.id = ${cameraId} AND c.site_id = o.site_id AND c.name ~ '^Mắt [0-9]+$')`;
  await t.db.run(
    sql`INSERT INTO camera_source SELECT (jsonb_populate_record(s, jsonb_build_object('camera_id', c.id))).* FROM camera_source s, ${copies} c WHERE s.camera_id = ${cameraId}`,
  );
  await t.db.run(sql`INSERT INTO hold (id, incident_id, camera_id, during, automatic, expires_at, created_by, reason)
    SELECT gen_random_uuid(), i.id, c.id, i.occurred, false, now() + interval '1 day', i.entered_by, 'x' FROM incident i, ${copies} c WHERE i.id = ${wide}`);
  const due = await listAutomaticPullsDue(t.db, t.clock.now(), 100);
  expect(due.slice(0, 20).map(({ incidentId }) => incidentId)).toEqual(Array.from({ length: 20 }, () => wide));
  startMs += HOUR_MS;
  const id = await entered();
  await createKeepHoldsJob({ database: t.db, clock: t.clock, logger: createLogger('silent') })(runningJob({}));
  expect(await automaticOf(id)).toMatchObject([{ state: 'queued' }]);
  expect(await automaticOf(wide)).toEqual([]);
});

it('near a gathering a person pulls only what a second officer agreed to hold', async () => {
  const id = await entered();
  await entered({ category: 'disorderly_gathering' });
  expect(await refusalOf(id)).toEqual([409, 'second_officer_missing']);
  expect((await refusedOf(id)).at(-1)).toEqual({ action: 'footage.pull', actor: 'officer', code: 'second_officer_missing' });
  const { id: officerId } = await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'officer'`);
  const during = { fromMs: startMs, toMs: startMs + MINUTE_MS };
  const row = { id: newId(), cameraId, incidentId: id, requestedBy: officerId, atMs: t.clock.now(), trueDuring: during, deviceDuring: during };
  await expect(insertPull(t.db, row)).rejects.toMatchObject({ details: { constraint: 'edge_pull_needs_second_officer' } });
  for (const minutes of [4, 5]) {
    const { id: holdId } = (await held(id, minutes)).json();
    expect(await refusalOf(id)).toEqual([409, 'second_officer_missing']);
    expect((await t.as('officer2', 'POST', `/holds/${holdId}/second`)).statusCode).toBe(200);
  }
  expect(await refusalOf(id)).toEqual([202, undefined]);
});

it('a hold that waits for a second officer is not agreed to where it could not be asked for any more', async () => {
  const id = await entered({ category: 'disorderly_gathering' });
  const made = (await held(id, 1)).json();
  const second = async () => (await t.as('officer2', 'POST', `/holds/${made.id}/second`)).json();
  await change(id, { occurredFrom: iso(startMs - 2 * HOUR_MS), occurredTo: iso(startMs - HOUR_MS) });
  expect(await second()).toMatchObject({ code: 'hold_outside', details: { outside: 'time' } });
  await change(id, { occurredFrom: iso(startMs), occurredTo: iso(startMs + MINUTE_MS), uncertaintyM: 251 });
  expect((await second()).code).toBe('approval_required');
  expect((await refusedOf(id)).map(({ code }) => code)).toEqual(['hold_outside', 'approval_required']);
  await change(id, { uncertaintyM: 250 });
  expect(await second()).toMatchObject({ state: 'held' });
});
