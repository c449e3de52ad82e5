import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../platform/new-id.ts';
import { createImportCamerasJob } from '../../../workers/jobs/import-cameras-job.ts';
import { makeWardRecords, WARD_CASE, type WardRecords } from '../../support/access/ward-records.ts';
import { createHandInDriver } from '../../support/handin/hand-in-driver.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

let t: TestApp;
let own: WardRecords;
let other: WardRecords;
let d: Awaited<ReturnType<typeof createHandInDriver>>;

beforeAll(async () => {
  t = await startTestApp();
  own = await makeWardRecords(t, { board: 'board', officer: 'officer', unitId: t.world.north });
  other = await makeWardRecords(t, { board: 'otherboard', officer: 'otherofficer', unitId: t.world.otherWard });
  d = await createHandInDriver(t);
});
afterAll(() => t.close());

const codeOf = (answer: { statusCode: number; json: () => { code?: string } }) => [answer.statusCode, answer.json().code];

test('an Idempotency-Key of somebody else replays nothing: neither their answer nor their act', async () => {
  const key = { 'idempotency-key': 'khoa-chung-1' };
  const post = (user: TestUser, unitId: string, name: string) => t.as(user, 'POST', '/cameras', cameraBody(t.world, { unitId, name }), key);
  const first = await post('board', t.world.north, 'Một');
  const foreign = await post('otherboard', t.world.otherWard, 'Hai');
  expect([first.statusCode, foreign.statusCode]).toEqual([201, 201]);
  expect([foreign.headers['idempotency-replayed'], foreign.json().name]).toEqual([undefined, 'Hai']);
  const again = await post('board', t.world.north, 'Một');
  expect([again.headers['idempotency-replayed'], again.json().id]).toEqual(['true', first.json().id]);
  expect(codeOf(await post('board', t.world.north, 'Ba'))).toEqual([422, 'idempotency_key_reused']);
});

test('an Idempotency-Key gets nobody past a refusal, and an answer is not replayed by a session that has ended', async () => {
  const body = { cameraId: own.camera, ...WARD_CASE, reason: 'Giữ cho vụ việc' };
  const path = `/incidents/${own.incident}/holds`;
  const key = { 'idempotency-key': 'khoa-giu-hinh' };
  expect((await t.as('officer2', 'POST', path, body, key)).statusCode).toBe(201);
  expect((await t.as('officer2', 'POST', path, body, key)).headers['idempotency-replayed']).toBe('true');
  expect(codeOf(await t.as('otherofficer', 'POST', path, body, key))).toEqual([404, 'not_found']);
  const { token } = (await t.anonymous('POST', '/sessions', { username: 'officer2', password: 'correct horse battery' })).json();
  await t.anonymous('DELETE', '/sessions/current', undefined, { authorization: `Bearer ${token}` });
  expect(codeOf(await t.anonymous('POST', path, body, { ...key, authorization: `Bearer ${token}` }))).toEqual([401, 'sign_in_required']);
});

test('guessed ids of media and pictures open nothing, not even beside a true one', async () => {
  const neighbours = (id: string) => [1n, -1n, 2n ** 64n].map((step) => (BigInt(`0x${id.replaceAll('-', '')}`) + step).toString(16).padStart(32, '0'));
  const written = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  for (const [path, id] of [
    ['/media/', own.segment],
    ['/snapshots/', own.snapshot],
  ] as const)
    // prettier-ignore
    for (const guess of [...neighbours(id).map(written), newId(), id.toUpperCase().slice(0, -1)]) {
      const answer = await t.as('officer', 'GET', `${path}${guess}${path === '/media/' ? '' : '/image'}`);
      expect(codeOf(answer), guess).toEqual([404, 'not_found']);
    }
  expect(codeOf(await t.as('officer', 'GET', `/media/${own.segment}`))).toEqual([403, 'grant_required']);
  expect(codeOf(await t.as('officer', 'GET', `/media/${other.segment}`))).toEqual([404, 'not_found']);
});

