import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

let t: TestApp;
let board: string;
beforeAll(async () => {
  t = await startTestApp({ addressPolicy: { ownEndpoints: [{ address: '10.9.9.9', port: 5432 }, { address: '10.9.9.8' }] } });
  const { items } = (await t.as('admin', 'GET', '/organisations?kind=board')).json() as { items: { id: string; name: string }[] };
  board = items.find(({ name }) => name === 'Ban điều hành Bắc')!.id;
});
afterAll(() => t.close());

const limit = (cameraNetworks: unknown) => t.as('admin', 'PATCH', `/organisations/${board}`, { cameraNetworks });
const register = (url: string) => t.as('board', 'POST', '/cameras', cameraBody(t.world, { source: { kind: 'rtsp', url } }));

test('an administrator sees organisations page by page', async () => {
  const first = (await t.as('admin', 'GET', '/organisations?limit=3')).json();
  expect(first.items).toHaveLength(3);
  const rest = (await t.as('admin', 'GET', `/organisations?limit=200&cursor=${first.nextCursor}`)).json();
  expect(first.items.length + rest.items.length).toBe(8);
  expect((await t.as('admin', 'GET', `/organisations/${board}`)).json()).toMatchObject({
    kind: 'board',
    unitIds: [t.world.north],
    cameraNetworks: null,
    overridden: false,
  });
});

test('the networks of a board limit at once where its cameras and recorders may be, and the change is on record', async () => {
  expect((await register('rtsp://10.20.0.5/s1')).statusCode).toBe(201);
  const answer = await limit(['192.168.1.0/24', '10.20.0.0/16:8554', '[fd00:1::/32]:554']);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json().cameraNetworks).toEqual(['192.168.1.0/24', '10.20.0.0/16:8554', '[fd00:1::/32]:554']);
  expect((await register('rtsp://10.20.0.5/s1')).json().code).toBe('port_forbidden');
  expect((await register('rtsp://10.30.0.5/s1')).json().code).toBe('address_forbidden');
  expect((await register('rtsp://10.20.0.5:8554/s1')).statusCode).toBe(201);
  expect((await register('rtsp://192.168.1.77/s1')).statusCode).toBe(201);
  const { placement } = cameraBody(t.world);
  const recorder = {
    name: 'Đầu ghi',
    unitId: t.world.north,
    source: { kind: 'rtsp', url: 'rtsp://10.30.0.5', channelUrlTemplate: '/{channel}' },
    channels: [{ name: 'Mắt 1', channel: 1, placement }],
  };
  expect((await t.as('board', 'POST', '/recorders', recorder)).json().code).toBe('address_forbidden');
  const logged = await t.db.row<{ detail: unknown }>(sql`SELECT detail FROM audit_event WHERE action = 'organisation.networks' ORDER BY at DESC LIMIT 1`);
  expect(logged.detail).toMatchObject({ organisationId: board, from: null, to: ['192.168.1.0/24', '10.20.0.0/16:8554', '[fd00:1::/32]:554'] });
  expect((await limit([])).json().cameraNetworks).toBeNull();
  expect((await register('rtsp://10.30.0.5/s1')).statusCode).toBe(201);
});

test.each([
  ['loopback', '127.0.0.0/8', 'camera_network_forbidden'],
  ['everything', '0.0.0.0/0', 'camera_network_forbidden'],
  ['metadata', '169.254.169.254/32:80', 'camera_network_forbidden'],
  ['carrier-grade NAT', '100.64.0.0/10', 'camera_network_forbidden'],
  ['multicast', '224.0.0.0/4', 'camera_network_forbidden'],
  ['loopback in IPv6', '::1/128', 'camera_network_forbidden'],
  ["another service's port", '10.0.0.0/8:5432', 'camera_network_forbidden'],
  ["the product's own host", '10.9.9.8/32', 'camera_network_forbidden'],
  ["the product's own port", '10.9.9.9/32:5432', 'camera_network_forbidden'],
  ['bits behind the prefix', '10.0.0.9/8', 'networks_malformed'],
  ['no network', 'camera.local', 'networks_malformed'],
  ['two in one', '10.0.0.0/8,10.1.0.0/16', 'validation_failed'],
])('never opens %s', async (_what, entry, code) => {
  const answer = await limit(['192.168.0.0/16', entry]);
  expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
  expect(answer.json().detail).not.toContain(entry);
});
