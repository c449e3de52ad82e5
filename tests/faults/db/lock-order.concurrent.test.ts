import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database, Queryable } from '../../../db/database.ts';
import { followAutomaticHolds } from '../../../db/holds/automatic-holds.ts';
import { followAbsences } from '../../../db/repositories/absence-repository.ts';
import { bringForwardRecorders, lockHealth } from '../../../db/repositories/camera-health-repository.ts';
import { insertHold } from '../../../db/repositories/hold-repository.ts';
import { lockIncident } from '../../../db/repositories/incident-repository.ts';
import { liftMask, lockMask } from '../../../db/repositories/privacy-mask-repository.ts';
import { lockRecorder } from '../../../db/repositories/recorder-repository.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createKeepHoldsJob } from '../../../workers/jobs/keep-holds-job.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

/** Each change meets a transaction that takes the same rows as the health recorder, or another change, does. Neither may be chosen as the victim of a deadlock. */
describe('two transactions about the same cameras', () => {
  let t: TestApp;
  let recorderId: string;
  let cameraIds: string[];

  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.close());
  beforeEach(async () => {
    const { placement, purpose, notice } = cameraBody(t.world);
    const channels = [1, 2, 3].map((channel) => ({ name: `Mắt ${channel}`, channel, placement, purpose, notice }));
    const source = { kind: 'rtsp', url: `rtsp://10.20.30.${(next += 1)}`, channelUrlTemplate: '/{channel}', username: 'to5', password: 'Rieng-cua-to-5' };
    const made = await t.as('board', 'POST', '/recorders', { name: 'Đầu ghi', unitId: t.world.north, source, channels });
    expect(made.statusCode, made.body).toBe(201);
    recorderId = made.json().id;
    cameraIds = made.json().channels.map((channel: { cameraId: string }) => channel.cameraId);
    await t.db.run(sql`UPDATE recorder_contact SET next_ping_at = now() + interval '1 hour' WHERE recorder_id = ${recorderId}`);
  });
  let next = 0;

  const isWaiting = async () =>
    (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).n > 0;
  /** The transaction takes its first rows, then the change begins and waits, then it takes the rest. */
  const meet = async <T>(first: (tx: Queryable) => Promise<unknown>, change: () => Promise<T>, second: (tx: Queryable) => Promise<unknown>): Promise<T> => {
    let changed: Promise<T> | undefined;
    await t.db.transaction(async (tx) => {
      await first(tx);
      changed = change();
      changed.catch(() => undefined);
      await vi.waitUntil(isWaiting, { timeout: 30_000, interval: 20 });
      await second(tx);
    });
    return changed!;
  };
  /** As `health-recorder.ts`: the cameras' health, then the plan of a recorder in doubt. */
  const health = (change: () => Promise<unknown>) =>
    meet(
      (tx) => lockHealth(tx, cameraIds),
      change,
      (tx) => bringForwardRecorders(tx, [recorderId], Date.now()),
    );

  it.each([
    ['password', { credentials: { username: 'to5', password: 'Moi-tinh-7-xyz' }, maintenance: true }],
    ['address', { source: { kind: 'rtsp', url: 'rtsp://10.20.31.1', channelUrlTemplate: '/{channel}' } }],
  ])("a recorder's new %s and the health recorder", async (_what, patch) => {
    const answer = (await health(() => t.as('board', 'PATCH', `/recorders/${recorderId}`, patch))) as Awaited<ReturnType<TestApp['as']>>;
    expect(answer.statusCode, answer.body).toBe(200);
  });

  it('a mask that is drawn in the place of another, and the lifting of that one', async () => {
    const masks = `/cameras/${cameraIds[0]}/masks`;
    const outline = [
      [0.1, 0.1],
      [0.4, 0.1],
      [0.4, 0.5],
    ];
    const { id } = (await t.as('board', 'POST', masks, { outline, reason: 'Cửa sổ' })).json();
    await t.as('board', 'POST', `${masks}/${id}/lift-requests`, { reason: 'Nhà đã dỡ' });
    const { by } = await t.db.row<{ by: string }>(sql`SELECT id AS by FROM app_user WHERE username = 'commander'`);
    const answer = await meet(
      (tx) => lockMask(tx, cameraIds[0]!, id, Date.now()),
      () => t.as('board', 'POST', masks, { outline, reason: 'Cửa sổ, rộng hơn', replaces: id }),
      (tx) => liftMask(tx, id, { by, reason: 'Đã xem', atMs: Date.now() }),
    );
    expect(answer.json().code).toBe('mask_lifted');
  });

  it.each([0, 1, 2])('absences of several channels and the health recorder, which has channel %i', async (held) => {
    for (const cameraId of cameraIds)
      await t.db.run(sql`INSERT INTO camera_absence (id, camera_id, during, reason, created_by)
        SELECT ${newId()}, ${cameraId}, tstzrange(now() - interval '1 minute', now() + interval '1 day'), 'seasonal', id FROM app_user LIMIT 1`);
    // whichever of them is marked before that one brings the recorder's plan with it
    const marked = await meet(
      (tx) => lockHealth(tx, [cameraIds[held]!]),
      () => t.db.transaction((tx) => followAbsences(tx, Date.now())),
      (tx) => bringForwardRecorders(tx, [recorderId], Date.now()),
    );
    expect(marked).toEqual(expect.arrayContaining(cameraIds));
  });

  it('a second officer who agrees to a hold, and a sweep that is about to delete what it would keep', async () => {
    const startMs = t.clock.now() - 3_600_000;
    await t.db.run(sql`UPDATE camera_placement SET valid = tstzrange('2026-01-01', NULL) WHERE camera_id = ${cameraIds[0]}`);
    const [from, to] = [new Date(startMs).toISOString(), new Date(startMs + 60_000).toISOString()];
    const incident = { category: 'disorderly_gathering', occurredFrom: from, occurredTo: to, location: { type: 'Point', coordinates: [108.2353, 11.795] } };
    const { id } = (await t.as('officer', 'POST', '/incidents', incident)).json();
    const hold = (await t.as('officer', 'POST', `/incidents/${id}/holds`, { cameraId: cameraIds[0], from, to, reason: 'Có người bị thương' })).json();
    const agreed = await meet(
      (tx) => tx.rows(sql`SELECT id FROM camera WHERE id = ${cameraIds[0]} FOR UPDATE SKIP LOCKED`),
      () => t.as('officer2', 'POST', `/holds/${hold.id}/second`),
      async () => undefined,
    );
    expect(agreed.json()).toMatchObject({ state: 'held' });
  });

  describe('a gathering is recorded near an incident', () => {
    const place = { type: 'Point', coordinates: [108.2353, 11.795] };
    let during: { fromMs: number; toMs: number };
    let incidentId: string;
    const enter = (category: string) =>
      t.as('officer', 'POST', '/incidents', {
        category,
        occurredFrom: new Date(during.fromMs).toISOString(),
        occurredTo: new Date(during.toMs).toISOString(),
        location: place,
      });
    const holdOf = (tx: Queryable) =>
      insertHold(tx, {
        id: newId(),
        incidentId,
        cameraId: cameraIds[0]!,
        during,
        automatic: true,
        expiresAtMs: t.clock.now() + 3_600_000,
        createdBy: null,
      });

    beforeEach(async () => {
      // hours apart: no test's gathering lies near another's incident
      const toMs = t.clock.now() - (next += 1) * 7_200_000;
      during = { fromMs: toMs - 60_000, toMs };
      incidentId = (await enter('brawl')).json().id;
    });

    it('while its holds are being made: they end', async () => {
      const recorded = await meet(
        async (tx) => {
          await lockIncident(tx, incidentId);
          await holdOf(tx);
        },
        () => enter('disorderly_gathering'),
        async () => undefined,
      );
      expect(recorded.statusCode, recorded.body).toBe(201);
      await createKeepHoldsJob({ database: t.db, clock: t.clock, logger: createLogger('silent') })(runningJob({}));
      expect(await t.db.rows(sql`SELECT ended_because AS because FROM hold WHERE incident_id = ${incidentId}`)).toEqual([{ because: 'limits' }]);
    });

    it('while somebody changes the incident: neither waits for the other for good', async () => {
      await holdOf(t.db);
      const recorded = await meet(
        (tx) => lockIncident(tx, incidentId),
        () => enter('disorderly_gathering'),
        (tx) => tx.run(sql`UPDATE incident SET uncertainty_m = uncertainty_m + 1 WHERE id = ${incidentId}`),
      );
      expect(recorded.statusCode, recorded.body).toBe(201);
      // the gathering was followed at the first try, and left the list
      const due = await t.db.rows(sql`SELECT incident_id AS id FROM incident_hold_due WHERE incident_id IN (${incidentId}, ${recorded.json().id})`);
      expect(due).toEqual([{ id: incidentId }]);
    });

    it('and is moved while its neighbours are entered: it stays on the list for the new ones', async () => {
      const gathering = (await enter('disorderly_gathering')).json().id;
      const overtaken: Database = {
        ...t.db,
        async transaction(work) {
          await t.db.run(sql`UPDATE incident SET uncertainty_m = uncertainty_m + 1 WHERE id = ${gathering}`);
          return t.db.transaction(work);
        },
      };
      const isDue = () => t.db.maybeRow(sql`SELECT 1 FROM incident_hold_due WHERE incident_id = ${gathering}`);
      await followAutomaticHolds(overtaken, gathering, t.clock.now());
      expect(await isDue()).toBeDefined();
      await followAutomaticHolds(t.db, gathering, t.clock.now());
      expect(await isDue()).toBeUndefined();
    });
  });

  it("a channel's first notice and a change of its recorder", async () => {
    await t.db.run(sql`DELETE FROM camera_notice WHERE camera_id = ${cameraIds[1]}`);
    const change = () => t.as('board', 'PATCH', `/cameras/${cameraIds[1]}`, { notice: { postedAt: '2026-11-05' } });
    const answer = await meet(
      async (tx) => {
        await lockRecorder(tx, recorderId);
        await tx.rows(sql`SELECT 1 FROM camera WHERE recorder_id = ${recorderId} ORDER BY id FOR NO KEY UPDATE`);
      },
      change,
      (tx) => lockHealth(tx, cameraIds),
    );
    expect(answer.statusCode, answer.body).toBe(200);
  });
});
