import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPingDueCamerasJob } from '../../../workers/jobs/ping-due-cameras-job.ts';
import { createRaiseAlertsJob } from '../../../workers/jobs/raise-alerts-job.ts';
import { startRtspServer, type RtspServer } from '../../support/services/rtsp-server.ts';
import { startTcpFront, type TcpFront } from '../../support/services/tcp-front.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestRecorder, insertTown, type TestRecorder, type Town } from '../../support/workers/camera-fixture.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';
import { createMovableClock, type MovableClock } from '../../support/workers/movable-clock.ts';

const RIGHT = { username: 'to 5', password: 'Th0n.5-xyz' };

describe('pinging a recorder with three channels', () => {
  let device: RtspServer;
  let front: TcpFront;
  let db: MigratedTestDatabase;
  let town: Town;
  let clock: MovableClock;
  let look: () => Promise<void>;
  let recorder: TestRecorder;
  let parts: Awaited<ReturnType<typeof createContactParts>>;

  beforeAll(async () => {
    device = await startRtspServer({ auth: 'digest', ...RIGHT, path: '/ch1', otherPaths: ['/ch2', '/ch3'] });
    front = await startTcpFront(device.port);
    db = await createTestDatabase();
    town = await insertTown(db.database);
  });
  afterAll(async () => {
    await db.drop();
    await front.shut();
    await device.stop();
  });
  beforeEach(async () => {
    await db.database.run(sql`UPDATE camera SET retired_at = now()`);
    await db.database.run(sql`DELETE FROM recorder_contact`);
    await front.shut();
    await front.open();
    for (const path of ['/ch1', '/ch2', '/ch3']) await device.openPath(path);
    // well ahead of the database's own clock, which says when a new camera is due
    clock = createMovableClock((Math.ceil(Date.now() / 60_000) + 1) * 60_000 + 1000);
    parts = await createContactParts(db.database, clock);
    const job = createPingDueCamerasJob(parts);
    look = () => job(runningJob({}));
    recorder = await add();
    await look();
  });

  const seal = (credentials: object) => (boundTo: string) => parts.secretBox.seal(JSON.stringify(credentials), boundTo);
  const add = () => insertTestRecorder(db.database, town, { url: `rtsp://127.0.0.1:${front.port}`, channels: [1, 2, 3], seal: seal(RIGHT) });
  const watch = async (forMs: number, until: () => Promise<boolean> = async () => false): Promise<number> => {
    const startMs = clock.now();
    while (clock.now() - startMs < forMs && !(await until())) {
      clock.advance(3000);
      await look();
    }
    return clock.now() - startMs;
  };
  // reachable and not the one word: the device's Date is the machine's, our clock is moved
  const states = async () =>
    (
      await db.database.rows<{ reachable: string }>(
        sql`SELECT s.reachable FROM camera_state s JOIN camera c ON c.id = s.camera_id WHERE c.recorder_id = ${recorder.recorderId} ORDER BY c.recorder_channel`,
      )
    ).map(({ reachable }) => reachable);
  const all = (reachable: string) => async () => (await states()).every((state) => state === reachable);
  const causes = () =>
    db.database.rows<{
      cause: unknown;
      fromMs: number;
    }>(sql`SELECT i.cause, lower(i.during) AS "fromMs" FROM camera_state_interval i JOIN camera c ON c.id = i.camera_id
      WHERE c.recorder_id = ${recorder.recorderId} AND i.facet = 'reachable' AND i.state = 'down' ORDER BY c.recorder_channel`);
  const pings = async () =>
    (await parts.metrics.contacts.get()).values.filter(({ labels }) => labels.contact === 'ping').reduce((sum, { value }) => sum + value, 0);

  it('asks each channel itself the first time, then the recorder once a minute for all of them', async () => {
    expect(await states()).toEqual(['up', 'up', 'up']);
    expect(await pings()).toBe(3);
    // the device counts a request a moment after it has answered it
    const described = async () => (await device.stats()).requests.describe;
    await expect.poll(described).toBe(3);
    const { connections } = front;
    await watch(300_000);
    expect(await states()).toEqual(['up', 'up', 'up']);
    expect((await pings()) - 3).toBeGreaterThanOrEqual(4);
    expect((await pings()) - 3).toBeLessThanOrEqual(6);
    expect(front.connections - connections).toBe((await pings()) - 3);
    await expect.poll(described).toBe(await pings());
    const { newest, oldest } = await db.database.row<{ newest: number; oldest: number }>(
      sql`SELECT max(last_contact_at) AS newest, min(last_contact_at) AS oldest FROM camera_state WHERE camera_id = ANY(${recorder.cameraIds}::uuid[])`,
    );
    expect(oldest).toBe(newest);
    expect(clock.now() - newest).toBeLessThan(66_000);
  });

  it('takes all channels offline by one cause when the recorder dies, with one ping a round, and brings them back', async () => {
    await front.shut();
    const before = await pings();
    const goneMs = await watch(200_000, all('down'));
    expect(goneMs).toBeLessThanOrEqual(150_000);
    expect((await pings()) - before).toBe(2);
    const found = await causes();
    expect(found.map(({ cause }) => cause)).toEqual(Array(3).fill({ code: 'connection_refused', recorderId: recorder.recorderId }));
    expect(new Set(found.map(({ fromMs }) => fromMs)).size).toBe(1);
    const dead = await pings();
    await watch(240_000);
    expect((await pings()) - dead).toBeLessThanOrEqual(5);
    await front.open();
    const backMs = await watch(200_000, all('up'));
    expect(backMs).toBeLessThanOrEqual(150_000);
  });

  it('makes one alert of a recorder that is there and refuses the connection, and says so of every channel', async () => {
    await db.database.run(sql`DELETE FROM camera_fault`);
    await db.database.run(sql`DELETE FROM alert`);
    await front.shut();
    await watch(200_000, all('down'));
    const faults = () =>
      db.database.rows<{ cause: string }>(
        sql`SELECT likely_cause AS cause FROM camera_fault WHERE camera_id = ANY(${recorder.cameraIds}::uuid[]) AND facet = 'reachable' AND closed_at IS NULL`,
      );
    expect((await faults()).map(({ cause }) => cause)).toEqual(Array(3).fill('recorder_refused'));
    clock.advance(70_000);
    await createRaiseAlertsJob(parts)(runningJob({}));
    const alerts = await db.database.rows(
      sql`SELECT kind, common_cause AS "commonCause", facts ->> 'cause' AS cause, facts -> 'cameraCount' AS count FROM alert WHERE facts ->> 'facet' = 'reachable'`,
    );
    expect(alerts).toEqual([{ kind: 'group', commonCause: 'recorder', cause: 'recorder_refused', count: 3 }]);
  });

  it('takes one channel offline by its own cause when only its camera is unplugged, and asks that one itself until it is back', async () => {
    await device.closePath('/ch2');
    await watch(300_000, async () => (await states())[1] === 'down');
    expect(await states()).toEqual(['up', 'down', 'up']);
    await watch(120_000);
    expect(await states()).toEqual(['up', 'down', 'up']);
    expect((await causes()).map(({ cause }) => cause)).toEqual([{ code: 'path_not_found' }]);
    await device.openPath('/ch2');
    const backMs = await watch(200_000, all('up'));
    expect(backMs).toBeLessThanOrEqual(150_000);
    const before = await pings();
    await watch(180_000);
    expect((await pings()) - before).toBeLessThanOrEqual(4);
  });

  it('keeps a dead channel apart from a dead recorder', async () => {
    await device.closePath('/ch3');
    await watch(300_000, async () => (await states())[2] === 'down');
    await front.shut();
    await watch(200_000, all('down'));
    await front.open();
    await watch(200_000, async () => (await states())[0] === 'up');
    await watch(120_000);
    expect(await states()).toEqual(['up', 'up', 'down']);
    await device.openPath('/ch3');
    await watch(200_000, all('up'));
    expect(await states()).toEqual(['up', 'up', 'up']);
  });

  it('shows a wrong password as the fault of the recorder, and asks at once when it was changed', async () => {
    const change = async (password: string) => {
      const { bytes, keyId } = seal({ ...RIGHT, password })(recorder.recorderId);
      await db.database.run(sql`UPDATE recorder SET sealed_credentials = ${bytes}, key_id = ${keyId} WHERE id = ${recorder.recorderId}`);
    };
    await change('sai-mat-khau-9');
    await watch(200_000, all('down'));
    expect((await causes()).map(({ cause }) => cause)).toEqual(Array(3).fill({ code: 'auth_failed', recorderId: recorder.recorderId }));
    await change(RIGHT.password);
    const { due } = await db.database.row<{ due: boolean }>(
      sql`SELECT next_ping_at <= now() AS due FROM recorder_contact WHERE recorder_id = ${recorder.recorderId}`,
    );
    expect(due).toBe(true);
    expect(await watch(60_000, all('up'))).toBeLessThanOrEqual(24_000);
  });

  it('is asked once when two workers look at the same time', async () => {
    const before = await pings();
    clock.advance(70_000);
    await Promise.all([look(), look(), look()]);
    expect((await pings()) - before).toBe(1);
  });

  it('goes on after recorders that have no channel', async () => {
    for (let nth = 0; nth < 17; nth++) await insertTestRecorder(db.database, town, { url: `rtsp://127.0.0.1:1/${nth}`, channels: [] });
    await db.database.run(sql`UPDATE recorder_contact SET next_ping_at = now() - interval '1 minute' WHERE recorder_id = ${recorder.recorderId}`);
    const before = await pings();
    await look();
    expect((await pings()) - before).toBe(1);
  });

  it('plans a channel with its recorder when its notice is posted, and leaves drafts and retired ones alone', async () => {
    const [first, second] = recorder.cameraIds;
    await db.database.run(sql`DELETE FROM camera_notice WHERE camera_id = ${first}`);
    await db.database.run(sql`UPDATE camera SET retired_at = now() WHERE id = ${second}`);
    const contacts = async (id: string | undefined) =>
      (await db.database.row<{ n: number }>(sql`SELECT coalesce(sum(contacts), 0) AS n FROM health_rollup WHERE camera_id = ${id}`)).n;
    const before = [await contacts(first), await contacts(second)];
    await watch(130_000);
    expect([await contacts(first), await contacts(second)]).toEqual(before);
    await db.database.run(sql`INSERT INTO camera_notice (camera_id, posted_on) VALUES (${first}, '2026-11-02')`);
    clock.advance(3000);
    await look();
    expect(await contacts(first)).toBeGreaterThan(before[0]!);
    const plan = await db.database.row<{ at: number }>(sql`SELECT next_ping_at AS at FROM camera_state WHERE camera_id = ${first}`);
    expect(plan.at).toBe(Infinity);
  });
});
