import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type CameraOptions, type Town } from '../../support/workers/camera-fixture.ts';
import { createFaultWatch } from '../../support/workers/fault-watch.ts';
import { createMovableClock, type MovableClock } from '../../support/workers/movable-clock.ts';

const MINUTE_MS = 60_000;
let db: MigratedTestDatabase;
let town: Town;
let clock: MovableClock;
let watch: ReturnType<typeof createFaultWatch>;

beforeAll(async () => {
  db = await createTestDatabase();
  clock = createMovableClock();
});
afterAll(() => db.drop());
beforeEach(async () => {
  town = await insertTown(db.database);
  watch = createFaultWatch(db.database, clock);
});

const alerts = () => watch.alerts(town.organisationId);
const fault = async (id: string) => (await watch.faults([id]))[0]!;
/** A camera on a pole of its own, which answered until now. */
const addCamera = async (options: CameraOptions & { readonly siteId?: string } = {}): Promise<string> => {
  const siteId = options.siteId ?? newId();
  if (options.siteId === undefined) await db.database.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${siteId}, ${town.unitId}, ${`Điểm ${siteId}`})`);
  const id = await insertTestCamera(db.database, { ...town, siteId }, options);
  await watch.become([id], 'up');
  return id;
};
const addCameras = async (count: number, options: Parameters<typeof addCamera>[0] = {}) => {
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth++) ids.push(await addCamera(options));
  return ids;
};

describe('an entry of the repair ledger', () => {
  it('is there in the transaction that says the camera is down, dated at the first failure, with its likely cause', async () => {
    const id = await addCamera();
    clock.advance(MINUTE_MS);
    const firstMs = clock.now();
    await watch.observe([id], { reachable: { state: 'down', cause: { code: 'auth_failed' } } });
    expect(await watch.faults([id])).toEqual([]);
    clock.advance(15_000);
    await watch.observe([id], { reachable: { state: 'down', cause: { code: 'auth_failed' } } });
    expect(await fault(id)).toMatchObject({
      facet: 'reachable',
      state: 'down',
      likelyCause: 'wrong_password',
      openedAtMs: firstMs,
      recoveredAtMs: null,
      closedAtMs: null,
    });
  });

  it('closes as verified only after answers over the settling time, and the alert ends when the camera was back', async () => {
    const id = await addCamera();
    await watch.become([id], 'down');
    await watch.wait(2, [[[id], 'down']]);
    expect(await alerts()).toHaveLength(1);
    await watch.become([id], 'up');
    const backMs = clock.now() - 15_000;
    expect(await fault(id)).toMatchObject({ recoveredAtMs: backMs, closedAtMs: null });
    await watch.wait(14, [[[id], 'up']]);
    expect((await fault(id)).closedAtMs).toBeNull();
    expect((await alerts())[0]!.endedAtMs).toBeNull();
    await watch.wait(1, [[[id], 'up']]);
    const closed = await fault(id);
    expect(closed).toMatchObject({ outcome: 'verified', recoveredAtMs: backMs, verifiedAtMs: clock.now() });
    expect((await alerts())[0]!.endedAtMs).toBe(backMs);
    await watch.look();
    expect(await fault(id)).toEqual(closed);
  });

  it('is not closed by time alone: nobody looked', async () => {
    const id = await addCamera();
    await watch.become([id], 'down');
    await watch.become([id], 'up');
    await db.database.run(sql`UPDATE camera_state SET reachable = 'unknown' WHERE camera_id = ${id}`);
    await watch.wait(60);
    expect(await fault(id)).toMatchObject({ closedAtMs: null });
  });

  it('begins when the camera was last well, though nobody looked in between', async () => {
    const id = await addCamera();
    await watch.become([id], 'down');
    const { openedAtMs } = await fault(id);
    // the ledger is empty, as after an update of the product
    await db.database.run(sql`DELETE FROM camera_fault WHERE camera_id = ${id}`);
    clock.advance(3 * 60 * MINUTE_MS);
    await watch.become([id], 'down');
    expect(await watch.faults([id])).toMatchObject([{ openedAtMs, closedAtMs: null }]);
  });

  it('takes a picture fault that turns into another for the same trouble', async () => {
    const id = await addCamera();
    const picture = async (state: 'ok' | 'covered' | 'dark') => {
      for (let nth = 0; nth < 3; nth++) {
        clock.advance(5 * MINUTE_MS);
        await watch.observe([id], { picture: { state } });
      }
    };
    await picture('ok');
    await picture('covered');
    await picture('dark');
    expect(await watch.faults([id])).toMatchObject([{ facet: 'picture', state: 'dark', likelyCause: 'no_light' }]);
  });

  it('has none for a gap in the recording of a camera that is dead, one for a gap that lasts', async () => {
    const [dead, living] = await addCameras(2);
    const gap = (id: string, lengthMs: number) =>
      watch.observe([id], { recording: { state: 'gap', sinceMs: clock.now() - lengthMs, cause: { code: 'nothing_recorded' } } });
    await gap(dead!, 15_000);
    await gap(living!, 15_000);
    await watch.become([dead!], 'down');
    expect(await watch.faults([dead!, living!])).toMatchObject([{ cameraId: dead, facet: 'reachable' }]);
    await watch.wait(2, [
      [[dead!], 'down'],
      [[living!], 'up'],
    ]);
    expect(await watch.faults([dead!])).toHaveLength(1);
    expect(await watch.faults([living!])).toMatchObject([{ facet: 'recording', state: 'gap', likelyCause: 'recording_interrupted' }]);
  });

  it('is withdrawn when the camera is retired', async () => {
    const id = await addCamera();
    await watch.become([id], 'down');
    await watch.wait(2, [[[id], 'down']]);
    await db.database.run(sql`UPDATE camera SET retired_at = now() WHERE id = ${id}`);
    await watch.look();
    expect(await fault(id)).toMatchObject({ outcome: 'withdrawn', closedAtMs: clock.now(), verifiedAtMs: null });
    expect((await alerts())[0]!.endedAtMs).toBe(clock.now());
  });

  it('follows its camera to another unit and owner', async () => {
    const id = await addCamera();
    await watch.become([id], 'down');
    const other = await insertTown(db.database);
    await db.database.run(sql`UPDATE camera SET unit_id = ${other.unitId}, owner_id = ${other.organisationId} WHERE id = ${id}`);
    const row = await db.database.row(sql`SELECT unit_id AS "unitId", organisation_id AS "organisationId" FROM camera_fault WHERE camera_id = ${id}`);
    expect(row).toEqual({ unitId: other.unitId, organisationId: other.organisationId });
  });
});

describe('a flapping camera', () => {
  it('makes one entry and one alert, with a count, until it stays good', async () => {
    const id = await addCamera();
    for (let nth = 0; nth < 6; nth++) {
      await watch.become([id], 'down');
      await watch.wait(3, [[[id], 'down']]);
      await watch.become([id], 'up');
      await watch.wait(4, [[[id], 'up']]);
    }
    expect(await watch.faults([id])).toMatchObject([{ flapCount: 5, closedAtMs: null, likelyCause: 'unstable_power_or_link' }]);
    expect(await alerts()).toHaveLength(1);
    await watch.wait(100, [[[id], 'up']]);
    expect((await fault(id)).closedAtMs).toBeNull();
    await watch.wait(20, [[[id], 'up']]);
    expect(await fault(id)).toMatchObject({ outcome: 'verified' });
    expect(await alerts()).toMatchObject([{ kind: 'camera', facts: { cameraCount: 1 } }]);
    expect((await alerts())[0]!.endedAtMs).not.toBeNull();
  });

  it('that stays away for less than the delay makes no alert, unless it goes on', async () => {
    const id = await addCamera();
    const blink = async () => {
      await watch.become([id], 'down');
      await watch.become([id], 'up');
      await watch.wait(2, [[[id], 'up']]);
    };
    await blink();
    await blink();
    expect(await alerts()).toEqual([]);
    await blink();
    await blink();
    expect(await alerts()).toMatchObject([{ kind: 'camera' }]);
  });

  it('that comes back for half an hour each time is remembered: the second entry goes on', async () => {
    const id = await addCamera();
    for (let nth = 0; nth < 5; nth++) {
      await watch.become([id], 'down');
      await watch.wait(3, [[[id], 'down']]);
      await watch.become([id], 'up');
      await watch.wait(25, [[[id], 'up']]);
    }
    expect(await watch.faults([id])).toMatchObject([
      { flapCount: 0, outcome: 'verified' },
      { flapCount: 4, closedAtMs: null },
    ]);
    expect(await alerts()).toHaveLength(2);
  });
});

describe('outages with a common cause', () => {
  /** Each camera fails at its own second of the minute, as pings find it out. */
  const failOneByOne = async (ids: readonly string[], everyMs: number) => {
    for (const [nth, id] of [...ids.entries(), [ids.length, null] as const]) {
      clock.advance(everyMs);
      const inDoubt = ids.slice(Math.max(0, nth - 1), nth);
      await watch.observe(id === null ? inDoubt : [...inDoubt, id], { reachable: { state: 'down', cause: { code: 'camera_timeout' } } });
      await watch.look();
    }
    await watch.wait(2, [[ids, 'down']]);
  };

  it('make one alert for a pole, although its cameras are found out one after the other', async () => {
    const ids = await addCameras(3, { siteId: town.siteId });
    await addCameras(6);
    await failOneByOne(ids, 20_000);
    expect(await alerts()).toMatchObject([
      {
        kind: 'group',
        commonCause: 'site',
        unitId: town.unitId,
        facts: { cameraCount: 3, siteName: 'Ngã ba chợ', cause: 'site_power', facet: 'reachable', state: 'down', scopeId: town.siteId },
      },
    ]);
    const [alert] = await alerts();
    expect(alert!.facts.cameras.map(({ id }) => id)).toEqual(ids);
    expect((await watch.faults(ids)).map(({ alertId, likelyCause }) => [alertId, likelyCause])).toEqual(ids.map(() => [alert!.id, 'site_power']));
  });

  it('make one alert for a recorder, a network and most of a unit', async () => {
    const recorderId = newId();
    await db.database.run(sql`INSERT INTO recorder (id, organisation_id, name) VALUES (${recorderId}, ${town.organisationId}, 'Đầu ghi chợ')`);
    const channels = await addCameras(3);
    await db.database.run(sql`UPDATE camera SET recorder_id = ${recorderId} WHERE id = ANY(${channels}::uuid[])`);
    await addCameras(9);
    await failOneByOne(channels, 15_000);
    expect(await alerts()).toMatchObject([{ kind: 'group', commonCause: 'recorder', facts: { cause: 'recorder_down', cameraCount: 3, siteName: null } }]);

    const network: string[] = [];
    for (const last of [4, 5, 6]) network.push(await addCamera({ rtspUrl: `rtsp://10.9.${channels.length}.${last}/s` }));
    await failOneByOne(network, 15_000);
    expect((await alerts())[1]).toMatchObject({ kind: 'group', commonCause: 'network', facts: { cause: 'network_down', scopeId: '10.9.3.0/24' } });
  });

  it('make one alert for most of a unit; who fails a little later joins it, who failed long before does not', async () => {
    const old = await addCamera();
    await watch.become([old], 'down');
    await watch.wait(10, [[[old], 'down']]);
    const ids = await addCameras(5);
    await failOneByOne(ids.slice(0, 4), 15_000);
    expect(await alerts()).toMatchObject([{ kind: 'camera' }, { kind: 'group', commonCause: 'unit', facts: { cameraCount: 4, cause: 'area_outage' } }]);
    await watch.become([ids[4]!], 'down');
    expect(await alerts()).toMatchObject([{ kind: 'camera' }, { kind: 'group', facts: { cameraCount: 5 } }]);
  });

  it('end when nearly all are back; what is left over gets an alert of its own', async () => {
    const ids = await addCameras(5);
    await failOneByOne(ids, 15_000);
    const [left, ...back] = ids;
    await watch.become(back, 'up');
    await watch.wait(17, [
      [back, 'up'],
      [[left!], 'down'],
    ]);
    const [group, alone] = await alerts();
    expect(group!.endedAtMs).not.toBeNull();
    expect(alone).toMatchObject({ kind: 'camera', endedAtMs: null, facts: { cameraCount: 1, cause: 'no_power_or_network' } });
    expect((await fault(left!)).alertId).toBe(alone!.id);
  });

  it('are not seen where there are none', async () => {
    const [first, second] = await addCameras(8);
    await failOneByOne([first!, second!], 30_000);
    expect((await alerts()).map(({ kind }) => kind)).toEqual(['camera', 'camera']);
  });
});

