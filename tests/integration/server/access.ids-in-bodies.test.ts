import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { idFieldsOf, type OpenApiDocument } from '../../support/access/openapi-document.ts';
import { makeWardRecords, storePictures, WARD_CASE, type WardRecords } from '../../support/access/ward-records.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
/** A ward's, with what is not made there but belongs to it. */
type Nameable = WardRecords & { readonly organisation: string; readonly user: string; readonly unit: string; readonly placement: string };
let own: Nameable;
/** Beside the ward's: another incident, and a picture of a channel of its recorder. */
let more: { readonly incident: string; readonly snapshot: string };
let other: Nameable;

/** Who names a record of others, and how. `foreign`: which one; a unit is no secret, so what it leads to is looked at, not the words of a refusal. */
interface Attempt {
  readonly user: TestUser;
  readonly foreign: keyof typeof other;
  readonly path: () => string;
  readonly body?: (id: string) => unknown;
  /** One's own record of that kind, if the ward's isn't one that may be named there. */
  readonly mine?: () => string;
}
/** Fields that only roles without limit may send. */
const UNLIMITED = 'unlimited';

const nowIso = (): string => new Date(t.clock.now()).toISOString();
const inCase = (path: string) => () => `/incidents/${own.incident}/${path}`;
const ofCamera =
  (path = '') =>
  () =>
    `/cameras/${own.camera}${path}`;
const burntIn = (snapshotId: string) => ({ snapshotId, deviceTime: nowIso(), method: 'osd', uncertaintyMs: 3000 });
const asked = (cameraId: string) => ({ cameraId, ...WARD_CASE, purpose: 'Xác minh vụ việc', legalBasis: 'Bộ luật Tố tụng hình sự' });
const applicant = { name: 'Nguyễn Thị B', contact: '0900000000' };
const subjectAsks = (more: object) => ({ kind: 'copy', receivedAt: nowIso(), applicant, ...more });
const incidentIn = (unitId: string) => ({
  category: 'brawl',
  occurredFrom: WARD_CASE.from,
  occurredTo: WARD_CASE.to,
  location: { type: 'Point', coordinates: [108.235, 11.795] },
  unitId,
});

