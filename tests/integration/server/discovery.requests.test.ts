import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noteDiscovery, beginDiscovery, endDiscovery, upsertDiscoveredDevice } from '../../../db/repositories/discovery-run-repository.ts';
import type { DiscoveredDevice } from '../../../domain/discovered-device.ts';
import { DISCOVERIES_AN_HOUR } from '../../../domain/discovery-terms.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());
beforeEach(() => t.db.run(sql`DELETE FROM discovery`));

const ask = (cidr: unknown, user: TestUser = 'board') => t.as(user, 'POST', '/discoveries', { cidr });
const begin = async (user: TestUser = 'board'): Promise<string> => {
  const answer = await ask('192.168.1.0/24', user);
  expect(answer.statusCode, answer.body).toBe(202);
  return answer.json<{ id: string }>().id;
};
const audit = (action: string) =>
  t.db.rows<{ outcome: string; detail: Record<string, unknown> }>(sql`SELECT outcome, detail FROM audit_event WHERE action = ${action} ORDER BY id`);
const device = (changes: Partial<DiscoveredDevice> = {}): DiscoveredDevice => ({
  address: '192.168.1.64',
  port: 80,
  foundBy: ['ws_discovery', 'sweep'],
  isReachable: true,
  onvifUrl: 'http://192.168.1.64/onvif/device_service',
  model: 'DS-2CD',
  clock: { trueTimeMs: 1_000_000, deviceTimeMs: 1_061_000, uncertaintyMs: 520, method: 'onvif' },
  isPasswordNeeded: true,
  signIn: ['digest_md5'],
  ...changes,
});
const find = async (id: string, devices: readonly DiscoveredDevice[]): Promise<void> => {
  await beginDiscovery(t.db, id, t.clock.now());
  for (const found of devices) await upsertDiscoveredDevice(t.db, id, found, t.clock.now());
};

