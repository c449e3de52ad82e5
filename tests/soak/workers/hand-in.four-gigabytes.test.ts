import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHandInDriver } from '../../support/handin/hand-in-driver.ts';
import { openPatch } from '../../support/handin/open-patch.ts';
import { cameraBody, startTestApp, type TestApp } from '../../support/test-app.ts';
import { startKillableWorker } from '../../support/workers/killable-worker.ts';

const run = promisify(execFile);
const LIMIT_BYTES = 4 * 1024 ** 3;
let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ isLive: true });
});
afterAll(() => t.close());

/** Highest resident memory of a process so far, in MB (proc(5)). */
async function peakMb(pid: number): Promise<number> {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024);
}

/** Some 200 MB of a transport stream that can be repeated: noise at 40 s. */
async function makePiece(): Promise<Buffer> {
  const noise = ['-f', 'lavfi', '-i', 'testsrc=size=1280x720:rate=10', '-vf', 'noise=alls=100:allf=t', '-t', '12'];
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'error', ...noise, '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '1', '-g', '10', '-pix_fmt', 'yuv420p', '-f', 'mpegts', 'pipe:1'],
    {
      encoding: 'buffer',
      maxBuffer: 2 ** 31,
    },
  );
  return stdout;
}

it('a file of 4 GB goes through a server and a worker in little memory, and is what was sent', async () => {
  const d = await createHandInDriver(t);
  const settings = {
    MATPHO_DATABASE_URL: t.url,
    MATPHO_BLOB_URL: `file://${dirname(t.blobs.incomingFolder)}`,
    MATPHO_DATA_DIR: dirname(t.blobs.incomingFolder),
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_LOG_LEVEL: 'warn',
  };
  const camera = (await t.as('board', 'POST', '/cameras', cameraBody(t.world, { source: { kind: 'registered' } }))).json().id;
  const piece = await makePiece();
  const count = Math.floor(LIMIT_BYTES / piece.length);
  const byteLength = count * piece.length;
  const hash = createHash('sha256');
  for (let n = 0; n < count; n++) hash.update(piece);
  const sent = hash.digest('hex');
  const server = await startKillableWorker(settings, fileURLToPath(new URL('../../support/handin/server-process.ts', import.meta.url)));
  const { id } = (await d.begin('board', camera, byteLength)).json();
  const before = await peakMb(server.pid);
  const startedMs = performance.now();
  const patch = openPatch(`${server.id}/api/v1${d.pathOf(camera, id)}`, await t.token('board'), 0, byteLength);
  for (let n = 0; n < count; n++) await new Promise<void>((resolve) => patch.sent.write(piece, () => resolve()));
  patch.sent.end();
  expect(await patch.answer).toBe(204);
  const uploadMs = performance.now() - startedMs;
  expect((await d.look('board', camera, id)).sha256).toBe(sent);
  const memory = { before, after: await peakMb(server.pid) };
  await server.stop();
  const worker = await startKillableWorker(settings);
  const workerBefore = await peakMb(worker.pid);
  const checkedMs = performance.now();
  await expect.poll(async () => (await d.look('board', camera, id)).state, { timeout: 600_000, interval: 500 }).toBe('stored');
  const checkMs = performance.now() - checkedMs;
  await expect.poll(async () => (await d.look('board', camera, id)).copy, { timeout: 600_000, interval: 500 }).toBe('made');
  const copyMs = performance.now() - checkedMs - checkMs;
  const workerMemory = { before: workerBefore, after: await peakMb(worker.pid) };
  await worker.stop();
  const segment = await t.db.row<{ sha256: string; seconds: number }>(
    sql`SELECT encode(sha256, 'hex') AS sha256, extract(epoch FROM upper(true_during) - lower(true_during))::float8 AS seconds FROM footage_segment`,
  );
  expect(segment.sha256).toBe(sent);
  const seconds = (ms: number) => Math.round(ms / 1000);
  const figures = {
    byteLength,
    uploadS: seconds(uploadMs),
    checkS: seconds(checkMs),
    copyS: seconds(copyMs),
    footageS: segment.seconds,
    serverPeakMb: memory,
    workerPeakMb: workerMemory,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  expect(memory.after - memory.before).toBeLessThan(200);
  expect(workerMemory.after - workerMemory.before).toBeLessThan(200);
}, 1_800_000);