test('a path in the name of a file leads nowhere: neither by tus nor by a form', async () => {
  const folder = t.blobs.incomingFolder;
  const names = ['../../../etc/cron.d/x', '..\\..\\x.mp4', '/etc/passwd', 'a/../../b.mp4', '%2e%2e%2fx.mp4', 'x\u0000.mp4', '\u202Egpm.exe'];
  for (const filename of names) {
    const begun = await d.begin('board', own.camera, 10, { filename });
    expect(begun.statusCode, begun.body).toBe(201);
    const { id } = begun.json();
    expect(begun.headers.location).toBe(`/api/v1/cameras/${own.camera}/footage/uploads/${id}`);
    expect((await d.look('board', own.camera, id)).fileName).not.toMatch(/[/\\\p{C}]/u);
    await d.cancel('board', own.camera, id);
  }
  for (const filename of names.filter((name) => !name.includes('\u0000'))) {
    const sent = await d.form('board', own.camera, Buffer.from('không phải video'), { filename });
    expect(sent.statusCode, sent.body).toBeLessThan(500);
    if (sent.statusCode < 300) expect((await d.look('board', own.camera, sent.json().id)).fileName).not.toMatch(/[/\\\p{C}]/u);
    await t.db.run(sql`UPDATE hand_in SET state = 'cancelled', sha256 = NULL, finished_at = now() WHERE finished_at IS NULL AND id <> ${own.upload}`);
  }
  expect((await readdir(folder)).filter((name) => !/^[0-9a-f-]{36}$/.test(name))).toEqual([]);
  const piece = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
  for (const id of ['..%2F..%2Fcameras', '%00', '.', `${own.upload}%2F..`]) {
    const answer = await t.as('board', 'PATCH', d.pathOf(own.camera, id), Buffer.from('x'), piece);
    expect([404, 422], id).toContain(answer.statusCode);
  }
  expect((await d.look('board', own.camera, own.upload)).receivedBytes).toBe(0);
});

test('a hand-in is neither continued, looked at nor cancelled by another board, with the right id under an own camera either', async () => {
  for (const call of [
    () => d.piece('otherboard', other.camera, own.upload, 0, Buffer.from('x')),
    () => d.cancel('otherboard', other.camera, own.upload),
    () => t.as('otherboard', 'GET', d.pathOf(other.camera, own.upload)),
    () => d.cancel('otherboard', own.camera, own.upload),
  ])
    expect(codeOf(await call())).toEqual([404, 'not_found']);
  expect((await d.look('board', own.camera, own.upload)).state).toBe('receiving');
});

test('forms of any shape are refused or taken, never a fault, and leave no file behind', async () => {
  const kept = async () => (await readdir(t.blobs.incomingFolder)).length;
  const before = await kept();
  const part = fc.record({
    name: fc.constantFrom('file', 'deviceStart', '__proto__', 'constructor', '', 'a"b'),
    text: fc.string({ unit: 'binary', maxLength: 60 }),
  });
  const form = fc
    .array(part, { maxLength: 6 })
    .map((parts) => parts.map(({ name, text }) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`).join(''));
  const body = fc.oneof(
    form.map((text) => `${text}--b--\r\n`),
    form,
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      '--b\r\n',
      '--b--',
      '--b\r\ncontent-disposition: form-data; name="file"; filename="../x"\r\n\r\n--b--\r\n',
      `--b\r\n${'x: y\r\n'.repeat(500)}\r\n\r\n--b--\r\n`,
    ),
  );
  await fc.assert(
    fc.asyncProperty(body, async (text) => {
      for (const path of [d.pathOf(own.camera), '/camera-imports', `/cameras/${own.camera}/sign-photo`]) {
        const answer = await t.as('board', 'POST', path, Buffer.from(text), { 'content-type': 'multipart/form-data; boundary=b' });
        expect(answer.statusCode, `${path} ${JSON.stringify(text)} ${answer.body}`).toBeGreaterThanOrEqual(400);
        expect(answer.statusCode, `${path} ${JSON.stringify(text)} ${answer.body}`).toBeLessThan(500);
      }
    }),
    { numRuns: 25 },
  );
  expect(await kept()).toBe(before);
});

test('a job of a worker does what its row says and for whom, whatever ids somebody puts into a queue', async () => {
  const job = createImportCamerasJob({ ...t.context, database: t.db });
  const cameras = async () => (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM camera`)).n;
  const before = await cameras();
  // ids of other kinds of records, of others, and of nothing
  for (const importId of [own.camera, other.request, newId()]) await job(runningJob({ importId })).catch(() => undefined);
  expect(await cameras()).toBe(before);
  // a copy for watching is made only of what an open request of that camera contains
  const copy = sql`INSERT INTO watch_copy (id, request_id, camera_id, kind, source_id, during, state, ordered_at)
    VALUES (${newId()}, ${own.request}, ${other.camera}, 'segment', ${other.segment}, tstzrange(now(), now() + interval '1 second'), 'waiting', now())`;
  await expect(t.db.run(copy)).rejects.toMatchObject({ details: { constraint: 'watch_copy_within_request' } });
});
