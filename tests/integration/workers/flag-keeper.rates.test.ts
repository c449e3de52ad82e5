import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CameraEvent } from '../../../domain/camera-event.ts';
import { holdEventWatches, releaseEventWatches } from '../../../db/repositories/event-watch-repository.ts';
import { countUnwatched, listEventTargets } from '../../../db/repositories/event-target-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { createFlagKeeper } from '../../../workers/events/flag-keeper.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTestRecorder, insertTown, type Town } from '../../support/workers/camera-fixture.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 10, 26, 12);
let db: MigratedTestDatabase;
let town: Town;
let id: string;

beforeAll(async () => {
  db = await createTestDatabase();
  town = await insertTown(db.database);
});
afterAll(() => db.drop());
beforeEach(async () => {
  id = newId();
  await insertTestCamera(db.database, town, { id, onvifUrl: `http://127.0.0.1:1/${id}`, snapshotEveryS: 300 });
  await holdEventWatches(db.database, newId(), 'camera', [id]);
});

const flag = (kind: CameraEvent['kind'], active = true, isInitial = false): CameraEvent => ({ kind, active, isInitial });
const plan = (ms: number) => db.database.run(sql`UPDATE camera_state SET next_snapshot_at = ${new Date(ms)} WHERE camera_id = ${id}`);
const plannedMs = async () =>
  (await db.database.row<{ at: number }>(sql`SELECT next_snapshot_at AS at FROM camera_state WHERE camera_id = ${id}`)).at - START_MS;
const lastMotionMs = async () =>
  (await db.database.row<{ at: number | null }>(sql`SELECT last_motion_at AS at FROM camera_event_watch WHERE camera_id = ${id}`)).at;

test('a tamper flag brings the picture forward, at most once a minute, and never puts one off', async () => {
  const flags = createFlagKeeper(db.database, id);
  await plan(START_MS + 10 * MINUTE_MS);
  await flags.take(flag('covered'), START_MS);
  expect(await plannedMs()).toBe(0);
  await plan(START_MS + 10 * MINUTE_MS);
  await flags.take(flag('covered'), START_MS + 30_000);
  expect(await plannedMs()).toBe(10 * MINUTE_MS);
  await plan(START_MS + 5_000);
  await flags.take(flag('covered'), START_MS + 2 * MINUTE_MS);
  expect(await plannedMs()).toBe(5_000);
});

test('while the flag stays up two more pictures follow, and none after it went down', async () => {
  const flags = createFlagKeeper(db.database, id);
  await flags.take(flag('scene_changed'), START_MS);
  const looks: number[] = [];
  for (let ms = 0; ms <= 5 * MINUTE_MS; ms += 5_000) {
    await plan(START_MS + 60 * MINUTE_MS);
    await flags.lookAgain(START_MS + ms);
    if ((await plannedMs()) === ms) looks.push(ms);
  }
  expect(looks).toEqual([MINUTE_MS, 2 * MINUTE_MS]);
  await flags.take(flag('scene_changed'), START_MS + 10 * MINUTE_MS);
  await flags.take(flag('scene_changed', false), START_MS + 10 * MINUTE_MS + 1_000);
  await plan(START_MS + 60 * MINUTE_MS);
  await flags.lookAgain(START_MS + 12 * MINUTE_MS);
  expect(await plannedMs()).toBe(60 * MINUTE_MS);
});

test('flags that were up already bring one picture in ten minutes, however often the subscription is begun anew', async () => {
  const flags = createFlagKeeper(db.database, id);
  let pictures = 0;
  for (let minute = 0; minute < 30; minute += 1) {
    await plan(START_MS + 60 * MINUTE_MS);
    await flags.take(flag('dark', true, true), START_MS + minute * MINUTE_MS);
    if ((await plannedMs()) === minute * MINUTE_MS) pictures += 1;
  }
  expect(pictures).toBe(3);
});

