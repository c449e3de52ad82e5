import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { QUEUE_NAMES, RECURRING_JOBS } from '../../../domain/job-terms.ts';
import { newId } from '../../../platform/new-id.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
  // how much room is left where the tests run is none of its matters
  vi.spyOn(t.blobs, 'freeBytes').mockResolvedValue(2 ** 40);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await t.close();
});

const state = async () => {
  const answer = await t.as('admin', 'GET', '/service/state');
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

test('without a worker that is the first thing said; with one its jobs are counted', async () => {
  expect((await state()).problems).toEqual(['no_worker']);
  const nowMs = t.clock.now();
  await t.db.run(sql`INSERT INTO worker_heartbeat (worker_id, started_at, beat_at, jobs_done) VALUES
    (${newId()}, ${new Date(nowMs - 60_000)}, ${new Date(nowMs - 1000)}, 12), (${newId()}, ${new Date(nowMs - 90_000)}, ${new Date(nowMs - 60_000)}, 3)`);
  const { problems, workers, database, queues, version } = await state();
  expect(problems).toEqual([]);
  expect(workers.map((worker: { isAlive: boolean; jobsDone: number }) => [worker.isAlive, worker.jobsDone])).toEqual([
    [true, 12],
    [false, 3],
  ]);
  expect(database.sizeBytes).toBeGreaterThan(1_000_000);
  expect(database.migration).toBeGreaterThanOrEqual(87);
  expect(database.postgisVersion).toMatch(/^3\./);
  expect(queues.map(({ name }: { name: string }) => name)).toEqual([...QUEUE_NAMES]);
  expect(version).toMatch(/^\d+\./);
});

test('what runs by the clock is listed with its next time, and is late when nobody takes it', async () => {
  await t.context.jobs.schedule(RECURRING_JOBS);
  const { schedules, problems } = await state();
  expect(schedules.map(({ name }: { name: string }) => name).toSorted()).toEqual(RECURRING_JOBS.map(({ name }) => name).toSorted());
  expect(schedules.every(({ nextAt }: { nextAt: string | null }) => nextAt !== null)).toBe(true);
  expect(problems).not.toContain('schedule_late');
  t.clock.advance(10 * 60_000);
  await t.db.run(sql`UPDATE worker_heartbeat SET beat_at = ${new Date(t.clock.now())}`);
  const later = await state();
  expect(later.problems).toContain('schedule_late');
  expect(later.schedules.find(({ name }: { name: string }) => name === 'ping-due-cameras').isLate).toBe(true);
});

test('cameras that nobody pings and messages that did not arrive are counted', async () => {
  for (let number = 0; number < 51; number += 1) {
    const made = await t.as('board', 'POST', '/cameras', cameraBody(t.world, { name: `Mắt ${number}`, siteName: `Điểm ${number}` }));
    expect(made.statusCode, made.body).toBe(201);
  }
  await t.db.run(sql`UPDATE camera_state SET next_ping_at = ${new Date(t.clock.now() - 31_000)}`);
  const { cameras, problems } = await state();
  expect(cameras.overduePings).toBe(51);
  expect(problems).toContain('pings_late');
});
