import { Readable } from 'node:stream';
import sharp from 'sharp';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Queryable } from '../../../db/database.ts';
import { insertMask, listLiveOutlines } from '../../../db/repositories/privacy-mask-repository.ts';
import { deleteClosedCopies } from '../../../db/repositories/watch-copy-repository.ts';
import { newId } from '../../../platform/new-id.ts';
import { incidentBody } from '../../support/incident-body.ts';
import { multipartOf } from '../../support/imports/import-driver.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';

let t: TestApp;
let camera: string;
const OUTLINE = [
  [0.1, 0.1],
  [0.4, 0.1],
  [0.4, 0.5],
];

beforeAll(async () => {
  t = await startTestApp();
  camera = (await t.as('board', 'POST', '/cameras', cameraBody(t.world))).json().id;
});
afterAll(() => t.close());

const draw = (changes: Record<string, unknown> = {}, user: TestUser = 'board') => {
  t.clock.advance(1);
  return t.as(user, 'POST', `/cameras/${camera}/masks`, { outline: OUTLINE, reason: 'Cửa sổ nhà đối diện', ...changes });
};
/** When the lifting of a mask was asked for last, as whoever agrees reads it; of one that nobody asked for, any moment. */
const liftRequestedAt = async (maskId: string, cameraId = camera): Promise<string> => {
  const { items } = (await t.as('board', 'GET', `/cameras/${cameraId}/masks?limit=200`)).json();
  return items.find((mask: { id: string }) => mask.id === maskId).liftRequestedAt ?? new Date(t.clock.now()).toISOString();
};
const lift = async (maskId: string, user: TestUser, changes: Record<string, unknown> = {}) =>
  t.as(user, 'POST', `/cameras/${camera}/masks/${maskId}/lift`, { reason: 'Đã xem tại chỗ', liftRequestedAt: await liftRequestedAt(maskId), ...changes });
const askForLift = (maskId: string, user: TestUser = 'board') =>
  t.as(user, 'POST', `/cameras/${camera}/masks/${maskId}/lift-requests`, { reason: 'Nhà đã dỡ' });
const logged = (action: string) =>
  t.db.rows<{ outcome: string; code: string | null }>(sql`SELECT outcome, detail ->> 'code' AS code FROM audit_event WHERE action = ${action} ORDER BY id`);

test('a board draws a mask; it is lifted only by another person than who asked, and every step and refusal is logged', async () => {
  const drawn = await draw();
  expect(drawn.statusCode).toBe(201);
  const { id } = drawn.json();
  expect(drawn.json()).toMatchObject({ state: 'live', isOfView: true, outline: OUTLINE, createdBy: 'board' });
  expect((await lift(id, 'commander')).json().code).toBe('lift_not_requested');
  expect((await askForLift(id)).json()).toMatchObject({ state: 'lift_requested', liftRequestedBy: 'board', liftReason: 'Nhà đã dỡ' });
  expect((await lift(id, 'board')).json().code).toBe('mask_same_person');
  expect((await lift(id, 'officer')).statusCode).toBe(403);
  expect((await lift(id, 'board2')).statusCode).toBe(404);
  expect((await lift(id, 'commander')).json()).toMatchObject({ state: 'lifted', liftedBy: 'commander', liftAgreedReason: 'Đã xem tại chỗ' });
  expect((await askForLift(id)).json().code).toBe('mask_lifted');
  expect((await t.as('board', 'GET', `/cameras/${camera}/masks`)).json().items.map((mask: { state: string }) => mask.state)).toEqual(['lifted']);
  expect((await logged('mask.lift')).map(({ outcome, code }) => [outcome, code])).toEqual([
    ['refused', 'lift_not_requested'],
    ['refused', 'mask_same_person'],
    ['refused', 'role_not_permitted'],
    ['refused', 'out_of_reach'],
    ['allowed', null],
  ]);
});