describe('a camera that is away on purpose', () => {
  const setAbsence = (id: string, fromMs: number, toMs: number) =>
    db.database.run(sql`INSERT INTO camera_absence (id, camera_id, during, reason, created_by)
      VALUES (${newId()}, ${id}, tstzrange(${new Date(fromMs)}, ${new Date(toMs)}), 'seasonal', ${town.userId})`);
  const overall = async (id: string) => (await db.database.row<{ overall: string }>(sql`SELECT overall FROM camera_state WHERE camera_id = ${id}`)).overall;

  it('makes neither entry nor alert within its window, and both when it does not come back after it', async () => {
    const id = await addCamera();
    const endMs = clock.now() + 20 * MINUTE_MS;
    await setAbsence(id, clock.now() + 5 * MINUTE_MS, endMs);
    await watch.wait(6, [[[id], 'up']]);
    await watch.become([id], 'down');
    await watch.wait(5, [[[id], 'down']]);
    expect(await overall(id)).toBe('maintenance');
    expect(await watch.faults([id])).toEqual([]);
    await watch.wait(15, [[[id], 'down']]);
    expect(await watch.faults([id])).toMatchObject([{ openedAtMs: endMs, outcome: null }]);
    expect(await alerts()).toHaveLength(1);
    await watch.observe([id], { reachable: { state: 'down' } });
    expect(await overall(id)).toBe('offline');
  });

  it('shows so within its window, and no longer after it, though it can not be dialled', async () => {
    const siteId = newId();
    await db.database.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${siteId}, ${town.unitId}, ${`Điểm ${siteId}`})`);
    const id = await insertTestCamera(db.database, { ...town, siteId }, { registered: true });
    await setAbsence(id, clock.now(), clock.now() + 5 * MINUTE_MS);
    await watch.look();
    expect(await overall(id)).toBe('maintenance');
    clock.advance(6 * MINUTE_MS);
    await watch.look();
    expect(await overall(id)).toBe('unknown');
  });

  it('has its entry withdrawn and its alert ended when the window is set afterwards', async () => {
    const id = await addCamera();
    await watch.become([id], 'down');
    await watch.wait(2, [[[id], 'down']]);
    await setAbsence(id, clock.now(), clock.now() + 60 * MINUTE_MS);
    await watch.look();
    expect(await fault(id)).toMatchObject({ outcome: 'withdrawn' });
    expect((await alerts())[0]!).toMatchObject({ endedAtMs: clock.now(), endedBecause: 'absence' });
  });

  it('under maintenance keeps the entry that is being repaired and opens no other', async () => {
    const [broken, fine] = await addCameras(2);
    await watch.become([broken!], 'down');
    await db.database.run(sql`UPDATE camera SET maintenance = true WHERE id = ANY(${[broken, fine]}::uuid[])`);
    await watch.become([fine!], 'down');
    await watch.wait(3, [[[broken!, fine!], 'down']]);
    expect(await watch.faults([broken!, fine!])).toMatchObject([{ cameraId: broken, closedAtMs: null, alertId: null }]);
    expect(await alerts()).toEqual([]);
    await db.database.run(sql`UPDATE camera SET maintenance = false WHERE id = ANY(${[broken, fine]}::uuid[])`);
    await watch.wait(3, [[[broken!, fine!], 'down']]);
    expect(await watch.faults([broken!, fine!])).toHaveLength(2);
    expect((await alerts()).flatMap(({ facts }) => facts.cameras)).toHaveLength(2);
  });
});

describe('two workers and late jobs', () => {
  it('raise, close and end nothing twice', async () => {
    const ids = await addCameras(4);
    await watch.become(ids, 'down');
    await db.database.run(sql`DELETE FROM camera_fault WHERE camera_id = ANY(${ids}::uuid[])`);
    await Promise.all([watch.look(), watch.look(), watch.look()]);
    expect(await watch.faults(ids)).toHaveLength(4);
    clock.advance(70_000);
    await Promise.all([watch.look(), watch.look(), watch.look()]);
    expect(await alerts()).toHaveLength(1);
    await watch.become(ids, 'up');
    clock.advance(16 * MINUTE_MS);
    await watch.observe(ids, { reachable: { state: 'up' } });
    clock.advance(1000);
    await watch.observe(ids, { reachable: { state: 'up' } });
    await watch.wait(16, [[ids, 'up']]);
    await Promise.all([watch.look(), watch.look()]);
    expect((await watch.faults(ids)).map(({ outcome }) => outcome)).toEqual(ids.map(() => 'verified'));
    expect((await alerts()).map(({ endedAtMs }) => endedAtMs === null)).toEqual([false]);
  });

  it('write nothing more for a ping that changes nothing', async () => {
    const [dead, living] = await addCameras(2);
    await watch.become([dead!], 'down');
    const before = await watch.faults([dead!, living!]);
    const version = () => db.database.rows(sql`SELECT xmin::text, ctid::text FROM camera_fault WHERE camera_id = ANY(${[dead, living]}::uuid[])`);
    const versionBefore = await version();
    clock.advance(MINUTE_MS);
    await watch.observe([dead!], { reachable: { state: 'down' } });
    await watch.observe([living!], { reachable: { state: 'up' } });
    expect(await watch.faults([dead!, living!])).toEqual(before);
    expect(await version()).toEqual(versionBefore);
  });
});