describe('a request to search', () => {
  it('is accepted with a job, shows how far it is, and is logged', async () => {
    const answer = await ask('192.168.1.0/24');
    const { id, jobId } = answer.json<{ id: string; jobId: string }>();
    expect([answer.statusCode, jobId, answer.headers.location]).toEqual([202, id, `/api/v1/discoveries/${id}`]);
    expect((await t.as('board', 'GET', `/jobs/${id}`)).json()).toMatchObject({
      id,
      kind: 'discovery',
      state: 'waiting',
      progress: 0,
      result: null,
      error: null,
    });
    await find(id, []);
    await noteDiscovery(t.db, id, { addressesDone: 64, answered: 3, notTried: 1, leftOut: 0, outsideNetwork: 2 }, t.clock.now());
    const shown = (await t.as('board', 'GET', `/discoveries/${id}`)).json();
    expect(shown).toMatchObject({
      cidr: '192.168.1.0/24',
      state: 'active',
      progress: 0.25,
      addresses: 256,
      addressesDone: 64,
      addressesAnswered: 3,
      notTried: 1,
      devicesOutside: 2,
      devices: [],
    });
    expect((await t.as('board', 'GET', `/jobs/${id}`)).json()).toMatchObject({ state: 'active', progress: 0.25 });
    await endDiscovery(t.db, id, { state: 'completed' }, t.clock.now());
    expect((await t.as('board', 'GET', `/jobs/${id}`)).json()).toMatchObject({ state: 'completed', progress: 1, result: { discoveryId: id }, error: null });
    expect(await audit('discovery.start')).toMatchObject([{ outcome: 'allowed', detail: { discoveryId: id, cidr: '192.168.1.0/24', addresses: 256 } }]);
  });

  it.each([
    ['10.0.0.0/19', 'cidr_too_large', undefined],
    ['192.168.1.7/24', 'cidr_malformed', undefined],
    ['127.0.0.0/24', 'network_forbidden', 'loopback'],
    ['169.254.169.254', 'network_forbidden', 'metadata'],
    ['8.8.8.0/24', 'network_forbidden', 'public'],
    [42, 'validation_failed', undefined],
  ])('%s is refused before anything is sent: %s', async (cidr, code, reason) => {
    const answer = await ask(cidr);
    expect([answer.statusCode, answer.json().code, answer.json().details?.reason]).toEqual([422, code, reason]);
    expect((await t.as('board', 'GET', '/discoveries')).json().items).toEqual([]);
  });

  it('for a forbidden network is logged as refused', async () => {
    await ask('127.0.0.0/8');
    const before = await audit('discovery.start');
    await ask('127.0.0.0/24');
    expect((await audit('discovery.start')).slice(before.length)).toMatchObject([
      { outcome: 'refused', detail: { code: 'network_forbidden', reason: 'loopback' } },
    ]);
  });

  it("stays within the organisation's networks", async () => {
    await t.db.run(sql`UPDATE organisation SET camera_networks = ARRAY['10.20.0.0/16'] WHERE name = 'Ban điều hành Nam'`);
    expect((await ask('192.168.1.0/24', 'board2')).json()).toMatchObject({ code: 'network_forbidden', details: { reason: 'not_listed' } });
    expect((await ask('10.20.3.0/24', 'board2')).statusCode).toBe(202);
  });

  it('waits while the organisation has one that runs; another organisation need not', async () => {
    const id = await begin();
    expect((await ask('192.168.2.0/24')).json()).toMatchObject({ code: 'discovery_running', status: 409, details: { discoveryId: id } });
    await begin('otherboard');
    await endDiscovery(t.db, id, { state: 'completed' }, t.clock.now());
    await begin();
  });

  it('takes the place of one that nobody works on any more', async () => {
    const id = await begin();
    await beginDiscovery(t.db, id, t.clock.now() - 6 * 60_000);
    await begin();
    const lost = (await t.as('board', 'GET', `/discoveries/${id}`)).json();
    expect(lost.state).toBe('interrupted');
    expect((await t.as('board', 'GET', `/jobs/${id}`)).json()).toMatchObject({ state: 'failed', error: { code: 'discovery_interrupted' } });
  });

  it('is one of so many an hour', async () => {
    for (let n = 0; n < DISCOVERIES_AN_HOUR; n += 1) await endDiscovery(t.db, await begin(), { state: 'completed' }, t.clock.now());
    const answer = await ask('192.168.1.0/24');
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'too_many_discoveries']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(3000);
  });

  it('is carried out once for one Idempotency-Key', async () => {
    const send = () => t.as('board', 'POST', '/discoveries', { cidr: '192.168.1.0/24' }, { 'idempotency-key': 'k-1' });
    const first = (await send()).json();
    expect((await send()).json()).toEqual(first);
  });

  it('can be stopped, which is logged once, and stays stopped', async () => {
    const id = await begin();
    for (let n = 0; n < 2; n += 1) expect((await t.as('board', 'POST', `/discoveries/${id}/stop`)).json()).toMatchObject({ id, state: 'stopped' });
    expect(await audit('discovery.stop')).toHaveLength(1);
    expect(await beginDiscovery(t.db, id, t.clock.now())).toBeUndefined();
    expect((await t.as('board', 'GET', `/jobs/${id}`)).json()).toMatchObject({ state: 'failed', error: { code: 'discovery_stopped' } });
  });
});