test('a mask is lifted until a stated time, 30 days when nothing is said, and holds again from then on; what was lifted when is kept', async () => {
  const { id } = (await draw()).json();
  const ask = (until?: string | null) => t.as('board', 'POST', `/cameras/${camera}/masks/${id}/lift-requests`, { reason: 'Quay phim lễ hội', until });
  const inMinutes = (minutes: number) => new Date(t.clock.now() + minutes * 60_000).toISOString();
  const DAY = 24 * 60;
  const find = async () => (await t.as('board', 'GET', `/cameras/${camera}/masks?limit=200`)).json().items.find((mask: { id: string }) => mask.id === id);
  const outlines = async () => (await listLiveOutlines(t.db, camera, t.clock.now())).length;
  expect((await ask(null)).json().code).toBe('lift_needs_end');
  for (const until of [inMinutes(-1), inMinutes(367 * DAY)]) expect((await ask(until)).json().code).toBe('lift_time_out_of_range');
  expect((await ask()).json()).toMatchObject({ state: 'lift_requested', liftUntil: inMinutes(30 * DAY) });

  // asked for again, for a shorter time; nobody agrees in time
  const short = inMinutes(2);
  expect((await ask(short)).json().liftUntil).toBe(short);
  t.clock.advance(2 * 60_000);
  expect(await find()).toMatchObject({ state: 'live', liftUntil: short });
  expect((await lift(id, 'commander')).json().code).toBe('lift_not_requested');

  const held = await outlines();
  const end = inMinutes(1);
  await ask(end);
  expect((await lift(id, 'commander')).json()).toMatchObject({ state: 'lifted', liftUntil: end });
  expect(await outlines()).toBe(held - 1);
  t.clock.advance(60_000 - 1);
  expect([await outlines(), (await ask()).json().code]).toEqual([held - 1, 'mask_lifted']);
  t.clock.advance(1);
  expect([await outlines(), (await find()).state]).toEqual([held, 'live']);

  expect((await ask()).json()).toMatchObject({ state: 'lift_requested', liftedAt: null, liftedBy: null });
  const past = await t.db.rows(
    sql`SELECT u.username AS by, lifted_until AS "untilMs" FROM privacy_mask_past_lift l JOIN app_user u ON u.id = l.lifted_by WHERE mask_id = ${id}`,
  );
  expect(past).toEqual([{ by: 'commander', untilMs: Date.parse(end) }]);
  await expect(t.db.run(sql`DELETE FROM privacy_mask_past_lift`)).rejects.toMatchObject({ code: 'value_refused' });
  await expect(t.db.run(sql`UPDATE privacy_mask SET lifted_at = lift_until + interval '1 day', lifted_by = created_by WHERE id = ${id}`)).rejects.toMatchObject(
    { code: 'value_refused' },
  );
  await lift(id, 'commander');
});

test('who agrees lifts what they read: a request that took its place meanwhile, for longer, is not agreed to', async () => {
  const { id } = (await draw()).json();
  const ask = (days: number) => {
    t.clock.advance(1);
    const until = new Date(t.clock.now() + days * 86_400_000).toISOString();
    return t.as('board', 'POST', `/cameras/${camera}/masks/${id}/lift-requests`, { reason: 'Quay phim lễ hội', until });
  };
  const read = (await ask(1)).json();
  const swapped = (await ask(300)).json();
  expect(swapped.liftRequestedAt).not.toBe(read.liftRequestedAt);
  const refused = await lift(id, 'commander', { liftRequestedAt: read.liftRequestedAt });
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'lift_changed']);
  expect((await logged('mask.lift')).at(-1)).toEqual({ outcome: 'refused', code: 'lift_changed' });
  const find = async () => (await t.as('board', 'GET', `/cameras/${camera}/masks?limit=200`)).json().items.find((mask: { id: string }) => mask.id === id);
  expect(await find()).toMatchObject({ state: 'lift_requested', liftUntil: swapped.liftUntil, liftedBy: null });
  // whoever read the later one may agree to it, whatever offset they write its time with
  const elsewhere = new Date(Date.parse(swapped.liftRequestedAt) + 7 * 3_600_000).toISOString().replace('Z', '+07:00');
  expect((await lift(id, 'commander', { liftRequestedAt: elsewhere })).json()).toMatchObject({ state: 'lifted', liftUntil: swapped.liftUntil });
});

