import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { planBurst } from '../../../db/repositories/alarm-burst-repository.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import { newId } from '../../../platform/new-id.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { createTakeAlarmBurstJob } from '../../../workers/jobs/take-alarm-burst-job.ts';
import { createDiskGuard } from '../../../workers/recording/disk-guard.ts';
import { createSnapshotTaker } from '../../../workers/snapshots/snapshot-taker.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type CameraOptions, type Town } from '../../support/workers/camera-fixture.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';
import { createMovableClock, type MovableClock } from '../../support/workers/movable-clock.ts';

describe('the burst of an alarm', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let folder: string;
  let clock: MovableClock;
  let free: number;
  /** Runs the job; `disk` is looked at before. */
  let run: (alarmId: string, signal?: AbortSignal) => Promise<void>;
  let pointId: string;

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
    folder = await mkdtemp(join(tmpdir(), 'matpho-burst-'));
    pointId = newId();
    await db.database.run(sql`INSERT INTO alarm_point (id, name, unit_id, owner_id, position, category)
      VALUES (${pointId}, 'Quỹ tín dụng', ${town.unitId}, ${town.organisationId}, ST_SetSRID(ST_MakePoint(108.2, 11.7), 4326), 'theft')`);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await db.drop();
  });
  beforeEach(async () => {
    // gatherings of other tests keep nothing away here
    await db.database.run(sql`UPDATE incident SET location = ST_Translate(location, -2, 0) WHERE was_gathering AND ST_X(location) > 107`);
    await db.database.run(sql`DELETE FROM gathering_before`);
    clock = createMovableClock(Date.UTC(2031, 5, 1, 5));
    free = Infinity;
    // each picture comes at a moment of its own, as with a real clock
    const ticking = { ...clock, now: () => (clock.advance(1), clock.now()) };
    const parts = await createContactParts(db.database, ticking);
    const blobs = createFolderBlobStore({ folder });
    const disk = createDiskGuard({ blobs: { freeBytes: async () => free }, logger: parts.logger });
    const snapshots = createSnapshotTaker({ ...parts, disk, namedBlobs: createNamedBlobs({ ...parts, blobs }) });
    const job = createTakeAlarmBurstJob({ ...parts, snapshots, streamLimiter: parts.limiter, burstAtMs: [0, 20, 50] });
    run = async (alarmId, signal) => {
      await disk.look();
      await job(runningJob({ alarmId }, signal));
    };
  });

  const camera = (options: CameraOptions = {}) => insertTestCamera(db.database, town, options);
  async function raise(cameraIds: readonly string[]): Promise<string> {
    const [alarmId, incidentId, at] = [newId(clock.now()), newId(clock.now()), new Date(clock.now())];
    await db.database.transaction(async (tx) => {
      await tx.run(sql`INSERT INTO incident (id, reference_number, category, occurred, location, uncertainty_m, reported_at, alarm_point_id, entered_for)
        VALUES (${incidentId}, ${incidentId}, 'theft', tstzrange(${at}, ${at}::timestamptz + interval '1 minute'), ST_SetSRID(ST_MakePoint(108.2, 11.7), 4326), 30, ${at}, ${pointId}, ${town.organisationId})`);
      await tx.run(sql`INSERT INTO alarm (id, alarm_point_id, unit_id, incident_id, test, raised_at, last_pressed_at, told_all)
        VALUES (${alarmId}, ${pointId}, ${town.unitId}, ${incidentId}, false, ${at}, ${at}, true)`);
      await planBurst(tx, { alarmId, cameraIds, turns: 3, nowMs: clock.now() });
    });
    return alarmId;
  }
  const becomeGathering = (alarmId: string) =>
    db.database.run(sql`UPDATE incident SET category = 'disorderly_gathering' WHERE id = (SELECT incident_id FROM alarm WHERE id = ${alarmId})`);
  const shots = (alarmId: string) =>
    db.database.rows<{ cameraId: string; state: string; problem: string | null; n: number }>(
      sql`SELECT camera_id AS "cameraId", state, problem, count(*) AS n FROM alarm_shot WHERE alarm_id = ${alarmId} GROUP BY 1, 2, 3 ORDER BY 1, 2`,
    );
  const pictures = (cameraId: string) =>
    db.database.rows<{ id: string; reason: string; planned: boolean }>(
      sql`SELECT id, reason, EXISTS (SELECT 1 FROM alarm_shot s WHERE s.snapshot_id = snapshot.id) AS planned FROM snapshot WHERE camera_id = ${cameraId}`,
    );
  const bursts = async (alarmId: string) =>
    (
      await db.database.rows<{ detail: Record<string, unknown> }>(
        sql`SELECT detail FROM audit_event WHERE action = 'alarm.burst' AND detail ->> 'alarmId' = ${alarmId}`,
      )
    ).map((row) => row.detail);

  it('takes three pictures of each camera and logs them once, however often and at once the job runs', async () => {
    const ids = [await camera(), await camera({ seed: 8 })];
    const alarmId = await raise(ids);
    await Promise.all([run(alarmId), run(alarmId)]);
    await run(alarmId);
    for (const id of ids) {
      const taken = await pictures(id);
      expect(taken).toHaveLength(3);
      expect(taken.every(({ reason, planned }) => reason === 'alarm' && planned)).toBe(true);
    }
    expect(await bursts(alarmId)).toEqual([{ alarmId, taken: 6, missed: 0, cancelled: 0 }]);
  });

  it('takes the others when a camera is dead, refuses, or is no longer in service', async () => {
    const [good, refusing, draft] = [await camera(), await camera({ faults: { authFails: true } }), await camera()];
    const alarmId = await raise([good, refusing, draft]);
    await db.database.run(sql`DELETE FROM camera_notice WHERE camera_id = ${draft}`);
    await run(alarmId);
    expect(await shots(alarmId)).toEqual(
      [
        { cameraId: good, state: 'taken', problem: null, n: 3 },
        { cameraId: refusing, state: 'missed', problem: 'auth_failed', n: 3 },
        { cameraId: draft, state: 'missed', problem: 'camera_inactive', n: 3 },
      ].toSorted((a, b) => (a.cameraId < b.cameraId ? -1 : 1)),
    );
    expect(await bursts(alarmId)).toEqual([{ alarmId, taken: 3, missed: 6, cancelled: 0 }]);
  });

  it('goes on where it was stopped, and stores nothing twice', async () => {
    const id = await camera();
    const alarmId = await raise([id]);
    const stopping = new AbortController();
    await db.database.run(sql`UPDATE alarm_shot SET state = 'taken', snapshot_id = ${newId()}, finished_at = now() WHERE alarm_id = ${alarmId} AND turn = 0`);
    stopping.abort();
    await expect(run(alarmId, stopping.signal)).rejects.toThrow();
    expect(await shots(alarmId)).toEqual([
      { cameraId: id, state: 'planned', problem: null, n: 2 },
      { cameraId: id, state: 'taken', problem: null, n: 1 },
    ]);
    expect(await bursts(alarmId)).toEqual([]);
    await run(alarmId);
    expect(await pictures(id)).toHaveLength(2);
  });

  it('keeps no picture of what has become a gathering, not even one that is just being taken', async () => {
    const slow = await camera({ faults: { delayMs: 150 } });
    const alarmId = await raise([slow]);
    const running = run(alarmId);
    await becomeGathering(alarmId);
    await running;
    expect(await shots(alarmId)).toEqual([{ cameraId: slow, state: 'cancelled', problem: null, n: 3 }]);
    expect(await pictures(slow)).toEqual([]);
  });

  it('leaves what is open when the disk is full, and gives up what comes too late', async () => {
    const id = await camera();
    const alarmId = await raise([id]);
    free = 0;
    await expect(run(alarmId)).rejects.toThrow();
    expect(await shots(alarmId)).toEqual([{ cameraId: id, state: 'planned', problem: null, n: 3 }]);
    free = Infinity;
    clock.advance(11 * 60_000);
    await run(alarmId);
    expect(await shots(alarmId)).toEqual([{ cameraId: id, state: 'missed', problem: 'too_late', n: 3 }]);
  });
});
