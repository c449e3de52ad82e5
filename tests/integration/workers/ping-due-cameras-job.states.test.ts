import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPingDueCamerasJob } from '../../../workers/jobs/ping-due-cameras-job.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, setFaults, type CameraOptions, type Town } from '../../support/workers/camera-fixture.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';
import { createMovableClock, type MovableClock } from '../../support/workers/movable-clock.ts';

const REFUSING = { authFails: true };

describe('pinging due cameras', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let clock: MovableClock;
  let look: () => Promise<void>;

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.run(sql`UPDATE camera SET retired_at = now()`);
    // well ahead of the database's own clock, which says when a new camera is due
    clock = createMovableClock((Math.ceil(Date.now() / 60_000) + 1) * 60_000 + 1000);
    const job = createPingDueCamerasJob(await createContactParts(db.database, clock));
    look = () => job(runningJob({}));
  });

  /** Looks for due cameras every 3 s, as the schedule does, for `forMs`. */
  const watch = async (forMs: number, until: () => Promise<boolean> = async () => false): Promise<number> => {
    const startMs = clock.now();
    while (clock.now() - startMs < forMs && !(await until())) {
      clock.advance(3000);
      await look();
    }
    return clock.now() - startMs;
  };
  const addCamera = (options: CameraOptions = {}) => insertTestCamera(db.database, town, options);
  const state = (id: string) =>
    db.database.row<{
      overall: string;
      reachable: string;
      clock: string;
      recording: string;
      problem: string | null;
      nextPingAtMs: number;
      lastContactAtMs: number | null;
    }>(
      sql`SELECT overall, reachable, clock, recording, last_problem ->> 'code' AS problem, next_ping_at AS "nextPingAtMs", last_contact_at AS "lastContactAtMs" FROM camera_state WHERE camera_id = ${id}`,
    );
  const intervals = (id: string, facet = 'reachable') =>
    db.database.rows<{
      state: string;
      fromMs: number;
      toMs: number | null;
    }>(sql`SELECT state, lower(during) AS "fromMs", CASE WHEN upper_inf(during) THEN NULL ELSE upper(during) END AS "toMs"
      FROM camera_state_interval WHERE camera_id = ${id} AND facet = ${facet} ORDER BY lower(during)`);
  const contacts = async (id: string) =>
    (await db.database.row<{ n: number }>(sql`SELECT coalesce(sum(contacts), 0) AS n FROM health_rollup WHERE camera_id = ${id}`)).n;

  it('knows a new camera after the first look, and contacts it once a minute at its own phase', async () => {
    const id = await addCamera({ phase: 37 });
    await look();
    expect(await state(id)).toMatchObject({ overall: 'online', reachable: 'up', clock: 'ok', recording: 'off', problem: null, lastContactAtMs: clock.now() });
    await watch(300_000);
    expect(((await state(id)).nextPingAtMs / 1000) % 60).toBe(37);
    expect(await contacts(id)).toBeGreaterThanOrEqual(5);
    expect(await contacts(id)).toBeLessThanOrEqual(7);
    expect(await intervals(id)).toHaveLength(1);
  });

  it('shows a camera that goes and comes back within 150 s each, in intervals that meet', async () => {
    const id = await addCamera({ phase: 20 });
    await look();
    await setFaults(db.database, id, REFUSING);
    const goneMs = await watch(200_000, async () => (await state(id)).overall === 'offline');
    expect(goneMs).toBeLessThanOrEqual(150_000);
    expect(await state(id)).toMatchObject({ reachable: 'down', problem: 'auth_failed' });
    await setFaults(db.database, id, {});
    const backMs = await watch(200_000, async () => (await state(id)).overall === 'online');
    expect(backMs).toBeLessThanOrEqual(150_000);
    const [up, down, again] = await intervals(id);
    expect([up!.state, down!.state, again!.state]).toEqual(['up', 'down', 'up']);
    expect(up!.toMs).toBe(down!.fromMs);
    expect(down!.toMs).toBe(again!.fromMs);
    expect((await state(id)).problem).toBeNull();
  });

  it('believes neither one failure nor one answer', async () => {
    const id = await addCamera();
    await look();
    await setFaults(db.database, id, REFUSING);
    await watch(120_000, async () => (await state(id)).problem !== null);
    expect(await state(id)).toMatchObject({ reachable: 'up', overall: 'online', problem: 'auth_failed' });
    await setFaults(db.database, id, {});
    await watch(120_000);
    expect(await intervals(id)).toHaveLength(1);
  });

  it('tries a camera in doubt again after 15 s', async () => {
    const id = await addCamera();
    await look();
    await setFaults(db.database, id, REFUSING);
    await watch(120_000, async () => (await state(id)).problem !== null);
    expect((await state(id)).nextPingAtMs).toBe(clock.now() + 15_000);
  });

  it('never contacts drafts, registered or retired cameras', async () => {
    const ids = await Promise.all([addCamera({ purpose: null }), addCamera({ notice: false }), addCamera({ registered: true })]);
    const retired = await addCamera();
    await db.database.run(sql`UPDATE camera SET retired_at = now() WHERE id = ${retired}`);
    await watch(200_000);
    for (const id of [...ids, retired]) {
      expect(await contacts(id)).toBe(0);
      expect((await state(id)).reachable).toBe('unknown');
    }
    expect((await state(retired)).nextPingAtMs).toBe(Infinity);
  });

  it('contacts a draft at once when its notice is posted', async () => {
    const id = await addCamera({ notice: false });
    await look();
    await db.database.run(sql`INSERT INTO camera_notice (camera_id, posted_on) VALUES (${id}, '2026-11-02')`);
    clock.advance(3000);
    await look();
    expect((await state(id)).overall).toBe('online');
  });

  it('contacts a camera under maintenance and still calls it maintenance', async () => {
    const id = await addCamera({ maintenance: true, faults: REFUSING });
    await look();
    expect(await state(id)).toMatchObject({ overall: 'maintenance', reachable: 'down' });
  });

  it('calls a clock wrong that is off by more than half a minute', async () => {
    const [fast, fine] = await Promise.all([addCamera({ faults: { clockOffsetMs: 61_000 } }), addCamera({ faults: { clockOffsetMs: -20_000 } })]);
    await look();
    expect(await state(fast)).toMatchObject({ clock: 'off', overall: 'degraded' });
    expect(await state(fine)).toMatchObject({ clock: 'ok', overall: 'online' });
  });

  it('keeps agreeing clock readings once in ten minutes and a contradicting one at once, with the one before it', async () => {
    const id = await addCamera();
    const readings = async () => (await db.database.rows(sql`SELECT 1 FROM clock_reading WHERE camera_id = ${id}`)).length;
    await watch(540_000);
    expect(await readings()).toBe(1);
    await setFaults(db.database, id, { clockOffsetMs: 5000 });
    await watch(66_000);
    expect(await readings()).toBe(3);
    const { apartS } = await db.database.row<{ apartS: number }>(sql`SELECT extract(epoch FROM max(true_time) - min(true_time)) AS "apartS"
      FROM (SELECT true_time FROM clock_reading WHERE camera_id = ${id} ORDER BY true_time DESC LIMIT 2) around_the_setting`);
    expect(apartS).toBeLessThanOrEqual(66);
    await watch(600_000);
    expect(await readings()).toBe(4);
  });

  it('writes time in which nobody looked as unknown', async () => {
    const id = await addCamera();
    await look();
    const seenMs = clock.now();
    clock.advance(3_600_000);
    await look();
    expect(await intervals(id)).toEqual([
      { state: 'unknown', fromMs: seenMs, toMs: clock.now() },
      { state: 'up', fromMs: clock.now(), toMs: null },
    ]);
  });

  it('counts a camera once when two workers look at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => addCamera()));
    await Promise.all([look(), look(), look()]);
    for (const id of ids) expect(await contacts(id)).toBe(1);
  });
});