/** Everything that a body can name. */
const BODIES: Readonly<Record<string, Attempt | typeof UNLIMITED>> = {
  'PATCH /alarm-points/{id} ownerId': UNLIMITED,
  'PATCH /alarm-points/{id} unitId': UNLIMITED,
  'PATCH /cameras/{id} unitId': { user: 'board', foreign: 'unit', path: ofCamera(), body: (unitId) => ({ unitId }) },
  'PATCH /incidents/{id} unitId': { user: 'officer', foreign: 'unit', path: () => `/incidents/${own.incident}`, body: (unitId) => ({ unitId }) },
  'PATCH /organisations/{id} unitIds': UNLIMITED,
  'PATCH /users/{id} organisationId': UNLIMITED,
  'POST /alarm-points ownerId': UNLIMITED,
  'POST /alarm-points unitId': UNLIMITED,
  'POST /alarms alarmPointId': UNLIMITED, // by a bell's own token: see the test below
  'POST /alert-subscriptions organisationId': {
    user: 'board',
    foreign: 'organisation',
    path: () => '/alert-subscriptions',
    body: (organisationId) => ({ channel: 'email', address: 'x@example.com', shared: true, organisationId }),
  },
  'POST /cameras unitId': { user: 'board', foreign: 'unit', path: () => '/cameras', body: (unitId) => cameraBody(t.world, { unitId }) },
  'POST /cameras/{id}/clock-readings snapshotId': { user: 'board', foreign: 'snapshot', path: ofCamera('/clock-readings'), body: burntIn },
  'POST /cameras/{id}/footage/pulls incidentId': {
    user: 'officer',
    foreign: 'incident',
    path: ofCamera('/footage/pulls'),
    body: (incidentId) => ({ incidentId }),
  },
  'POST /cameras/{id}/mask-reviews placementId': {
    user: 'board',
    foreign: 'placement',
    path: ofCamera('/mask-reviews'),
    body: (placementId) => ({ placementId, outcome: 'not_needed', reason: 'Chỉ thấy mặt đường' }),
  },
  'POST /cameras/{id}/masks replaces': {
    user: 'board',
    foreign: 'mask',
    path: ofCamera('/masks'),
    body: (replaces) => ({
      outline: [
        [0.1, 0.1],
        [0.4, 0.1],
        [0.4, 0.4],
      ],
      reason: 'Cửa sổ',
      replaces,
    }),
  },
  'POST /duty-shifts userId': {
    user: 'commander',
    foreign: 'user',
    path: () => '/duty-shifts',
    body: (userId) => ({ userId, from: nowIso(), to: new Date(t.clock.now() + 3_600_000).toISOString() }),
  },
  'POST /footage-policies unitId': UNLIMITED,
  'POST /incidents unitId': { user: 'officer', foreign: 'unit', path: () => '/incidents', body: incidentIn },
  'POST /incidents/{id}/evidence-packages requestIds': {
    user: 'officer',
    foreign: 'request',
    path: inCase('evidence-packages'),
    body: (id) => ({ requestIds: [id] }),
  },
  'POST /incidents/{id}/footage-requests cameraId': { user: 'officer', foreign: 'camera', path: inCase('footage-requests'), body: asked },
  'POST /incidents/{id}/holds cameraId': {
    user: 'officer',
    foreign: 'camera',
    path: inCase('holds'),
    body: (cameraId) => ({ cameraId, ...WARD_CASE, reason: 'Giữ cho vụ việc' }),
  },
  'POST /incidents/{id}/links cameraId': {
    user: 'officer',
    foreign: 'camera',
    path: inCase('links'),
    body: (cameraId) => ({ cameraId, verdict: 'confirmed', note: '' }),
  },
  'POST /incidents/{id}/moments requestId': {
    user: 'officer',
    foreign: 'request',
    path: inCase('moments'),
    body: (requestId) => ({ requestId, at: WARD_CASE.from, note: 'Người chạy về phía chợ' }),
  },
  'POST /incidents/{id}/merge intoIncidentId': {
    user: 'officer',
    foreign: 'incident',
    path: inCase('merge'),
    body: (intoIncidentId) => ({ intoIncidentId, reason: 'Cùng một vụ' }),
    mine: () => more.incident,
  },
  'POST /log-erasures subjectRequestId': UNLIMITED,
  'POST /log-erasures userId': UNLIMITED,
  'POST /recorders unitId': {
    user: 'board',
    foreign: 'unit',
    path: () => '/recorders',
    body: (unitId) => ({
      name: 'Đầu ghi',
      unitId,
      source: { kind: 'rtsp', url: 'rtsp://10.0.9.9', channelUrlTemplate: '/ch{channel}' },
      channels: [{ name: 'Mắt 1', channel: 1, placement: cameraBody(t.world)['placement'] }],
    }),
  },
  'POST /recorders/{id}/clock-readings snapshotId': {
    user: 'board',
    foreign: 'snapshot',
    path: () => `/recorders/${own.recorder}/clock-readings`,
    body: burntIn,
    mine: () => more.snapshot,
  },
  'POST /subject-requests cameraId': { user: 'board', foreign: 'camera', path: () => '/subject-requests', body: (cameraId) => subjectAsks({ cameraId }) },
  'POST /subject-requests organisationId': {
    user: 'board',
    foreign: 'organisation',
    path: () => '/subject-requests',
    body: (organisationId) => subjectAsks({ organisationId }),
  },
  'POST /organisations unitIds': UNLIMITED,
  'POST /units parentId': UNLIMITED,
  'POST /users organisationId': UNLIMITED,
};

