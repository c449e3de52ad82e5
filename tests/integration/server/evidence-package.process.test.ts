import { readFileSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { descendantWith } from '../../../bench/process-cost.ts';
import { verifyPackage } from '../../../cli/evidence/verify-package.ts';
import { findPackage, type EvidencePackageRow } from '../../../db/repositories/evidence-package-repository.ts';
import { readConfig } from '../../../platform/config.ts';
import { createLogger } from '../../../platform/logger.ts';
import { createPackageProcess } from '../../../workers/evidence/package-process.ts';
import { createBuildEvidencePackageJob } from '../../../workers/jobs/build-evidence-package-job.ts';
import { gateFfmpeg } from '../../support/media/gated-ffmpeg.ts';
import { createOpenedFootage, type OpenedFootage } from '../../support/media/opened-footage.ts';
import { repeatSegment, SEGMENT_MS } from '../../support/media/repeated-segments.ts';
import { startTestApp, type TestApp } from '../../support/test-app.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const SEGMENTS = 6;

let t: TestApp;
let footage: OpenedFootage;
let folder: string;
beforeAll(async () => {
  t = await startTestApp({ isLive: true });
  footage = await createOpenedFootage(t);
  folder = await mkdtemp(join(tmpdir(), 'matpho-package-process-'));
});
afterAll(async () => {
  await footage.close();
  await t.close();
  await rm(folder, { recursive: true, force: true });
});
const builderPid = () => descendantWith(process.pid, 'builder-process');
afterEach(async () => {
  expect(builderPid()).toBeUndefined();
  expect(await readdir(t.blobs.incomingFolder)).toEqual([]);
});

let count = 0;
/** A package of half a minute of a camera of its own. */
async function ordered(): Promise<string> {
  const startMs = Math.floor(Date.now() / 1000) * 1000 - 7_200_000 + (count += 1) * 600_000;
  const { cameraId, segmentId } = await footage.register(startMs);
  await repeatSegment(t.db, segmentId, startMs, SEGMENTS);
  const { incidentId } = await footage.open(cameraId, startMs, startMs + SEGMENTS * SEGMENT_MS);
  return (await t.as('officer', 'POST', `/incidents/${incidentId}/evidence-packages`, {})).json().id;
}

/** Runs the job as the worker does; `onBegun` is called once when the first file is packed, and no copy is made before it has ended: however late we hear of it, the builder is at work. */
async function build(packageId: string, onBegun: (pid: number) => unknown = () => undefined, signal?: AbortSignal): Promise<void> {
  const { db: database, blobs, clock } = t;
  const gated = await gateFfmpeg(footage.ffmpeg.path, folder);
  const ffmpeg = { ...footage.ffmpeg, path: gated.path };
  const settings = { ...t.packageBuilding, embedded: database.embedded, ffmpeg, publicUrl: undefined, timestamps: undefined };
  const inProcess = createPackageProcess(settings, blobs.incomingFolder, readConfig(process.env).otherEnvironment);
  let begun: Promise<void> | undefined;
  let failure: unknown;
  const begin = async (): Promise<void> => {
    await (async () => onBegun(builderPid()!))().catch((error: unknown) => (failure = error));
    // one that is to stop stops while it waits
    if (signal?.aborted !== true) await gated.open();
  };
  const job = createBuildEvidencePackageJob({
    database,
    blobs,
    clock,
    logger: createLogger('silent'),
    buildPackage: (run) =>
      inProcess({
        ...run,
        onProgress(share) {
          run.onProgress(share);
          begun ??= begin();
        },
      }),
  });
  try {
    await job(runningJob({ packageId }, signal));
  } finally {
    await begun;
    await gated.open();
    expect(failure).toBeUndefined();
  }
}

const row = async (id: string): Promise<EvidencePackageRow> => (await findPackage(t.db, id))!;

async function problemsOf(id: string): Promise<readonly string[]> {
  const path = join(folder, `${id}.zip`);
  await writeFile(path, (await t.as('officer', 'GET', `/evidence-packages/${id}/file`)).rawPayload);
  const file = await open(path);
  return (await verifyPackage(file, { fingerprint: (await row(id)).keyFingerprint! }).finally(() => file.close())).problems.lines;
}

it('builds a package that verifies, tells no secret to who lists processes, and signals to the whole group do not end it', async () => {
  const id = await ordered();
  const told: string[] = [];
  const { databaseUrl, secretKeys } = t.packageBuilding;
  // as the worker of an installation has them
  vi.stubEnv('MATPHO_SECRET_KEY', secretKeys[0].toString('base64'));
  vi.stubEnv('MATPHO_DATABASE_URL', databaseUrl);
  onTestFinished(() => void vi.unstubAllEnvs());
  await build(id, (pid) => {
    told.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readFileSync(`/proc/${pid}/environ`, 'utf8'));
    process.kill(pid, 'SIGTERM');
    process.kill(pid, 'SIGINT');
  });
  const { state, progress, contents } = await row(id);
  expect([state, progress, contents!.cameras[0]]).toMatchObject(['ready', 1, { originals: SEGMENTS, copies: SEGMENTS, uncopied: 0 }]);
  expect(await problemsOf(id)).toEqual([]);
  expect(told).toHaveLength(2);
  expect(told.join('\n')).toContain('PATH=');
  for (const secret of [databaseUrl, secretKeys[0].toString('base64'), secretKeys[0].toString('hex')]) expect(told.join('\n')).not.toContain(secret);
});

it('stops with the job, which counts as no attempt', async () => {
  const id = await ordered();
  const stopping = new AbortController();
  await expect(build(id, () => stopping.abort(), stopping.signal)).rejects.toThrow();
  expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 0, workerUntilMs: null });
});

it('one that is killed costs an attempt, and the package is built by the next', async () => {
  const id = await ordered();
  await expect(build(id, (pid) => process.kill(pid, 'SIGKILL'))).rejects.toMatchObject({
    kind: 'unavailable',
    code: 'package_builder_died',
    details: { signal: 'SIGKILL' },
  });
  expect(await row(id)).toMatchObject({ state: 'waiting', attempts: 1, workerUntilMs: null });
  await build(id);
  expect((await row(id)).state).toBe('ready');
});

it('ends for a package that nobody may open any more', async () => {
  const id = await ordered();
  const { requestIds } = await row(id);
  await build(id, async () => {
    const revoked = await t.as('board', 'POST', `/footage-requests/${requestIds[0]}/revocation`, { reason: 'Không còn cần' });
    expect(revoked.statusCode, revoked.body).toBe(200);
  });
  expect(await row(id)).toMatchObject({ state: 'dropped', blobKey: null });
});
