import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, truncate } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createExpireRecordsJob } from '../../../workers/jobs/expire-records-job.ts';
import { buildApp } from '../../../server/app.ts';
import { createUploadWriter } from '../../../server/uploads/upload-writer.ts';
import { createHandInDriver, metadataOf, sha256Hex } from '../../support/handin/hand-in-driver.ts';
import { openPatch } from '../../support/handin/open-patch.ts';
import { cameraBody, startTestApp, type TestApp, type TestUser } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

let t: TestApp;
let d: Awaited<ReturnType<typeof createHandInDriver>>;
let camera: string;

beforeAll(async () => {
  t = await startTestApp();
  d = await createHandInDriver(t);
  camera = (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { source: { kind: 'registered' } }))).json().id;
  await t.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => t.close());
beforeEach(() => t.db.run(sql`UPDATE hand_in SET state = 'cancelled', sha256 = NULL, finished_at = now() WHERE finished_at IS NULL`));

const codeOf = (answer: { statusCode: number; body: string }) => [answer.statusCode, (JSON.parse(answer.body) as { code: string }).code];
const begun = async (byteLength: number): Promise<string> => (await d.begin('board', camera, byteLength)).json().id;
const offsetOf = async (id: string) => Number((await d.head('board', camera, id)).headers['upload-offset']);
const fileOf = (id: string) => join(t.blobs.incomingFolder, id);

test('a file in pieces: where it stands, its end, and the hash of what arrived', async () => {
  const bytes = randomBytes(100_000);
  const answer = await d.begin('board', camera, bytes.length, { filename: 'ngã ba.mp4' });
  expect([answer.statusCode, answer.headers['tus-resumable']]).toEqual([201, '1.0.0']);
  const { id } = answer.json();
  expect(answer.headers.location).toBe(`/api/v1/cameras/${camera}/footage/uploads/${id}`);
  expect(Date.parse(String(answer.headers['upload-expires'])) - t.clock.now()).toBeGreaterThan(23 * 3_600_000);
  expect(await offsetOf(id)).toBe(0);
  expect((await d.piece('board', camera, id, 0, bytes.subarray(0, 60_000))).headers['upload-offset']).toBe('60000');
  expect(await d.look('board', camera, id)).toMatchObject({ state: 'receiving', receivedBytes: 60_000, sha256: null, fileName: 'ngã ba.mp4' });
  expect((await d.piece('board', camera, id, 60_000, bytes.subarray(60_000))).statusCode).toBe(204);
  const done = await d.look('board', camera, id);
  expect(done).toMatchObject({
    state: 'received',
    receivedBytes: bytes.length,
    sha256: sha256Hex(bytes),
    deviceStart: '2026-11-20T01:00:00.000Z',
    expiresAt: null,
  });
  // the end said twice changes nothing
  expect(codeOf(await d.piece('board', camera, id, 100_000, new Uint8Array()))).toEqual([409, 'upload_over']);
  expect((await d.head('board', camera, id)).headers).toMatchObject({ 'upload-offset': '100000', 'upload-length': '100000', 'cache-control': 'no-store' });
});

test('what the server can do is asked for; another version is refused', async () => {
  const options = await t.as('board', 'OPTIONS', d.pathOf(camera));
  expect([options.statusCode, options.headers['tus-version'], options.headers['tus-max-size']]).toEqual([204, '1.0.0', String(4 * 1024 ** 3)]);
  expect(options.headers['tus-extension']).toBe('creation,expiration,checksum,termination');
  const old = await d.begin('board', camera, 10, {}, { 'tus-resumable': '0.2.2' });
  expect([...codeOf(old), old.headers['tus-version']]).toEqual([412, 'tus_version', '1.0.0']);
});

test('a wrong offset is refused and told, and nothing is written', async () => {
  const id = await begun(1000);
  await d.piece('board', camera, id, 0, randomBytes(400));
  for (const offset of [0, 399, 401, 1000]) {
    const answer = await d.piece('board', camera, id, offset, randomBytes(100));
    expect([...codeOf(answer), answer.json().details.offset]).toEqual([409, 'offset_mismatch', 400]);
  }
  expect(await offsetOf(id)).toBe(400);
});