test('of motion the time is written once a minute, and it brings no picture', async () => {
  const flags = createFlagKeeper(db.database, id);
  await plan(START_MS + 10 * MINUTE_MS);
  await flags.take(flag('motion', false), START_MS);
  expect(await lastMotionMs()).toBeNull();
  await flags.take(flag('motion'), START_MS + 1_000);
  await flags.take(flag('motion'), START_MS + 30_000);
  expect(await lastMotionMs()).toBe(START_MS + 1_000);
  await flags.take(flag('motion'), START_MS + 62_000);
  expect(await lastMotionMs()).toBe(START_MS + 62_000);
  expect(await plannedMs()).toBe(10 * MINUTE_MS);
});

test('a camera is listened to by one worker, up to a cap, and free again at once', async () => {
  const ids = [id, newId(), newId()];
  for (const other of ids.slice(1)) await insertTestCamera(db.database, town, { id: other, onvifUrl: `http://127.0.0.1:1/${other}` });
  await db.database.run(sql`UPDATE camera_event_watch SET worker_id = NULL, expires_at = NULL`);
  await db.database.run(sql`UPDATE camera_capability SET has_events = (camera_id = ANY(${ids}::uuid[]))`);
  await db.database.run(sql`UPDATE camera_state SET reachable = 'up' WHERE camera_id = ANY(${ids}::uuid[])`);
  const [one, two] = [newId(), newId()];
  const first = await listEventTargets(db.database, one, 2);
  expect([first.length, await countUnwatched(db.database)]).toEqual([2, 3]);
  const held = await holdEventWatches(
    db.database,
    one,
    'camera',
    first.map((target) => target.id),
  );
  expect((await listEventTargets(db.database, two, 200)).map((target) => target.id)).toEqual(ids.filter((each) => !held.includes(each)));
  expect(await holdEventWatches(db.database, two, 'camera', held)).toEqual([]);
  expect(await countUnwatched(db.database)).toBe(1);
  expect((await listEventTargets(db.database, one, 3)).map((target) => target.id).toSorted()).toEqual(ids.toSorted());
  await releaseEventWatches(db.database, one, 'camera', held);
  expect(await listEventTargets(db.database, two, 200)).toHaveLength(3);
});

test('a camera that is away on purpose is not listened to', async () => {
  await db.database.run(sql`UPDATE camera_event_watch SET worker_id = NULL, expires_at = NULL`);
  await db.database.run(sql`UPDATE camera_capability SET has_events = (camera_id = ${id})`);
  await db.database.run(sql`UPDATE camera_state SET reachable = 'up' WHERE camera_id = ${id}`);
  const listed = async () => (await listEventTargets(db.database, newId(), 200)).map((target) => target.id);
  expect([await listed(), await countUnwatched(db.database)]).toEqual([[id], 1]);
  await db.database.run(sql`UPDATE camera SET absent = true WHERE id = ${id}`);
  expect([await listed(), await countUnwatched(db.database)]).toEqual([[], 0]);
});

test('a recorder is one target with all channels that are worth hearing, for one worker', async () => {
  const recorder = await insertTestRecorder(db.database, town, { kind: 'onvif', url: `http://127.0.0.1:1/${newId()}`, channels: [1, 2, 3] });
  await db.database.run(sql`UPDATE camera_capability SET has_events = (camera_id = ANY(${recorder.cameraIds}::uuid[]))`);
  await db.database.run(sql`UPDATE camera_state SET reachable = 'up' WHERE camera_id = ANY(${recorder.cameraIds.slice(0, 2)}::uuid[])`);
  const [one, two] = [newId(), newId()];
  const [target, ...others] = await listEventTargets(db.database, one, 1);
  expect(others).toEqual([]);
  expect(target).toMatchObject({ id: recorder.recorderId, recorderId: recorder.recorderId, isOnlyChannel: false });
  expect(target!.channels.map(({ cameraId }) => cameraId)).toEqual(recorder.cameraIds.slice(0, 2));
  expect(await countUnwatched(db.database)).toBe(2);
  expect(await holdEventWatches(db.database, one, 'recorder', [recorder.recorderId])).toEqual([recorder.recorderId]);
  await db.database.run(sql`UPDATE camera_state SET reachable = 'up' WHERE camera_id = ${recorder.cameraIds[2]}`);
  expect([await listEventTargets(db.database, two, 200), await countUnwatched(db.database)]).toEqual([[], 0]);
  expect((await listEventTargets(db.database, one, 200)).map(({ channels }) => channels.length)).toEqual([3]);
});
