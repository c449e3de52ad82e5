import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import sql from 'sql-template-tag';
import { ROLES } from '../../../domain/role.ts';
import { newId } from '../../../platform/new-id.ts';
import { testLists, testOthersRecords, testOwnRecords } from '../../support/access/own-and-others.ts';
import { createFaultWatch } from '../../support/workers/fault-watch.ts';
import { createImportDriver } from '../../support/imports/import-driver.ts';
import { csvOf, listOf } from '../../support/imports/list-files.ts';
import { createMatrixCaller, scopeOn, type Matrix } from '../../support/access/matrix-caller.ts';
import { storeMoment } from '../../support/access/ward-records.ts';
import { storeMoreRecords, type MoreRecords } from '../../support/access/matrix-records.ts';
import { MATRIX_ROUTES } from '../../support/access/matrix-routes.ts';
import { routesOf, type OpenApiDocument } from '../../support/access/openapi-document.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';

const ids: Record<string, string> = {};
let t: TestApp;
let more: MoreRecords;

/** Every list, with the record of the first ward that whoever may see it finds there. `null`: what it holds is nobody's own, or numbers that have a test of their own. */
const LISTS: Readonly<Record<string, string | null>> = {
  'GET /account/api-keys': 'apiKey',
  'GET /account/second-factor': null,
  'GET /account/sessions': 'session',
  'GET /alarm-points': 'alarmPoint',
  'GET /alarms': 'alarm',
  'GET /alert-subscriptions': 'subscription',
  'GET /alerts': null,
  'GET /audit/checkpoint': null,
  'GET /audit/events': 'camera',
  'GET /audit/proofs/consistency': null,
  'GET /audit/proofs/inclusion': null,
  'GET /base-map/archive': null,
  'GET /base-map/tiles/{z}/{x}/{y}': null,
  'GET /camera-imports': 'import',
  'GET /camera-imports/template': null,
  'GET /camera-pictures': null,
  'GET /cameras': 'camera',
  'GET /cameras/counts': null,
  'GET /coverage/cameras': 'camera',
  'GET /coverage/groups': null,
  'GET /coverage/summary': null,
  'GET /coverage/tiles/{z}/{x}/{y}': 'camera',
  'GET /coverage/trend': null,
  'GET /discoveries': 'discovery',
  'GET /duty-officers': 'dutyOfficer',
  'GET /duty-shifts': 'shift',
  'GET /emergency-suspensions': 'suspension',
  'GET /evidence-packages': 'package',
  'GET /faults': 'fault',
  'GET /footage-policies': null,
  'GET /footage-requests': 'request',
  'GET /footage-requests/waiting': null,
  'GET /incident-categories': null,
  'GET /incidents': 'incident',
  'GET /mask-reviews': 'camera',
  'GET /log-erasures': 'erasure',
  'GET /messages': 'message',
  'GET /organisations': 'organisation',
  'GET /places': null,
  'GET /privacy/breach-export': null,
  'GET /push-key': null,
  'GET /recorders': 'recorder',
  'GET /service/state': null,
  'GET /sessions/current': null,
  'GET /signs': 'camera',
  'GET /subject-requests': 'subjectRequest',
  'GET /units': null,
  'GET /users': 'user',
};

/** Which record `{id}` names, by the first part of the path. */
const RECORDS: Readonly<Record<string, string>> = {
  'camera-imports': 'import',
  cameras: 'camera',
  incidents: 'incident',
  snapshots: 'snapshot',
  media: 'segment',
  faults: 'fault',
  'alert-subscriptions': 'subscription',
  discoveries: 'discovery',
  recorders: 'recorder',
  organisations: 'organisation',
  holds: 'hold',
  'case-moments': 'moment',
  'alarm-points': 'alarmPoint',
  alarms: 'alarm',
  'duty-shifts': 'shift',
  'footage-pulls': 'pull',
  'footage-requests': 'request',
  'emergency-suspensions': 'suspension',
  'evidence-packages': 'package',
  'subject-requests': 'subjectRequest',
  'log-erasures': 'erasure',
  users: 'user',
  units: 'ward',
  jobs: 'job',
};

const matrix: Matrix = { routes: MATRIX_ROUTES, records: RECORDS, ids, app: () => t, more: () => more };
const { call } = createMatrixCaller(matrix);

