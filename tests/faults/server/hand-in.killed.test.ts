import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHandInDriver, sha256Hex } from '../../support/handin/hand-in-driver.ts';
import { openPatch } from '../../support/handin/open-patch.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';
import { startKillableWorker } from '../../support/workers/killable-worker.ts';

const MIB = 1024 * 1024;
let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ isLive: true });
});
afterAll(() => t.close());

const startServerProcess = () =>
  startKillableWorker(
    {
      MATPHO_DATABASE_URL: t.url,
      MATPHO_BLOB_URL: `file://${dirname(t.blobs.incomingFolder)}`,
      MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
      MATPHO_LOG_LEVEL: 'silent',
    },
    fileURLToPath(new URL('../../support/handin/server-process.ts', import.meta.url)),
  );

it('a server that is killed in the middle loses nothing that it noted, and another goes on with the right hash', async () => {
  const d = await createHandInDriver(t);
  const camera = (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { source: { kind: 'registered' } }))).json().id;
  const bytes = randomBytes(12 * MIB);
  const { id } = (await d.begin('board', camera, bytes.length)).json();
  const path = `/api/v1${d.pathOf(camera, id)}`;
  // both before the first is killed: from then on a quarter of a minute counts
  const [first, second] = await Promise.all([startServerProcess(), startServerProcess()]);
  const patch = openPatch(first.id + path, await t.token('board'), 0, bytes.length);
  patch.sent.write(bytes.subarray(0, 11 * MIB));
  await expect.poll(async () => Number((await d.head('board', camera, id)).headers['upload-offset'])).toBeGreaterThanOrEqual(8 * MIB);
  await first.kill();
  expect(await patch.answer).toBe('broken');
  // what lay behind the noted offset, in whatever state, must not stay
  const noted = Number((await d.head('board', camera, id)).headers['upload-offset']);
  expect(sha256Hex((await readFile(join(t.blobs.incomingFolder, id))).subarray(0, noted))).toBe(sha256Hex(bytes.subarray(0, noted)));
  const tooSoon = openPatch(second.id + path, await t.token('board'), noted, bytes.length - noted);
  tooSoon.sent.end(bytes.subarray(noted));
  expect(await tooSoon.answer).toBe(409);
  // a quarter of a minute passes
  await t.db.run(sql`UPDATE hand_in SET writer_until = writer_until - interval '15 seconds' WHERE id = ${id}`);
  const rest = openPatch(second.id + path, await t.token('board'), noted, bytes.length - noted);
  rest.sent.end(bytes.subarray(noted));
  expect(await rest.answer).toBe(204);
  await second.stop();
  expect(await d.look('board', camera, id)).toMatchObject({ state: 'received', receivedBytes: bytes.length, sha256: sha256Hex(bytes) });
  expect(sha256Hex(await readFile(join(t.blobs.incomingFolder, id)))).toBe(sha256Hex(bytes));
});