/** Everything that a query can name. */
const QUERIES: Readonly<Record<string, Attempt | typeof UNLIMITED>> = {
  'GET /alarm-points unitId': { user: 'officer', foreign: 'unit', path: () => '/alarm-points' },
  'GET /alerts unitId': { user: 'officer', foreign: 'unit', path: () => '/alerts' },
  'GET /audit/events actorId': { user: 'board', foreign: 'user', path: () => '/audit/events' },
  'GET /audit/events cameraId': { user: 'board', foreign: 'camera', path: () => '/audit/events' },
  'GET /audit/events incidentId': { user: 'board', foreign: 'incident', path: () => '/audit/events' },
  'GET /camera-pictures cameraIds': { user: 'board', foreign: 'camera', path: () => '/camera-pictures' },
  'GET /cameras unitId': { user: 'board', foreign: 'unit', path: () => '/cameras' },
  'GET /cameras/counts unitId': { user: 'board', foreign: 'unit', path: () => '/cameras/counts' },
  'GET /coverage/cameras unitId': { user: 'board', foreign: 'unit', path: () => '/coverage/cameras' },
  'GET /coverage/groups unitId': { user: 'board', foreign: 'unit', path: () => '/coverage/groups' },
  'GET /coverage/summary unitId': { user: 'commander', foreign: 'unit', path: () => '/coverage/summary' },
  'GET /coverage/trend unitId': { user: 'commander', foreign: 'unit', path: () => '/coverage/trend' },
  'GET /discoveries organisationId': { user: 'board', foreign: 'organisation', path: () => '/discoveries' },
  'GET /evidence-packages incidentId': { user: 'officer', foreign: 'incident', path: () => '/evidence-packages' },
  'GET /faults cameraId': { user: 'officer', foreign: 'camera', path: () => '/faults' },
  'GET /faults unitId': { user: 'officer', foreign: 'unit', path: () => '/faults' },
  'GET /footage-requests cameraId': { user: 'officer', foreign: 'camera', path: () => '/footage-requests' },
  'GET /footage-requests incidentId': { user: 'officer', foreign: 'incident', path: () => '/footage-requests' },
  'GET /incidents unitId': { user: 'officer', foreign: 'unit', path: () => '/incidents' },
  'GET /mask-reviews cameraId': { user: 'board', foreign: 'camera', path: () => '/mask-reviews' },
  'GET /media/{id} requestId': { user: 'officer', foreign: 'request', path: () => `/media/${own.segment}` },
  'GET /messages subscriptionId': { user: 'board', foreign: 'subscription', path: () => '/messages' },
  'GET /recorders unitId': { user: 'board', foreign: 'unit', path: () => '/recorders' },
  'GET /signs cameraId': { user: 'board', foreign: 'camera', path: () => '/signs' },
  'GET /snapshots/{id}/image requestId': { user: 'officer', foreign: 'request', path: () => `/snapshots/${own.snapshot}/image` },
  'GET /units parentId': UNLIMITED,
  'GET /users organisationId': UNLIMITED,
};

beforeAll(async () => {
  t = await startTestApp();
  const belonging = (username: string) =>
    t.db.row<{ user: string; organisation: string }>(sql`SELECT id AS user, organisation_id AS organisation FROM app_user WHERE username = ${username}`);
  const mine = await makeWardRecords(t, { board: 'board', officer: 'officer', unitId: t.world.north });
  const theirs = await makeWardRecords(t, { board: 'otherboard', officer: 'otherofficer', unitId: t.world.otherWard });
  const { organisation } = await belonging('board');
  const placed = ({ camera }: WardRecords) => t.db.row<{ placement: string }>(sql`SELECT id AS placement FROM camera_placement WHERE camera_id = ${camera}`);
  own = { ...mine, ...(await placed(mine)), unit: t.world.north, ...(await belonging('officer')), organisation };
  other = { ...theirs, ...(await placed(theirs)), unit: t.world.otherWard, ...(await belonging('otherofficer')) };
  const agree = { decision: 'approve', reason: 'Đúng mục đích' };
  await t.as('board', 'POST', `/footage-requests/${own.request}/decision`, agree);
  await t.as('otherboard', 'POST', `/footage-requests/${other.request}/decision`, agree);
  // a moment is marked by who watches
  await t.as('officer', 'GET', `/footage-requests/${own.request}/media`);
  const { id: channel } = await t.db.row<{ id: string }>(sql`SELECT id FROM camera WHERE recorder_id = ${own.recorder}`);
  const { snapshot } = await storePictures(t, channel);
  more = { incident: (await t.as('officer', 'POST', '/incidents', incidentIn(t.world.north))).json().id, snapshot };
});
afterAll(() => t.close());

