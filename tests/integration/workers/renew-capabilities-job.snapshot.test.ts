import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findCapabilities } from '../../../db/repositories/camera-capability-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { createRenewCapabilitiesJob } from '../../../workers/jobs/renew-capabilities-job.ts';
import { startOnvifDevice } from '../../support/onvif-device/start-onvif-device.ts';
import type { OnvifDeviceOverrides } from '../../support/onvif-device/device-options.ts';
import { createTestDatabase, type MigratedTestDatabase } from '../../support/test-database.ts';
import { insertTestCamera, insertTown, type Town } from '../../support/workers/camera-fixture.ts';
import { createContactParts, runningJob } from '../../support/workers/contact-parts.ts';
import { createMovableClock, type MovableClock } from '../../support/workers/movable-clock.ts';

const DAY_MS = 86_400_000;

describe('the capability snapshot of a camera', () => {
  let db: MigratedTestDatabase;
  let town: Town;
  let clock: MovableClock;
  let parts: Awaited<ReturnType<typeof createContactParts>>;
  let look: () => Promise<void>;

  beforeAll(async () => {
    db = await createTestDatabase();
    town = await insertTown(db.database);
  });
  afterAll(() => db.drop());
  beforeEach(async () => {
    await db.database.run(sql`UPDATE camera SET retired_at = now()`);
    clock = createMovableClock(Date.now() + 60_000);
    parts = await createContactParts(db.database, clock);
    const job = createRenewCapabilitiesJob(parts);
    look = () => job(runningJob({}));
  });

  const addOnvifCamera = async (options: OnvifDeviceOverrides = {}) => {
    const device = await startOnvifDevice(options);
    onTestFinished(() => device.stop());
    const id = newId();
    await insertTestCamera(db.database, town, { id, onvifUrl: device.url, sealed: parts.secretBox.seal(JSON.stringify(device.options.credentials), id) });
    return { id, device };
  };
  const answers = (id: string) => db.database.run(sql`UPDATE camera_state SET reachable = 'up' WHERE camera_id = ${id}`);
  const known = (id: string) => findCapabilities(db.database, id);

  it('is empty until the camera answers; then it tells services, profiles, sign-in, events and firmware', async () => {
    const { id, device } = await addOnvifCamera();
    await look();
    expect(await known(id)).toMatchObject({ seenAtMs: null, identity: {}, capabilities: {} });
    expect(device.requests).toEqual([]);
    await answers(id);
    clock.advance(DAY_MS);
    await look();
    const row = await known(id);
    expect(row).toMatchObject({
      identity: { firmware: '1.10', serialNumber: '000000123456789012345678' },
      capabilities: { media1: true, media2: true, signIn: 'digest', events: true, snapshotByHttp: true },
      firmwareBefore: null,
    });
    expect(Math.abs((row.seenAtMs ?? 0) - clock.now())).toBeLessThan(1_000);
    expect(row.capabilities.services).toContainEqual({ namespace: 'http://www.onvif.org/ver10/events/wsdl', version: '24.12' });
  });

  it('is renewed about a day later, and a changed firmware is seen', async () => {
    const { id, device } = await addOnvifCamera();
    await answers(id);
    await look();
    device.set({ identity: { firmwareVersion: '2.0' } });
    await look();
    expect(await known(id)).toMatchObject({ identity: { firmware: '1.10' }, firmwareBefore: null });
    // the first one is asked again within the hour, since nothing was known when it was planned
    clock.advance(DAY_MS * 1.5);
    await look();
    expect(await known(id)).toMatchObject({ identity: { firmware: '2.0' }, firmwareBefore: '1.10', firmwareChangedAtMs: expect.any(Number) });
    const asked = device.requests.length;
    clock.advance(DAY_MS / 2);
    await look();
    expect(device.requests.length).toBe(asked);
  });

  it('stays when the camera goes; one that refuses us or is dead is not asked at all', async () => {
    const { id, device } = await addOnvifCamera();
    await answers(id);
    await look();
    await db.database.run(sql`UPDATE camera_state SET reachable = 'down' WHERE camera_id = ${id}`);
    const asked = device.requests.length;
    clock.advance(DAY_MS * 2);
    await look();
    expect(device.requests.length).toBe(asked);
    expect(await known(id)).toMatchObject({ identity: { firmware: '1.10' } });
  });

  it('is forgotten when the camera is exchanged for another, and what the old one said last is not taken for it', async () => {
    const { id } = await addOnvifCamera();
    await answers(id);
    await look();
    const other = await startOnvifDevice({ identity: { firmwareVersion: '9' } });
    onTestFinished(() => other.stop());
    await db.database.run(sql`UPDATE camera_source SET url = ${other.url}, canonical_url = ${other.url} WHERE camera_id = ${id}`);
    expect(await known(id)).toMatchObject({ seenAtMs: null, identity: {}, firmwareBefore: null });
    clock.advance(1_000);
    await look();
    expect(await known(id)).toMatchObject({ identity: { firmware: '9' }, firmwareBefore: null });
  });

  it('exists for a simulated camera too, and drafts are left alone', async () => {
    const id = await insertTestCamera(db.database, town);
    const draft = await insertTestCamera(db.database, town, { notice: false });
    await answers(id);
    await answers(draft);
    await look();
    expect(await known(id)).toMatchObject({ identity: { manufacturer: 'Simulated' } });
    expect(await known(draft)).toMatchObject({ seenAtMs: null });
  });
});