test('more than was said, nothing, too much, no length, no start: refused, and no file is left', async () => {
  const id = await begun(1000);
  expect(codeOf(await d.piece('board', camera, id, 0, randomBytes(1001)))).toEqual([413, 'file_too_large']);
  expect(await offsetOf(id)).toBe(0);
  const before = (await readdir(t.blobs.incomingFolder)).length;
  expect(codeOf(await d.begin('board', camera, 0))).toEqual([422, 'file_empty']);
  expect(codeOf(await d.begin('board', camera, 4 * 1024 ** 3 + 1))).toEqual([413, 'file_too_large']);
  expect(codeOf(await d.begin('board', camera, 10, {}, { 'upload-length': '-1' }))).toEqual([400, 'malformed_header']);
  expect(codeOf(await d.begin('board', camera, 10, {}, { 'upload-metadata': metadataOf({ filename: 'a.mp4' }) }))).toEqual([422, 'validation_failed']);
  expect(codeOf(await d.begin('board', camera, 10, {}, { 'upload-metadata': 'deviceStart !!' }))).toEqual([400, 'malformed_header']);
  expect(codeOf(await d.begin('board', camera, 10, { deviceStart: 'hôm qua' }))).toEqual([422, 'malformed_device_time']);
  expect(codeOf(await d.begin('board', camera, 10, { deviceStart: '1970-01-01T00:00:00' }))).toEqual([422, 'device_start_absurd']);
  const beside = (clockDeviceTime: string, clockTrueTime: string) =>
    d.begin('board', camera, 10, { deviceStart: '2000-01-01T00:10:00', clockDeviceTime, clockTrueTime });
  expect(codeOf(await beside('9999-01-01T00:00:00', new Date().toISOString()))).toEqual([422, 'device_time_absurd']);
  expect(codeOf(await beside('2000-01-01T00:00:00', '1995-01-01T00:00:00Z'))).toEqual([422, 'true_time_too_old']);
  expect(codeOf(await beside('2026-11-20T00:00:00', '2026-11-20T00:00:00+07:00'))).toEqual([422, 'device_start_absurd']);
  expect((await readdir(t.blobs.incomingFolder)).length).toBe(before);
});

test('a piece with a wrong checksum is thrown away as a whole', async () => {
  const bytes = randomBytes(500);
  const id = await begun(bytes.length);
  const sum = (algorithm: string, of: Uint8Array) => ({ 'upload-checksum': `${algorithm} ${createHash(algorithm).update(of).digest('base64')}` });
  expect(codeOf(await d.piece('board', camera, id, 0, bytes.subarray(0, 200), sum('sha1', randomBytes(200))))).toEqual([460, 'checksum_mismatch']);
  expect(await offsetOf(id)).toBe(0);
  expect((await d.piece('board', camera, id, 0, bytes.subarray(0, 200), sum('sha1', bytes.subarray(0, 200)))).statusCode).toBe(204);
  expect((await d.piece('board', camera, id, 200, bytes.subarray(200), sum('sha256', bytes.subarray(200)))).statusCode).toBe(204);
  expect((await d.look('board', camera, id)).sha256).toBe(sha256Hex(bytes));
});