/** An answer without what differs from one to the next. */
const said = (answer: { statusCode: number; body: string }, id: string) => [
  answer.statusCode,
  answer.body.replace(/"instance":"[^"]*"/, '').replaceAll(id, 'ID'),
];
const send = ({ user, path, body }: Attempt, field: string, id: string) =>
  body === undefined ? t.as(user, 'GET', `${path()}?${field}=${id}`) : t.as(user, field.split(' ')[0]!, path(), body(id));
const attempts = (table: Readonly<Record<string, Attempt | typeof UNLIMITED>>) =>
  Object.entries(table).flatMap(([field, attempt]) => (attempt === UNLIMITED ? [] : [[field, attempt] as const]));
const records = (): string[] => Object.entries(other).flatMap(([name, id]) => (name === 'unit' ? [] : [id]));

test('every field in which a record can be named is in a table; a new one fails', async () => {
  const document = (await t.anonymous('GET', '/openapi.json')).json() as OpenApiDocument;
  expect(idFieldsOf(document)).toEqual(Object.keys({ ...BODIES, ...QUERIES }).toSorted());
});

describe('who names a record of others in a body is refused as if it was not there, and nothing is stored', () => {
  test.each(attempts(BODIES))('%s', async (field, attempt) => {
    const count = async () =>
      (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM audit_event WHERE outcome = 'allowed' AND action <> 'session.create'`)).n;
    await t.token(attempt.user);
    const before = await count();
    const id = other[attempt.foreign];
    const answer = await send(attempt, field, id);
    expect(answer.statusCode, answer.body).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
    expect(answer.json().code, answer.body).not.toBe('validation_failed');
    const unknown = newId();
    if (attempt.foreign !== 'unit') expect(said(answer, id)).toEqual(said(await send(attempt, field, unknown), unknown));
    expect(await count()).toBe(before);
  });
});

describe('one’s own record in its place gets further', () => {
  test.each(attempts(BODIES))('%s', async (field, attempt) => {
    const id = attempt.mine?.() ?? own[attempt.foreign];
    const [foreign, answer] = [await send(attempt, field, other[attempt.foreign]), await send(attempt, field, id)];
    expect(said(answer, id), answer.body).not.toEqual(said(foreign, other[attempt.foreign]));
  });
});

describe('who looks for what belongs to a record of others finds what there is of one that does not exist', () => {
  test.each(attempts(QUERIES))('%s', async (field, attempt) => {
    const name = field.split(' ').at(-1)!;
    const [id, unknown] = [other[attempt.foreign], newId()];
    const answer = await send(attempt, name, id);
    expect(answer.json().code).not.toBe('validation_failed');
    expect(records().filter((each) => each !== id && answer.body.includes(each))).toEqual([]);
    if (attempt.foreign === 'unit') expect(answer.json().total ?? answer.json().items.length).toBe(0);
    else expect(said(answer, id)).toEqual(said(await send(attempt, name, unknown), unknown));
  });
});

test('a bell rings by its own token only: with another one it is as if it was not there', async () => {
  const bell = async (unitId: string) => {
    const body = { name: 'Quỹ tín dụng', unitId, position: { type: 'Point', coordinates: [108.235, 11.795] } };
    return (await t.as('admin', 'POST', '/alarm-points', body)).json() as { id: string; token: string };
  };
  const [mine, theirs] = [await bell(t.world.north), await bell(t.world.otherWard)];
  const ring = (alarmPointId: string) => t.anonymous('POST', '/alarms', { alarmPointId }, { authorization: `Bearer ${mine.token}` });
  const [refused, unknown] = [await ring(theirs.id), await ring(newId())];
  expect(refused.statusCode, refused.body).toBeGreaterThanOrEqual(400);
  expect([refused.statusCode, refused.json().code, refused.json().detail]).toEqual([unknown.statusCode, unknown.json().code, unknown.json().detail]);
  const path = await t.anonymous('POST', `/alarm-points/${theirs.id}/alarms`, {}, { authorization: `Bearer ${mine.token}` });
  expect([path.statusCode, path.json().code]).toEqual([refused.statusCode, refused.json().code]);
  expect(await t.db.rows(sql`SELECT 1 FROM alarm`)).toEqual([]);
});