describe('what was found', () => {
  it('is shown with make, clock error, sign-in and what to send to register it', async () => {
    const id = await begin();
    await find(id, [
      device(),
      device({ address: '192.168.1.9', port: 554, onvifUrl: undefined as never, rtspUrl: 'rtsp://192.168.1.9/', model: undefined as never }),
    ]);
    const { devices } = (await t.as('board', 'GET', `/discoveries/${id}`)).json();
    expect(devices).toMatchObject([
      { address: '192.168.1.9', port: 554, registration: { name: 'Camera (192.168.1.9)', source: { kind: 'rtsp', url: 'rtsp://192.168.1.9/' } } },
      {
        address: '192.168.1.64',
        model: 'DS-2CD',
        manufacturer: null,
        clock: { offsetMs: 61_000, uncertaintyMs: 520, method: 'onvif' },
        passwordNeeded: true,
        signIn: ['digest_md5'],
        cameraIds: [],
        registration: { name: 'DS-2CD (192.168.1.64)', source: { kind: 'onvif', url: 'http://192.168.1.64/onvif/device_service' } },
      },
    ]);
    const { registration } = devices[1];
    const created = await t.as('board', 'POST', '/cameras', {
      ...cameraBody(t.world),
      name: registration.name,
      source: { ...registration.source, username: 'u', password: 'p' },
    });
    expect(created.statusCode, created.body).toBe(201);
    const again = (await t.as('board', 'GET', `/discoveries/${id}`)).json();
    expect(again.devices.map((found: { cameraIds: string[] }) => found.cameraIds)).toEqual([[], [created.json().id]]);
  });

  it('is marked with cameras of the own organisation only, at any port and path; an administrator sees all', async () => {
    const board2 = { ...cameraBody(t.world), unitId: t.world.south, name: 'Của tổ khác', source: { kind: 'rtsp', url: 'rtsp://192.168.77.5:8554/a/b' } };
    // earlier tests narrowed this board's networks, outside of which nothing is registered
    await t.db.run(sql`UPDATE organisation SET camera_networks = NULL`);
    const other = (await t.as('board2', 'POST', '/cameras', board2)).json().id as string;
    for (const [user, expected] of [
      ['board', []],
      ['board2', [other]],
      ['admin', [other]],
    ] as const) {
      await t.db.run(sql`UPDATE organisation SET camera_networks = NULL`);
      const id = await begin(user);
      await find(id, [device({ address: '192.168.77.5' })]);
      expect((await t.as(user, 'GET', `/discoveries/${id}`)).json().devices[0].cameraIds, user).toEqual(expected);
    }
  });

  it('is marked at IPv6 addresses too, by the index on hosts', async () => {
    const source = { kind: 'onvif', url: 'http://[fd00::5]:8899/onvif/device_service' };
    const created = (await t.as('board', 'POST', '/cameras', { ...cameraBody(t.world), source })).json();
    const id = await begin();
    await find(id, [device({ address: 'fd00::5', onvifUrl: 'http://[fd00::5]/onvif/device_service' }), device({ address: '192.168.1.6' })]);
    const { devices } = (await t.as('board', 'GET', `/discoveries/${id}`)).json();
    expect(devices.map(({ cameraIds }: { cameraIds: string[] }) => cameraIds)).toEqual([[], [created.id]]);
    const plan = await t.db.transaction(async (tx) => {
      await tx.run(sql`SET LOCAL enable_seqscan = off`);
      return tx.rows<Record<string, string>>(
        sql`EXPLAIN SELECT camera_id FROM camera_source src WHERE src.canonical_url IS NOT NULL AND camera_url_host(src.canonical_url) = ${'10.0.0.9'}`,
      );
    });
    expect(JSON.stringify(plan)).toContain('camera_source_host_idx');
  });

  it('comes in pages, by address', async () => {
    const id = await begin();
    await find(
      id,
      [1, 2, 3, 10, 200].map((last) => device({ address: `192.168.1.${last}` })),
    );
    const addresses: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { devices: { address: string }[]; nextCursor: string | null } = (
        await t.as('board', 'GET', `/discoveries/${id}?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`)
      ).json();
      addresses.push(...page.devices.map((found) => found.address));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(addresses).toEqual(['192.168.1.1', '192.168.1.2', '192.168.1.3', '192.168.1.10', '192.168.1.200']);
    expect((await t.as('board', 'GET', `/discoveries/${id}?cursor=W10`)).json().code).toBe('malformed_cursor');
  });

  it('is gone after a day', async () => {
    const id = await begin();
    await t.db.run(
      sql`UPDATE discovery SET expires_at = ${new Date(t.clock.now() - 1)}, created_at = ${new Date(t.clock.now() - 86_400_001)} WHERE id = ${id}`,
    );
    expect((await t.as('board', 'GET', `/discoveries/${id}`)).statusCode).toBe(404);
    expect((await t.as('board', 'GET', '/discoveries')).json().items).toEqual([]);
  });

  it("is nobody else's: other boards see none of it, an administrator all", async () => {
    const id = await begin();
    expect((await t.as('board2', 'GET', `/discoveries/${id}`)).statusCode).toBe(404);
    expect((await t.as('board2', 'POST', `/discoveries/${id}/stop`)).statusCode).toBe(404);
    expect((await t.as('board2', 'GET', `/jobs/${id}`)).statusCode).toBe(404);
    expect((await t.as('board2', 'GET', '/discoveries')).json().items).toEqual([]);
    expect((await t.as('admin', 'GET', '/discoveries')).json().items).toMatchObject([{ id }]);
    const own = (await t.as('admin', 'GET', '/sessions/current')).json().user.organisation.id as string;
    expect((await t.as('admin', 'GET', `/discoveries?organisationId=${own}`)).json().items).toEqual([]);
    const { organisationId } = (await t.as('board', 'GET', `/discoveries/${id}`)).json();
    expect((await t.as('board2', 'GET', `/discoveries?organisationId=${organisationId}`)).json().items).toEqual([]);
    expect((await t.as('admin', 'GET', `/discoveries/${id}`)).statusCode).toBe(200);
  });
});
