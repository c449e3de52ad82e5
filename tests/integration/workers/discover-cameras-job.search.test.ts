import sql from 'sql-template-tag';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertDiscovery } from '../../../db/repositories/discovery-repository.ts';
import { endDiscovery } from '../../../db/repositories/discovery-run-repository.ts';
import { parseAllowedNetworks } from '../../../domain/allowed-networks.ts';
import { createLogger } from '../../../platform/logger.ts';
import { newId } from '../../../platform/new-id.ts';
import { createDiscoverCamerasJob } from '../../../workers/jobs/discover-cameras-job.ts';
import { createExpireRecordsJob } from '../../../workers/jobs/expire-records-job.ts';
import { startOnvifDevice, type OnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';
import { createMovableClock } from '../../support/workers/movable-clock.ts';

describe('searching a network', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let camera: OnvifDevice;
  const clock = createMovableClock();

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    camera = await startOnvifDevice({}, { host: '127.0.50.200' });
    await db.database.run(sql`DELETE FROM discovery`);
    await db.database.run(sql`UPDATE organisation SET camera_networks = NULL`);
  });
  afterEach(() => camera.stop());

  const add = async (cidr = '127.0.50.0/24', addressCount = 256): Promise<string> => {
    const id = newId();
    await insertDiscovery(db.database, {
      id,
      organisationId: town.organisationId,
      requestedBy: town.userId,
      cidr,
      addressCount,
      createdAtMs: clock.now(),
      expiresAtMs: clock.now() + 86_400_000,
    });
    return id;
  };
  /** At 20 a second the whole network takes 13 s: time enough to be ended in the middle, also by a process that is held up. */
  const job = (perSecond = 5000) =>
    createDiscoverCamerasJob({
      database: db.database,
      clock,
      addressPolicy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') },
      discovery: { limits: { atOnce: 16, perSecond }, listenMs: 50, ports: { onvif: [camera.port], rtsp: [], secure: [], wsDiscovery: 1 } },
    });
  const row = (id: string) =>
    db.database.row<{ state: string; done: number; answered: number; error: { code: string } | null }>(
      sql`SELECT state, addresses_done AS done, answered, error FROM discovery WHERE id = ${id}`,
    );
  const devices = (id: string) =>
    db.database.rows<{ address: string; passwordNeeded: boolean }>(
      sql`SELECT host(address) AS address, password_needed AS "passwordNeeded" FROM discovered_device WHERE discovery_id = ${id}`,
    );
  const finished = () => db.database.rows<{ detail: unknown }>(sql`SELECT detail FROM audit_event WHERE action = 'discovery.finish' ORDER BY id DESC LIMIT 1`);
  /** Runs until `when` holds for the row, then ends by `signal`. */
  const interruptWhen = async (id: string, options: { isLastAttempt: boolean }) => {
    const stop = new AbortController();
    const running = job(20)({ ...runningJob({ discoveryId: id }, stop.signal), ...options }).then(
      () => 'done',
      (error: { kind: string }) => error.kind,
    );
    await expect.poll(async () => (await row(id)).done, { timeout: 20_000 }).toBeGreaterThan(10);
    stop.abort();
    return running;
  };

  it('stores what it finds and how it ended, and logs that', async () => {
    const id = await add();
    await job()(runningJob({ discoveryId: id }));
    expect(await row(id)).toEqual({ state: 'completed', done: 256, answered: 256, error: null });
    expect(await devices(id)).toEqual([{ address: '127.0.50.200', passwordNeeded: true }]);
    expect(await finished()).toMatchObject([{ detail: { discoveryId: id, state: 'completed' } }]);
  });

  it('does nothing for one that has ended', async () => {
    const id = await add();
    await endDiscovery(db.database, id, { state: 'stopped' }, clock.now());
    await job()(runningJob({ discoveryId: id }));
    expect(camera.requests).toEqual([]);
    expect((await row(id)).state).toBe('stopped');
  });

  it('is left where it is by a worker that stops, and the next one goes on there', async () => {
    const id = await add();
    expect(await interruptWhen(id, { isLastAttempt: false })).toBe('cancelled');
    const left = await row(id);
    expect(left.state).toBe('active');
    expect(left.done).toBeLessThan(200);
    await job()(runningJob({ discoveryId: id }));
    expect(await row(id)).toEqual({ state: 'completed', done: 256, answered: 256, error: null });
    expect(await devices(id)).toHaveLength(1);
  });

  it('is interrupted, not completed, when nobody goes on with it', async () => {
    const id = await add();
    expect(await interruptWhen(id, { isLastAttempt: true })).toBe('cancelled');
    const ended = await row(id);
    expect([ended.state, ended.error?.code]).toEqual(['interrupted', 'contact_cancelled']);
    expect(ended.done).toBeGreaterThan(10);
  });

  it('ends soon after somebody has stopped it', async () => {
    const id = await add();
    const running = job(20)(runningJob({ discoveryId: id }));
    await expect.poll(async () => (await row(id)).done, { timeout: 20_000 }).toBeGreaterThan(10);
    await endDiscovery(db.database, id, { state: 'stopped' }, clock.now());
    await running;
    expect(await row(id)).toMatchObject({ state: 'stopped' });
    expect((await row(id)).done).toBeLessThan(256);
  });

  it('judges the network again: one that an administrator has closed meanwhile is not searched', async () => {
    const id = await add('10.7.0.0/24');
    await expect(job()(runningJob({ discoveryId: id }))).rejects.toMatchObject({ code: 'network_forbidden' });
    expect(await row(id)).toMatchObject({ state: 'failed', done: 0, error: { code: 'network_forbidden' } });
  });

  it('is dropped with its devices when its day is over, and ended when it was lost', async () => {
    const old = await add();
    await job()(runningJob({ discoveryId: old }));
    clock.advance(23 * 3_600_000);
    const lost = await add('127.0.51.0/30', 4);
    clock.advance(2 * 3_600_000);
    await createExpireRecordsJob({ database: db.database, blobs: { incomingFolder: '/nonexistent' }, clock, logger: createLogger('silent') })(runningJob({}));
    expect((await db.database.rows<{ id: string }>(sql`SELECT id FROM discovery`)).map(({ id }) => id)).toEqual([lost]);
    expect(await devices(old)).toEqual([]);
    expect((await row(lost)).state).toBe('interrupted');
  });
});
