import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sql from 'sql-template-tag';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyPackage } from '../../../cli/evidence/verify-package.ts';
import { findPackage } from '../../../db/repositories/evidence-package-repository.ts';
import { createJobProducer } from '../../../platform/job-producer.ts';
import { newId } from '../../../platform/new-id.ts';
import { openQueueBackend } from '../../../platform/queue-backend.ts';
import { descendantWith } from '../../../bench/process-cost.ts';
import { createOpenedFootage, type OpenedFootage } from '../../support/media/opened-footage.ts';
import { repeatSegment, SEGMENT_MS } from '../../support/media/repeated-segments.ts';
import { verifyPackagesStandalone } from '../../support/standalone/package-verifier.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { waitForEvents } from '../../support/workers/event-wait.ts';
import { startKillableWorker } from '../../support/workers/killable-worker.ts';

const SEGMENTS = 60;
const KILLS = 2;

let t: TestApp;
let footage: OpenedFootage;
let folder: string;
beforeAll(async () => {
  t = await startTestApp({ isLive: true });
  footage = await createOpenedFootage(t);
  folder = await mkdtemp(join(tmpdir(), 'matpho-package-killed-'));
});
afterAll(async () => {
  await footage.close();
  await t.close();
  await rm(folder, { recursive: true, force: true });
});

/** A camera with some minutes' worth of files, each as the first. */
async function filmed(startMs: number): Promise<string> {
  const { cameraId, segmentId } = await footage.register(startMs);
  await repeatSegment(t.db, segmentId, startMs, SEGMENTS);
  return cameraId;
}

/** Puts its job on the queue, each time anew: as when a queue gives a dead worker's job to the next one. */
async function queue(packageId: string): Promise<void> {
  const backend = openQueueBackend({ databaseUrl: t.url, onError: () => undefined });
  const jobs = createJobProducer(backend, () => undefined);
  await jobs.add('build-evidence-package', { packageId }, newId());
  await jobs.close();
  await backend.close();
}

it(`a package whose worker is killed ${KILLS} times in the middle is built whole by the next one, and verifies`, { timeout: 240_000 }, async () => {
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
  const cameraId = await filmed(startMs);
  const { incidentId } = await footage.open(cameraId, startMs, startMs + SEGMENTS * SEGMENT_MS);
  const { id: packageId } = (await t.as('officer', 'POST', `/incidents/${incidentId}/evidence-packages`, {})).json();
  const events = waitForEvents(t.url);
  const row = async () => (await findPackage(t.db, packageId))!;
  const settings = {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: t.url,
    MATPHO_BLOB_URL: `file://${dirname(t.blobs.incomingFolder)}`,
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_LOG_LEVEL: 'fatal',
  };
  const left: string[] = [];
  const killedAt: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const { workId: before } = await row();
    await queue(packageId);
    const worker = await startKillableWorker(settings);
    await events.until(async () => {
      const { workId, progress } = await row();
      return workId !== before && progress > 0.05;
    }, 90_000);
    const builder = descendantWith(worker.pid, 'builder-process')!;
    await worker.kill();
    // with nobody left to build for it ends by itself
    await expect.poll(() => existsSync(`/proc/${builder}`)).toBe(false);
    const { state, workId, progress, attempts } = await row();
    expect([state, attempts]).toEqual(['waiting', kill + 1]);
    killedAt.push(progress);
    left.push(workId!);
    // half a package lies there, and nobody believes it
    expect(await readdir(t.blobs.incomingFolder)).toContain(workId);
    await t.db.run(sql`UPDATE evidence_package SET worker_until = now() - interval '1 second' WHERE id = ${packageId}`);
  }
  expect(killedAt.every((progress) => progress < 1)).toBe(true);
  await queue(packageId);
  const last = await startKillableWorker(settings);
  await events.until(async () => (await row()).state === 'ready', 120_000);
  await last.stop();
  await events.close();
  expect(new Set(left).size).toBe(KILLS);
  expect((await readdir(t.blobs.incomingFolder)).filter((name) => left.some((workId) => name.startsWith(workId)))).toEqual([]);

  const answer = await t.as('officer', 'GET', `/evidence-packages/${packageId}/file`);
  const path = join(folder, 'package.zip');
  await writeFile(path, answer.rawPayload);
  const archive = await open(path);
  const { keyFingerprint, contents } = await row();
  const report = await verifyPackage(archive, { fingerprint: keyFingerprint! }).finally(() => archive.close());
  expect(report.problems.lines).toEqual([]);
  expect(await verifyPackagesStandalone([[path, keyFingerprint]])).toEqual([[]]);
  expect(contents!.cameras).toMatchObject([{ originals: SEGMENTS, copies: SEGMENTS, uncopied: 0, absentMs: 0 }]);
  const sealed = await t.db.row<{ n: number }>(
    sql`SELECT count(*) AS n FROM audit_event WHERE action = 'package.seal' AND detail->>'packageId' = ${packageId}`,
  );
  expect(sealed.n).toBe(1);
});