test('a mask is drawn anew as a new version: the old one holds until another person agrees, and only a live mask of the same camera is replaced', async () => {
  const old = (await draw()).json();
  const drawn = (await draw({ reason: 'Cửa sổ, rộng hơn', replaces: old.id })).json();
  expect(drawn).toMatchObject({ state: 'live', replaces: old.id });
  const find = async (id: string) => (await t.as('board', 'GET', `/cameras/${camera}/masks`)).json().items.find((mask: { id: string }) => mask.id === id);
  expect(await find(old.id)).toMatchObject({ state: 'lift_requested', liftRequestedBy: 'board', liftReason: 'Cửa sổ, rộng hơn', liftUntil: null });
  expect((await lift(old.id, 'board')).json().code).toBe('mask_same_person');
  expect((await lift(old.id, 'commander', { reason: 'Xe 49A-123.45' })).json().code).toBe('personal_data_in_text');
  for (const left of ['reason', 'liftRequestedAt']) expect((await lift(old.id, 'commander', { [left]: undefined })).statusCode, left).toBe(422);
  expect((await lift(old.id, 'commander')).statusCode).toBe(200);
  expect((await draw({ replaces: old.id })).json().code).toBe('mask_lifted');
  expect((await draw({ replaces: newId() })).statusCode).toBe(404);
  await askForLift(drawn.id);
  await lift(drawn.id, 'commander');
});