test('nobody else sees it or goes on with it: not another board, not a colleague; refusals are logged', async () => {
  const id = await begun(100);
  for (const [user, status] of [
    ['board2', 404],
    ['officer', 403],
    ['admin', 403],
  ] as const) {
    expect((await d.head(user, camera, id)).statusCode).toBe(status);
    expect((await d.piece(user, camera, id, 0, randomBytes(10))).statusCode).toBe(status);
    expect((await d.cancel(user, camera, id)).statusCode).toBe(status);
  }
  // a colleague: the row's owner is made somebody else's
  const other = await t.db.row<{ id: string }>(sql`SELECT id FROM app_user WHERE username = 'board2'`);
  await t.db.run(sql`UPDATE hand_in SET handed_in_by = ${other.id} WHERE id = ${id}`);
  expect(codeOf(await d.piece('board', camera, id, 0, randomBytes(10)))).toEqual([404, 'not_found']);
  expect((await t.as('board', 'GET', d.pathOf(camera))).json().items.map((item: { id: string }) => item.id)).not.toContain(id);
  const refused = await t.db.rows(sql`SELECT 1 FROM audit_event WHERE action = 'footage.upload' AND outcome = 'refused' AND detail->>'code' = 'not_the_owner'`);
  expect(refused.length).toBeGreaterThan(0);
});

test('so many at once and no more; cancelled ones make room, and their bytes are gone', async () => {
  const ids = [];
  for (let n = 0; n < 5; n++) ids.push(await begun(100));
  const sixth = await d.begin('board', camera, 100);
  expect(codeOf(sixth)).toEqual([429, 'too_many_hand_ins']);
  expect((await d.cancel('board', camera, ids[0]!)).statusCode).toBe(204);
  expect((await readdir(t.blobs.incomingFolder)).includes(ids[0]!)).toBe(false);
  expect(codeOf(await d.piece('board', camera, ids[0]!, 0, randomBytes(10)))).toEqual([404, 'upload_gone']);
  expect((await d.head('board', camera, ids[0]!)).statusCode).toBe(404);
  expect((await d.begin('board', camera, 100)).statusCode).toBe(201);
});

test('where the disk has no room for what is on the way, nothing is begun', async () => {
  const blobs = { ...t.blobs, freeBytes: async () => 3 * 1024 ** 3 };
  const app = await buildApp({ ...t.context, blobs });
  const crowded = await createHandInDriver({
    ...t,
    as: async (user: TestUser, method: string, path: string, body?: unknown, headers = {}) =>
      app.inject({ method, url: `/api/v1${path}`, payload: body, headers: { authorization: `Bearer ${await t.token(user)}`, ...headers } } as never),
  } as TestApp);
  expect((await crowded.begin('board', camera, 1.5 * 1024 ** 3)).statusCode).toBe(201);
  expect(codeOf(await crowded.begin('board', camera, 1.5 * 1024 ** 3))).toEqual([503, 'disk_full']);
  await app.close();
});

const openPiece = async (id: string, offset: number, byteLength: number) => {
  const { port } = t.app.server.address() as AddressInfo;
  return openPatch(`http://127.0.0.1:${port}/api/v1${d.pathOf(camera, id)}`, await t.token('board'), offset, byteLength);
};

test('a lost connection costs nothing that arrived, and the upload goes on with the right hash', async ({ expect: soon }) => {
  const bytes = randomBytes(300_000);
  const id = await begun(bytes.length);
  const first = await openPiece(id, 0, bytes.length);
  first.sent.write(bytes.subarray(0, 120_000));
  await soon.poll(async () => (await readFile(fileOf(id))).length).toBe(120_000);
  first.sent.destroy();
  expect(await first.answer).toBe('broken');
  await soon.poll(() => offsetOf(id)).toBe(120_000);
  await soon.poll(async () => (await d.piece('board', camera, id, 120_000, bytes.subarray(120_000))).statusCode).toBe(204);
  expect((await d.look('board', camera, id)).sha256).toBe(sha256Hex(bytes));
});

test('a connection that says nothing more is given up, and what came is kept', async () => {
  const writer = createUploadWriter(t.context, { silentMs: 50, leaseMs: 5000 });
  const id = await begun(1000);
  const body = new PassThrough();
  body.write(randomBytes(300));
  await expect(writer.write({ id, offset: 0, byteLength: 1000, body })).rejects.toMatchObject({ kind: 'cancelled', code: 'upload_interrupted' });
  expect(await offsetOf(id)).toBe(300);
  expect((await d.piece('board', camera, id, 300, randomBytes(700))).statusCode).toBe(204);
});

