import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenedFootage, type OpenedFootage } from '../../support/media/opened-footage.ts';
import { startTestApp, TEST_PASSWORD, type TestApp } from '../../support/test-app.ts';

const BIG_BYTES = 64 * 1024 * 1024;
/** What the product promises. */
const STOPS_WITHIN_MS = 5000;
let t: TestApp;
let o: OpenedFootage;
let port: number;

beforeAll(async () => {
  t = await startTestApp();
  o = await createOpenedFootage(t);
  await t.app.listen({ host: '127.0.0.1', port: 0 });
  port = (t.app.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await o.close();
  await t.close();
});

/** Seconds of a camera, opened, with a copy so large that a player is at it for minutes. */
async function openLong() {
  t.clock.advance(3 * 3_600_000);
  await t.db.run(
    sql`UPDATE session SET last_seen_at = ${new Date(t.clock.now())}, expires_at = ${new Date(t.clock.now() + 8 * 3_600_000)} WHERE revoked_at IS NULL`,
  );
  const startMs = Math.floor(t.clock.now() / 1000) * 1000 - 1_800_000;
  const { cameraId, segmentId } = await o.register(startMs);
  const request = await o.open(cameraId, startMs, startMs + 4000);
  const token = await o.signIn('officer', TEST_PASSWORD);
  expect((await t.anonymous('GET', `/media/${segmentId}`, undefined, { authorization: `Bearer ${token}`, range: 'bytes=0-0' })).statusCode).toBe(206);
  const key = `watch/big-${segmentId}.mp4`;
  await t.blobs.put(key, Buffer.alloc(BIG_BYTES, 7));
  await t.db.run(sql`UPDATE watch_copy SET blob_key = ${key}, byte_length = ${BIG_BYTES} WHERE request_id = ${request.requestId}`);
  return { segmentId, token, ...request };
}

/** A player that reads at its own pace, half a megabyte a second, and never hurries. */
async function play(segmentId: string, token: string) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: `/api/v1/media/${segmentId}`, headers: { authorization: `Bearer ${token}` } }, resolve).on('error', reject);
  });
  expect(answer.statusCode).toBe(200);
  const seen = { bytes: 0, endedAtMs: null as number | null };
  answer.on('data', (chunk: Buffer) => {
    seen.bytes += chunk.length;
    answer.pause();
    setTimeout(() => answer.resume(), (chunk.length / 524_288) * 1000);
  });
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      seen.endedAtMs ??= performance.now();
      resolve();
    };
    answer.on('error', end).on('close', end);
  });
  await once(answer, 'data');
  return { seen, ended };
}

/** How many files of the store this process has open. */
async function openFiles(): Promise<number> {
  const { readlink } = await import('node:fs/promises');
  const links = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return links.filter((link) => link.includes('/watch/big-')).length;
}

describe('a viewer that plays', () => {
  const ends: readonly (readonly [string, (played: { requestId: string; incidentId: string; token: string }) => Promise<unknown>])[] = [
    ['a revocation', ({ requestId }) => t.as('board', 'POST', `/footage-requests/${requestId}/revocation`, { reason: 'Hết cần thiết' })],
    ['a sign-out', ({ token }) => t.anonymous('DELETE', '/sessions/current', undefined, { authorization: `Bearer ${token}` })],
    ['an incident that became a gathering', ({ incidentId }) => t.as('officer2', 'PATCH', `/incidents/${incidentId}`, { category: 'disorderly_gathering' })],
    ['an account that was closed', () => t.db.run(sql`UPDATE app_user SET disabled_at = now() WHERE username = 'officer'`)],
  ];
  it.each(ends)('is cut off within five seconds by %s', async (_name, end) => {
    const opened = await openLong();
    const { seen, ended } = await play(opened.segmentId, opened.token);
    const askedAtMs = performance.now();
    await end(opened);
    await ended;
    expect(seen.endedAtMs! - askedAtMs).toBeLessThan(STOPS_WITHIN_MS);
    expect(seen.bytes).toBeLessThan(BIG_BYTES / 2);
    await expect.poll(openFiles).toBe(0);
    await t.db.run(sql`UPDATE app_user SET disabled_at = NULL WHERE username = 'officer'`);
  });

  it('that goes away leaves no file open', async () => {
    const { segmentId, token } = await openLong();
    const request = get({ host: '127.0.0.1', port, path: `/api/v1/media/${segmentId}`, headers: { authorization: `Bearer ${token}` } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    await once(answer, 'data');
    expect(await openFiles()).toBe(1);
    answer.once('error', () => undefined);
    request.destroy();
    await expect.poll(openFiles).toBe(0);
  });

  it('takes no more memory than it reads', async () => {
    const { segmentId, token } = await openLong();
    const before = process.memoryUsage();
    const viewers = await Promise.all(Array.from({ length: 10 }, () => play(segmentId, token)));
    const after = process.memoryUsage();
    // ten copies of 64 MB would be 640
    expect(after.external + after.heapUsed - before.external - before.heapUsed).toBeLessThan(100 * 1024 * 1024);
    await t.anonymous('DELETE', '/sessions/current', undefined, { authorization: `Bearer ${token}` });
    await Promise.all(viewers.map(({ ended }) => ended));
  });
});