beforeAll(async () => {
  t = await startTestApp();
  const placement = { ...(cameraBody(t.world)['placement'] as object), validFrom: '2026-01-01T00:00:00Z' };
  ids['camera'] = (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { placement }))).json().id;
  await t.as('board', 'POST', `/cameras/${ids['camera']}/mask-reviews`, {
    placementId: (await t.as('board', 'GET', `/cameras/${ids['camera']}`)).json().placement.id,
    outcome: 'not_needed',
    reason: 'Chỉ thấy mặt đường',
  });
  const recorder = {
    name: 'Đầu ghi',
    unitId: t.world.north,
    source: { kind: 'rtsp', url: 'rtsp://10.0.0.20', channelUrlTemplate: '/ch{channel}' },
    channels: [{ name: 'Mắt 1', channel: 1, placement: cameraBody(t.world)['placement'] }],
  };
  ids['recorder'] = (await t.as('board', 'POST', '/recorders', recorder)).json().id;
  ids['organisation'] = (await t.as('admin', 'GET', '/organisations?limit=1')).json().items[0].id;
  const incident = {
    category: 'brawl',
    occurredFrom: '2026-11-20T01:00:00Z',
    occurredTo: '2026-11-20T01:05:00Z',
    location: { type: 'Point', coordinates: [108.235, 11.795] },
  };
  ids['incident'] = (await t.as('officer', 'POST', '/incidents', incident)).json().id;
  const hold = { cameraId: ids['camera'], from: incident.occurredFrom, to: incident.occurredTo, reason: 'Giữ cho vụ việc' };
  ids['hold'] = (await t.as('officer', 'POST', `/incidents/${ids['incident']}/holds`, hold)).json().id;
  await t.as('officer', 'POST', `/incidents/${ids['incident']}/links`, { cameraId: ids['camera'], verdict: 'confirmed', note: '' });
  const wanted = {
    cameraId: ids['camera'],
    from: incident.occurredFrom,
    to: incident.occurredTo,
    purpose: 'Xác minh vụ việc',
    legalBasis: 'Bộ luật Tố tụng hình sự',
  };
  ids['request'] = (await t.as('officer', 'POST', `/incidents/${ids['incident']}/footage-requests`, wanted)).json().id;
  ids['moment'] = await storeMoment(t, ids['request']!);
  ids['suspension'] = newId(t.clock.now());
  await t.db.run(
    sql`INSERT INTO emergency_suspension (id, user_id, request_id, suspended_at) SELECT ${ids['suspension']}, requested_by, id, now() FROM footage_request WHERE id = ${ids['request']}`,
  );
  ids['package'] = newId(t.clock.now());
  await t.db.run(sql`INSERT INTO evidence_package (id, incident_id, ordered_by, ordered_for, ordered_at, state, error_code, finished_at)
    SELECT ${ids['package']}, incident_id, requested_by, requested_for, now(), 'failed', 'package_failed', now() FROM footage_request WHERE id = ${ids['request']}`);
  ids['pull'] = newId(t.clock.now());
  await t.db.run(sql`INSERT INTO edge_pull (id, camera_id, incident_id, automatic, requested_at, true_during, device_during, state, not_before, finished_at)
    SELECT ${ids['pull']}, ${ids['camera']}, id, true, now(), occurred, occurred, 'done', now(), now() FROM incident WHERE id = ${ids['incident']}`);
  ids['job'] = (await t.as('board', 'POST', `/cameras/${ids['camera']}/checks`)).json().jobId;
  const watch = createFaultWatch(t.db, t.clock);
  await watch.become([ids['camera']!], 'down');
  ids['fault'] = (await watch.faults([ids['camera']!]))[0]!.id;
  ids['subscription'] = (await t.as('board', 'POST', '/alert-subscriptions', { channel: 'email', address: 'board@example.com' })).json().id;
  ids['import'] = (await createImportDriver(t).send('board', csvOf(listOf(1, t.world.north)))).json().jobId;
  ids['discovery'] = (await t.as('board', 'POST', '/discoveries', { cidr: '192.168.1.0/30' })).json().id;
  const bell = { name: 'Quỹ tín dụng', unitId: t.world.north, position: { type: 'Point', coordinates: [108.235, 11.795] } };
  const { id: alarmPointId, token } = (await t.as('admin', 'POST', '/alarm-points', bell)).json();
  ids['alarmPoint'] = alarmPointId;
  ids['alarm'] = (await t.anonymous('POST', '/alarms', { alarmPointId }, { authorization: `Bearer ${token}` })).json().id;
  const shift = { userId: (await t.as('commander', 'GET', '/duty-officers')).json().items[0].id, from: new Date(t.clock.now()).toISOString() };
  ids['shift'] = (await t.as('commander', 'POST', '/duty-shifts', { ...shift, to: new Date(t.clock.now() + 3_600_000).toISOString() })).json().items[0].id;
  ids['user'] = (await t.as('auditor', 'GET', '/sessions/current')).json().user.id;
  const asked = { kind: 'copy', receivedAt: new Date(t.clock.now()).toISOString(), applicant: { name: 'Nguyễn Thị B', contact: '0900000000' } };
  ids['subjectRequest'] = (await t.as('board', 'POST', '/subject-requests', asked)).json().id;
  await t.as('auditor', 'GET', '/audit/events');
  ids['erasure'] = (await t.as('admin', 'POST', '/log-erasures', { basis: 'authority_order', reason: 'Quyết định của toà án', entries: [0] })).json().id;
  ids['snapshot'] = newId(t.clock.now());
  await t.db.run(sql`INSERT INTO snapshot (id, camera_id, taken_at, device_time_source, reason, sha256, blob_key, byte_length, width_px, height_px, expires_at)
    VALUES (${ids['snapshot']}, ${ids['camera']}, now(), 'none', 'schedule', ${Buffer.alloc(32)}, 'a/b', 1, 1, 1, now() + interval '1 day')`);
  ids['segment'] = newId(t.clock.now());
  await t.db
    .run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    VALUES (${ids['segment']}, ${ids['camera']}, tstzrange(now(), now() + interval '5 seconds'), 0, 'none', 'recorded', 'h264', ${Buffer.alloc(32)}, 'a/c', 1, now() + interval '1 day')`);
  more = await storeMoreRecords(t, ids);
  expect(Object.keys(ids).filter((name) => ids[name] === undefined)).toEqual([]);
});
afterAll(() => t.close());

test('every route of the API is in the table, and every one of the table exists', async () => {
  const document = (await t.anonymous('GET', '/openapi.json')).json() as OpenApiDocument;
  expect(document.openapi).toBe('3.1.0');
  const routes = [...routesOf(document).keys()];
  expect(routes.toSorted()).toEqual(Object.keys(MATRIX_ROUTES).toSorted());
});

describe('nobody without a session gets further than the door', () => {
  test.each(
    Object.entries(MATRIX_ROUTES)
      .filter(([, action]) => action !== 'open')
      .map(([route]) => route),
  )('%s', async (route) => {
    const answer = await call(undefined, route);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'sign_in_required']);
  });
});

describe.each(ROLES)('the role %s', (role) => {
  const denied = Object.entries(MATRIX_ROUTES).filter(([, action]) => action !== 'open' && action !== 'anyone' && scopeOn(role, action) === null);
  test.each(denied.map(([route]) => route))('is refused %s, and the refusal is logged', async (route) => {
    const before = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE outcome = 'refused'`);
    const answer = await call(role, route);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'role_not_permitted']);
    const after = await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE outcome = 'refused'`);
    expect(after.n).toBe(before.n + 1);
  });
});

testOthersRecords(matrix);
testLists(matrix, LISTS);

test('what the service took by schedule is opened by nobody, not even its board; the refusal is logged', async () => {
  const answer = await t.as('board', 'GET', `/snapshots/${ids['snapshot']}/image`);
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'grant_required']);
  const row = await t.db.row<{ n: number }>(
    sql`SELECT count(*) AS n FROM audit_event WHERE action = 'camera.picture' AND outcome = 'refused' AND ${ids['camera']}::uuid = ANY(camera_ids) AND actor_username = 'board'`,
  );
  expect(row.n).toBe(1);
});

test('ids that are no ids are unknown ids', async () => {
  expect((await t.as('board', 'GET', '/cameras/not-an-id')).statusCode).toBe(404);
  expect((await t.as('officer', 'GET', `/incidents/${newId()}`)).json().code).toBe('not_found');
});

testOwnRecords(matrix); // the last: it changes and deletes