test('a disk that fills up while a file comes ends it; what was noted before stays', async () => {
  const id = await begun(20_000_000);
  const writer = createUploadWriter({ ...t.context, blobs: { ...t.blobs, freeBytes: async () => 1000 } });
  const body = Readable.from(Array.from({ length: 20 }, () => randomBytes(1_000_000)));
  await expect(writer.write({ id, offset: 0, byteLength: 20_000_000, body })).rejects.toMatchObject({ kind: 'unavailable', code: 'disk_full' });
  expect(await offsetOf(id)).toBe(0);
  expect((await d.piece('board', camera, id, 0, randomBytes(10))).statusCode).toBe(204);
});

test('whoever is refused in the middle of a piece hears why', async () => {
  const blobs = { ...t.blobs, freeBytes: async () => 1000 };
  const crowded = await buildApp({ ...t.context, blobs });
  const url = await crowded.listen({ host: '127.0.0.1', port: 0 });
  const full = await begun(20_000_000);
  const piece = openPatch(`${url}/api/v1${d.pathOf(camera, full)}`, await t.token('board'), 0, 20_000_000);
  piece.sent.write(randomBytes(10_000_000));
  expect(await piece.answer).toBe(503);
  piece.sent.destroy();
  await crowded.close();
  const short = await begun(1000);
  const tooMuch = await openPiece(short, 0, 300_000);
  tooMuch.sent.write(randomBytes(200_000));
  expect(await tooMuch.answer).toBe(413);
  tooMuch.sent.end(randomBytes(100_000));
  expect(await offsetOf(short)).toBe(0);
});

test('of two that write at once one is told to wait, and the file holds the other one alone', async ({ expect: soon }) => {
  const bytes = randomBytes(200_000);
  const id = await begun(bytes.length);
  const first = await openPiece(id, 0, bytes.length);
  first.sent.write(bytes.subarray(0, 100_000));
  await soon.poll(async () => (await readFile(fileOf(id))).length).toBe(100_000);
  const second = await d.piece('board', camera, id, 0, randomBytes(50_000));
  expect([...codeOf(second), second.headers['retry-after']]).toEqual([409, 'upload_busy', '5']);
  expect(codeOf(await d.cancel('board', camera, id))).toEqual([409, 'upload_over']);
  first.sent.end(bytes.subarray(100_000));
  expect(await first.answer).toBe(204);
  expect((await d.look('board', camera, id)).sha256).toBe(sha256Hex(bytes));
  expect(sha256Hex(await readFile(fileOf(id)))).toBe(sha256Hex(bytes));
});

test('twenty at the same offset at the same moment: one wins', async () => {
  const id = await begun(1000);
  const pieces = await Promise.all(Array.from({ length: 20 }, () => d.piece('board', camera, id, 0, randomBytes(1000))));
  expect(pieces.filter((answer) => answer.statusCode === 204)).toHaveLength(1);
  expect(pieces.filter((answer) => answer.statusCode === 409)).toHaveLength(19);
  expect((await d.look('board', camera, id)).sha256).toBe(sha256Hex(await readFile(fileOf(id))));
});

test('what was written and not acknowledged is cut off; what was acknowledged and is gone is told', async () => {
  const bytes = randomBytes(5000);
  const id = await begun(bytes.length);
  await d.piece('board', camera, id, 0, bytes.subarray(0, 3000));
  await truncate(fileOf(id), 4500);
  // another server, without this one's running hash
  const app = await buildApp(t.context);
  const headers = { authorization: `Bearer ${await t.token('board')}`, 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };
  const sent = await app.inject({
    method: 'PATCH',
    url: `/api/v1${d.pathOf(camera, id)}`,
    payload: bytes.subarray(3000, 4000),
    headers: { ...headers, 'upload-offset': '3000' },
  });
  expect([sent.statusCode, sent.headers['upload-offset']]).toEqual([204, '4000']);
  await app.close();
  expect((await d.piece('board', camera, id, 4000, bytes.subarray(4000))).statusCode).toBe(204);
  expect((await d.look('board', camera, id)).sha256).toBe(sha256Hex(bytes));
  const lost = await begun(100);
  await d.piece('board', camera, lost, 0, randomBytes(50));
  await truncate(fileOf(lost), 20);
  expect(codeOf(await d.piece('board', camera, lost, 50, randomBytes(50)))).toEqual([404, 'upload_lost']);
});

