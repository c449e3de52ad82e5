import { Writable } from 'node:stream';
import { Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findCapabilities } from '../../../db/repositories/camera-capability-repository.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { startWorker, type RunningWorker } from '../../../workers/worker.ts';
import type { DeviceEvent } from '../../support/onvif-device/events/event-options.ts';
import { faceRecognition, motionAlarm, plateRecognition, tamperAlarm } from '../../support/onvif-device/events/sample-events.ts';
import { startOnvifDevice, type OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { dumpDatabase } from '../../support/database-dump.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { startEventWatchManager } from '../../../workers/events/event-watch-manager.ts';
import { systemClock } from '../../../platform/clock.ts';
import { defaultMediaOptions, type MediaProfile } from '../../support/onvif-device/media/media-options.ts';
import { insertTestCamera, insertTestRecorder, insertTown } from '../../support/workers/camera-fixture.ts';
import { createContactParts } from '../../support/workers/contact-parts.ts';
import { waitForEvents, type EventWait } from '../../support/workers/event-wait.ts';
import { createWorkerOptions, type TestWorkerOptions } from '../../support/workers/worker-options.ts';

const FORBIDDEN: readonly DeviceEvent[] = [
  faceRecognition('enrolled-0042'),
  plateRecognition('49A-123.45'),
  { topic: 'RuleEngine/PeopleDetector/People', operation: 'Changed', source: {}, data: { IsPeople: 'true', Who: 'Trần-Thị-Bích' } },
  { topic: 'VideoSource/ObjectTracker/Object', operation: 'Changed', source: {}, data: { State: 'true', ObjectId: 'object-77' } },
];
const FORBIDDEN_WORDS = /enrolled-0042|49A-123|IsPeople|Trần-Thị-Bích|object-77|Blacklisted|PlateNumber|FaceRule/;

describe("a worker and an ONVIF camera's events", () => {
  let device: OnvifDevice;
  let db: MigratedTestDatabase;
  let events: EventWait;
  let worker: TestWorkerOptions;
  let running: RunningWorker;
  let id: string;
  let logged = '';

  beforeAll(async () => {
    // it refuses the filter, so that everything reaches the parser
    const refusesFilter = {
      CreatePullPointSubscription: { kind: 'soap-fault', code: 'Receiver', subcodes: [], reason: 'InvalidFilterFault', times: 1 },
    } as const;
    device = await startOnvifDevice({ faults: refusesFilter });
    db = await createTestDatabase();
    const town = await insertTown(db.database);
    events = waitForEvents(db.url);
    worker = await createWorkerOptions(db);
    id = newId();
    await insertTestCamera(db.database, town, {
      id,
      onvifUrl: device.url,
      snapshotEveryS: 86_400,
      sealed: worker.options.secretBox.seal(JSON.stringify(device.options.credentials), id),
    });
    await db.database.run(sql`UPDATE camera_state SET reachable = 'up', next_snapshot_at = now() + interval '1 day' WHERE camera_id = ${id}`);
    await db.database.run(sql`UPDATE camera_capability SET has_events = true, next_look_at = now() + interval '1 day' WHERE camera_id = ${id}`);
    const logger = createLogger('trace', new Writable({ write: (chunk: Buffer, _encoding, done) => ((logged += String(chunk)), done()) }));
    running = await startWorker({ ...worker.options, logger, registry: new Registry() });
    await device.waitFor('PullMessages');
  });
  afterAll(async () => {
    await running.stop();
    await worker.close();
    await events.close();
    await db.drop();
    await device.stop();
  });

  /**
   * Everything that was emitted has been taken in: the device hears the next question only when the answer to the one before was. The one that waited when it was emitted gets the first, the next the rest.
   */
  const pulledAll = async () => {
    const sinceMs = Date.now();
    const next = await device.waitFor('PullMessages', ({ atMs }) => atMs > sinceMs);
    await device.waitFor('PullMessages', ({ atMs }) => atMs > next.atMs);
  };
  const watch = () =>
    db.database.maybeRow<{ motion: number | null; tamper: number | null; kind: string | null; workerId: string | null }>(
      sql`SELECT last_motion_at AS motion, last_tamper_at AS tamper, last_tamper_kind AS kind, worker_id AS "workerId" FROM camera_event_watch WHERE camera_id = ${id}`,
    );
  const pictures = async () => (await db.database.row<{ n: number }>(sql`SELECT count(*) AS n FROM snapshot WHERE camera_id = ${id}`)).n;

  it('keeps of motion that there was some and when', async () => {
    device.emit(motionAlarm(true));
    await events.until(async () => typeof (await watch())?.motion === 'number');
    expect(await watch()).toMatchObject({ tamper: null, kind: null, workerId: running.id });
    expect(await pictures()).toBe(0);
  });

  it('takes a picture at once when the camera says that its view has changed, a day before its time', async () => {
    device.emit(tamperAlarm('GlobalSceneChange', true));
    await events.until(async () => (await pictures()) === 1);
    expect(await watch()).toMatchObject({ kind: 'scene_changed', tamper: expect.any(Number) });
    // what the camera says decides nothing, the picture does: the device's is one flat colour
    await events.until(
      async () => (await db.database.row<{ picture: string }>(sql`SELECT picture FROM camera_state WHERE camera_id = ${id}`)).picture === 'covered',
    );
  });

  it('takes one for a camera that cries all the time', async () => {
    for (let cry = 0; cry < 20; cry += 1) device.emit(tamperAlarm('ImageTooBlurry', cry % 2 === 0));
    device.emit(motionAlarm(false));
    await pulledAll();
    expect(await pictures()).toBe(1);
  });

  it('lets nothing about people, faces, plates and objects into database or log', async () => {
    for (const event of FORBIDDEN) device.emit(event);
    device.emit(tamperAlarm('ImageTooDark', true));
    await pulledAll();
    const dump = await dumpDatabase(db.database);
    expect([...dump].filter(([, text]) => text !== '').length).toBeGreaterThan(5);
    for (const [name, text] of dump) expect(text, name).not.toMatch(FORBIDDEN_WORDS);
    expect(logged).not.toBe('');
    expect(logged).not.toMatch(FORBIDDEN_WORDS);
  });

  it('gives the pull point and the lease back when it stops', async () => {
    await running.stop();
    expect(device.requests.some(({ operation }) => operation === 'Unsubscribe')).toBe(true);
    expect(await watch()).toMatchObject({ workerId: null });
  });
});

describe('a worker and the events of a recorder with three channels', () => {
  it('subscribes once, gives each flag to the channel that it is about, and drops what nobody can place', async () => {
    const profiles = ['Kênh-A', 'Kênh-B', 'Kênh-C'].map((token) => ({ ...(defaultMediaOptions.profiles[0] as MediaProfile), token, videoSourceToken: token }));
    const device = await startOnvifDevice({ profiles });
    onTestFinished(() => device.stop());
    const db = await createTestDatabase();
    onTestFinished(() => db.drop());
    const parts = await createContactParts(db.database, systemClock);
    const { cameraIds } = await insertTestRecorder(db.database, await insertTown(db.database), {
      kind: 'onvif',
      url: device.url,
      channels: [1, 2, 3],
      seal: (boundTo) => parts.secretBox.seal(JSON.stringify(device.options.credentials), boundTo),
    });
    await db.database.run(sql`UPDATE camera_state SET reachable = 'up', next_snapshot_at = now() + interval '1 day'`);
    await db.database.run(sql`UPDATE camera_capability SET has_events = true`);
    const managers = [1, 2].map(() => startEventWatchManager({ ...parts, workerId: newId() }));
    onTestFinished(async () => void (await Promise.all(managers.map((manager) => manager.stop()))));
    await device.waitFor('PullMessages');
    const about = (event: DeviceEvent, source: Readonly<Record<string, string>>): DeviceEvent => ({ ...event, source });
    device.emit(about(tamperAlarm('GlobalSceneChange', true), { Source: 'Kênh-B' }));
    device.emit(about(motionAlarm(true), { VideoSourceConfigurationToken: 'Kênh-C_config' }));
    device.emit(about(tamperAlarm('ImageTooDark', true), {}));
    const heard = () =>
      db.database.rows<{ channel: number; tamper: string | null; motion: boolean; soon: boolean }>(
        sql`SELECT c.recorder_channel AS channel, w.last_tamper_kind AS tamper, w.last_motion_at IS NOT NULL AS motion, s.next_snapshot_at <= now() AS soon
        FROM camera c JOIN camera_state s ON s.camera_id = c.id LEFT JOIN camera_event_watch w ON w.camera_id = c.id WHERE c.id = ANY(${cameraIds}::uuid[]) ORDER BY 1`,
      );
    await expect.poll(heard).toEqual([
      { channel: 1, tamper: null, motion: false, soon: false },
      { channel: 2, tamper: 'scene_changed', motion: false, soon: true },
      { channel: 3, tamper: null, motion: true, soon: false },
    ]);
    await expect.poll(async () => (await parts.metrics.unmatchedEvents.get()).values).toMatchObject([{ value: 1, labels: { kind: 'dark' } }]);
    for (const id of cameraIds) expect(await findCapabilities(db.database, id)).toMatchObject({ listening: true });
    expect(device.requests.filter(({ operation }) => operation === 'CreatePullPointSubscription')).toHaveLength(1);
    await Promise.all(managers.map((manager) => manager.stop()));
    expect(device.requests.filter(({ operation }) => operation === 'Unsubscribe')).toHaveLength(1);
    expect(await db.database.rows(sql`SELECT worker_id AS worker FROM recorder_event_watch`)).toEqual([{ worker: null }]);
  });
});