test('masks that hide nothing, too many and words with plates are refused; another camera has none of them', async () => {
  expect(
    (
      await draw({
        outline: [
          [0.1, 0.1],
          [0.9, 0.1],
          [0.5, 0.1],
        ],
      })
    ).json().code,
  ).toBe('mask_too_small');
  expect(
    (
      await draw({
        outline: [
          [0.1, 0.1],
          [1.2, 0.1],
          [0.5, 0.5],
        ],
      })
    ).statusCode,
  ).toBe(422);
  expect((await draw({ reason: 'Xe 49A-123.45' })).json().code).toBe('personal_data_in_text');
  const { id } = (await draw()).json();
  const other = (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { name: 'Mắt khác', source: { kind: 'simulated', seed: 8, faults: {} } }))).json()
    .id;
  expect((await t.as('board', 'POST', `/cameras/${other}/masks/${id}/lift-requests`, { reason: 'Nhà đã dỡ' })).statusCode).toBe(404);
  // those that will come back count
  const live = (
    await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM privacy_mask WHERE camera_id = ${camera} AND (lifted_at IS NULL OR lift_until IS NOT NULL)`)
  ).n;
  for (let nth = live; nth < 20; nth++) expect((await draw()).statusCode).toBe(201);
  expect((await draw()).json().code).toBe('too_many_masks');
  const page = (await t.as('board', 'GET', `/cameras/${camera}/masks?limit=15`)).json();
  expect([page.items.length, (await t.as('board', 'GET', `/cameras/${camera}/masks?limit=15&cursor=${page.nextCursor}`)).json().items.length]).toEqual([15, 6]);
});

test('copies for watching that were made without a mask go when it is drawn, and those with it when it is lifted: they are made anew', async () => {
  const body = cameraBody(t.world, { name: 'Mắt đã ghi', source: { kind: 'simulated', seed: 11, faults: {} } });
  const filmed = (
    await t.as('board', 'POST', '/cameras', { ...body, placement: { ...(body['placement'] as object), validFrom: '2026-01-01T00:00:00Z' } })
  ).json().id;
  const incident = incidentBody(Math.floor(t.clock.now() / 1000) * 1000 - 3_600_000);
  const incidentId = (await t.as('officer', 'POST', '/incidents', incident)).json().id;
  const wanted = {
    cameraId: filmed,
    from: incident['occurredFrom'],
    to: incident['occurredTo'],
    purpose: 'Xem diễn biến va chạm',
    legalBasis: 'Điều 88 BLTTHS',
  };
  const asked = await t.as('officer', 'POST', `/incidents/${incidentId}/footage-requests`, wanted);
  expect(asked.statusCode, asked.body).toBe(201);
  const requestId = asked.json().id;
  await t.as('board', 'POST', `/footage-requests/${requestId}/decision`, { decision: 'approve', reason: 'Đồng ý' });
  const copies = async () => (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM watch_copy WHERE camera_id = ${filmed}`)).n;
  const order = (db: Queryable = t.db) =>
    db.run(sql`INSERT INTO watch_copy (id, request_id, camera_id, kind, source_id, during, state, ordered_at)
      SELECT ${newId()}, id, camera_id, 'segment', ${newId()}, during, 'waiting', ${new Date(t.clock.now())} FROM footage_request WHERE id = ${requestId}`);
  await order();
  const maskId = (await t.as('board', 'POST', `/cameras/${filmed}/masks`, { outline: OUTLINE, reason: 'Sân nhà' })).json().id;
  expect(await copies()).toBe(0);
  await order();
  const backMs = t.clock.now() + 60_000;
  await t.as('board', 'POST', `/cameras/${filmed}/masks/${maskId}/lift-requests`, { reason: 'Nhà đã dỡ', until: new Date(backMs).toISOString() });
  expect(await copies()).toBe(1);
  await t.as('commander', 'POST', `/cameras/${filmed}/masks/${maskId}/lift`, { reason: 'Đồng ý', liftRequestedAt: await liftRequestedAt(maskId, filmed) });
  expect(await copies()).toBe(0);
  // made while the mask is lifted, and good only until it is back
  await order();
  expect([await deleteClosedCopies(t.db, backMs - 1, 10), await deleteClosedCopies(t.db, backMs, 10), await copies()]).toEqual([0, 1, 0]);
  // the embedded database has one connection: nothing is ordered while a mask is being drawn
  if (inject('databaseKind') === 'embedded') return;
  await t.db.transaction(async (tx) => {
    await insertMask(tx, {
      id: newId(),
      cameraId: filmed,
      outline: OUTLINE.map(([x = 0, y = 0]) => [x, y] as const),
      reason: 'Cửa sổ',
      createdBy: (await tx.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'board'`)).id,
      atMs: t.clock.now(),
    });
    await expect(
      t.db.transaction(async (other) => {
        await other.run(sql`SET LOCAL lock_timeout = '50ms'`);
        await order(other);
      }),
      'a copy that is ordered now would be made without the mask',
    ).rejects.toBeDefined();
  });
  await order();
  expect(await copies()).toBe(1);
});

test('the database lets nobody change, delete or lift a mask alone', async () => {
  const { id } = (await t.as('board', 'GET', `/cameras/${camera}/masks?limit=1`)).json().items[0];
  const refused = { code: 'value_refused' };
  await expect(t.db.run(sql`DELETE FROM privacy_mask WHERE id = ${id}`)).rejects.toMatchObject(refused);
  await expect(t.db.run(sql`UPDATE privacy_mask SET outline = '[[0,0],[0,1],[1,1]]' WHERE id = ${id}`)).rejects.toMatchObject(refused);
  await expect(t.db.run(sql`UPDATE privacy_mask SET lifted_at = now(), lifted_by = (SELECT id FROM app_user LIMIT 1) WHERE id = ${id}`)).rejects.toMatchObject(
    refused,
  );
});

const photoOf = async (): Promise<Buffer> =>
  sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#2a6' } })
    .withExif({ IFD0: { Make: 'DIEN-THOAI-CUA-TOI' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '11/1 47/1 22/1' } })
    .jpeg()
    .toBuffer();
const handIn = (bytes: Buffer, user: TestUser = 'board', id = camera) => {
  const { payload, headers } = multipartOf(bytes, 'bien-bao.jpg');
  return t.as(user, 'POST', `/cameras/${id}/sign-photo`, payload, headers);
};
const missing = async (user: TestUser = 'board') =>
  (await t.as(user, 'GET', '/signs?missing=true')).json().items.map(({ cameraId }: { cameraId: string }) => cameraId);

test("the photograph of a sign is kept small and without the telephone's words; board, officers of the unit and administrators see it, and each look is logged", async () => {
  const photo = await photoOf();
  expect(photo.includes('DIEN-THOAI')).toBe(true);
  expect(await missing()).toContain(camera);
  expect((await handIn(photo)).statusCode).toBe(204);
  expect(await missing()).not.toContain(camera);
  for (const user of ['board', 'officer', 'admin'] as const) {
    const seen = await t.as(user, 'GET', `/cameras/${camera}/sign-photo`);
    expect([seen.statusCode, seen.headers['content-type'], seen.headers['cache-control']]).toEqual([200, 'image/jpeg', 'no-store']);
    const { width, height, exif } = await sharp(seen.rawPayload).metadata();
    expect([width, height, exif]).toEqual([1024, 512, undefined]);
    expect(seen.rawPayload.includes('DIEN-THOAI')).toBe(false);
  }
  for (const [user, status] of [
    ['board2', 404],
    ['otherofficer', 404],
    ['commander', 403],
    ['auditor', 403],
  ] as const) {
    expect((await t.as(user, 'GET', `/cameras/${camera}/sign-photo`)).statusCode).toBe(status);
  }
  expect((await logged('sign.read')).filter(({ outcome }) => outcome === 'allowed')).toHaveLength(3);
  const sign = (await t.as('board', 'GET', '/signs')).json().items.find(({ cameraId }: { cameraId: string }) => cameraId === camera);
  expect(sign).toMatchObject({ postedAt: '2026-11-01', photoBy: 'board', photoAt: expect.any(String) });
});

test('what is no photograph is refused and logged, and a camera without a posted notice has no sign to photograph', async () => {
  expect((await handIn(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).json().code).toBe('not_a_photo');
  const broken = (await photoOf()).subarray(0, 900);
  expect((await handIn(broken)).json().code).toBe('not_a_photo');
  expect((await t.as('board', 'POST', `/cameras/${camera}/sign-photo`, {})).json().code).toBe('file_missing');
  const body = { ...cameraBody(t.world, { name: 'Chưa có biển', source: { kind: 'simulated', seed: 9, faults: {} } }), notice: undefined };
  const draft = (await t.as('board', 'POST', '/cameras', body)).json().id;
  expect((await handIn(await photoOf(), 'board', draft)).json().code).toBe('notice_missing');
  expect(await missing()).toContain(draft);
  expect(await missing('board2')).toEqual([]);
  expect((await logged('camera.sign_photo')).map(({ code }) => code)).toEqual([null, 'not_a_photo', 'not_a_photo', 'file_missing', 'notice_missing']);
});

const report = (kind: string, user: TestUser = 'officer') => {
  // ids of one millisecond have no order
  t.clock.advance(1);
  return t.as(user, 'POST', `/cameras/${camera}/sign-reports`, { kind });
};
const signOf = async () => (await t.as('board', 'GET', `/signs?cameraId=${camera}`)).json().items[0];

test('whoever has a camera in reach reports that its sign is gone or unreadable; the board sees it as missing until a new photograph closes it', async () => {
  expect(await missing()).not.toContain(camera);
  expect([(await report('missing')).statusCode, (await report('unreadable', 'commander')).statusCode]).toEqual([204, 204]);
  expect((await report('missing', 'board')).json().code).toBe('sign_reported_already');
  expect([(await report('torn')).statusCode, (await report('missing', 'otherofficer')).statusCode, (await report('missing', 'auditor')).statusCode]).toEqual([
    422, 404, 403,
  ]);
  expect(await missing()).toContain(camera);
  expect((await signOf()).reports).toMatchObject([
    { kind: 'missing', reportedBy: 'officer', reportedAt: expect.stringContaining('T') },
    { kind: 'unreadable', reportedBy: 'commander' },
  ]);
  expect((await handIn(await photoOf())).statusCode).toBe(204);
  expect([(await signOf()).reports, (await missing()).includes(camera)]).toEqual([[], false]);
  expect((await report('missing')).statusCode).toBe(204);
  const closed = await t.db.rows<{ kind: string; photo: boolean }>(
    sql`SELECT r.kind, r.photo_sha256 = f.sha256 AS photo FROM sign_report r JOIN camera_notice_photo f USING (camera_id) WHERE r.closed_at IS NOT NULL ORDER BY r.id`,
  );
  expect(closed).toEqual([
    { kind: 'missing', photo: true },
    { kind: 'unreadable', photo: true },
  ]);
  expect((await logged('sign.report')).map(({ code }) => code)).toEqual([null, null, 'sign_reported_already', 'out_of_reach', 'role_not_permitted', null]);
  await expect(t.db.run(sql`UPDATE sign_report SET kind = 'missing' WHERE closed_at IS NOT NULL`)).rejects.toMatchObject({ code: 'value_refused' });
});

test('of photographs that one person sends at once only two are taken in, and the others are told to wait', async () => {
  const photo = await photoOf();
  const { payload, headers } = multipartOf(photo, 'bien-bao.jpg');
  // none arrives before four of the six have their answers, which are those for whom there is no room
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const late = async function* () {
    await released;
    yield payload;
  };
  const answers = Array.from({ length: 6 }, () => t.as('board', 'POST', `/cameras/${camera}/sign-photo`, Readable.from(late()), headers));
  await new Promise<void>((resolve) => {
    let answered = 0;
    const count = (): void => {
      answered += 1;
      if (answered === 4) resolve();
    };
    for (const answer of answers) answer.then(count, count);
  });
  release();
  const codes = (await Promise.all(answers)).map((answer) => (answer.statusCode === 204 ? 'kept' : answer.json().code));
  expect(codes.toSorted((a: string, b: string) => a.localeCompare(b))).toEqual(['kept', 'kept', ...Array.from({ length: 4 }, () => 'too_many_photos')]);
  expect((await handIn(photo)).statusCode).toBe(204);
});