test('a file nobody goes on with is given up after a day, with its bytes', async () => {
  const id = await begun(100);
  await d.piece('board', camera, id, 0, randomBytes(50));
  const hoursPass = (hours: number) => t.db.run(sql`UPDATE hand_in SET touched_at = touched_at - ${hours} * interval '1 hour' WHERE id = ${id}`);
  await hoursPass(23);
  const job = createExpireRecordsJob({ ...t.context, database: t.db });
  await job(runningJob({}));
  expect((await d.look('board', camera, id)).state).toBe('receiving');
  await hoursPass(2);
  await job(runningJob({}));
  expect(await d.look('board', camera, id)).toMatchObject({ state: 'expired', refusal: { code: 'upload_expired' } });
  expect((await readdir(t.blobs.incomingFolder)).includes(id)).toBe(false);
});

test('a small file in one form, its fields in any order; the same Idempotency-Key twice is one file', async () => {
  const bytes = randomBytes(2000);
  const key = { 'idempotency-key': 'form-1' };
  const first = await d.form('board', camera, bytes, {}, key);
  expect(first.statusCode).toBe(201);
  expect(first.json()).toMatchObject({ state: 'received', byteLength: 2000, sha256: sha256Hex(bytes), fileName: 'cuaso.mp4' });
  const again = await d.form('board', camera, bytes, {}, key);
  expect([again.statusCode, again.json().id]).toEqual([201, first.json().id]);
  expect(codeOf(await d.form('board', camera, bytes, { deviceStart: '' }))).toEqual([422, 'validation_failed']);
  expect((await d.form('board', camera, new Uint8Array())).json().code).toBe('file_empty');
  const open = await t.db.rows<{ id: string }>(sql`SELECT id FROM hand_in`);
  const known = new Set(open.map((row) => row.id));
  expect((await readdir(t.blobs.incomingFolder)).filter((name) => !known.has(name))).toEqual([]);
});

test('a draft takes nothing; a number in a name is not kept', async () => {
  const draft = (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { name: 'Nháp', notice: undefined, source: { kind: 'registered' } }))).json().id;
  expect(codeOf(await d.begin('board', draft, 10))).toEqual([409, 'camera_is_draft']);
  const plated = await d.begin('board', camera, 10, { filename: '49A-123.45.mp4' });
  expect(plated.json().fileName).toBe('file.mp4');
  expect((await d.begin('board', camera, 10, { filename: 'C:\\xuat\\ch01_20261120080000.avi' })).json().fileName).toMatch(/\.avi$/);
});

test('a date of the file that no phone can show is left out', async () => {
  const facts = { deviceStart: '2026-11-20T08:00:00', filename: 'a.mp4' };
  const modified = async (fileModifiedAt: string) =>
    (await d.look('board', camera, (await d.begin('board', camera, 10, {}, { 'upload-metadata': metadataOf({ ...facts, fileModifiedAt }) })).json().id))
      .fileModifiedAt;
  expect(await modified('0000-01-01T00:00:00Z')).toBeNull();
  expect(await modified('2026-11-20T01:02:03Z')).toBe('2026-11-20T01:02:03.000Z');
});

test('the same Idempotency-Key with another file is refused', async () => {
  const key = { 'idempotency-key': 'pieces-1' };
  const first = await d.begin('board', camera, 10, {}, key);
  expect((await d.begin('board', camera, 10, {}, key)).json().id).toBe(first.json().id);
  expect(codeOf(await d.begin('board', camera, 11, {}, key))).toEqual([422, 'idempotency_key_reused']);
});
