import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { findPackage } from '../../../db/repositories/evidence-package-repository.ts';
import { createFolderBlobStore } from '../../../media/folder-blob-store.ts';
import type { BlobStore } from '../../../media/blob-store.ts';
import { createNamedBlobs } from '../../../workers/blobs/named-blobs.ts';
import { buildPackage } from '../../../workers/evidence/build-package.ts';
import { createBuildEvidencePackageJob } from '../../../workers/jobs/build-evidence-package-job.ts';
import { startPackageDesk, type PackageDesk } from '../../support/evidence/package-desk.ts';
import { mountSmallDisk, type SmallDisk } from '../../support/full-disk.ts';
import { runningJob } from '../../support/workers/contact-parts.ts';

const MIB = 2 ** 20;
const SEGMENTS = 8;

let p: PackageDesk;
let disk: SmallDisk;
let blobs: BlobStore;
beforeAll(async () => {
  p = await startPackageDesk();
  disk = await mountSmallDisk(64);
  blobs = createFolderBlobStore({ folder: disk.folder });
});
afterAll(async () => {
  await p.close();
  await disk.stop();
});
beforeEach(() => p.desk.freshStart());

/** Builds on the small disk, whose rule is `room`; `onBegun` is called, and waited for, when the first file is packed. */
async function build(
  packageId: string,
  room: { keepFreeBytes: number; lookEveryMs: number },
  onBegun: () => Promise<void> = async () => undefined,
): Promise<void> {
  const { database, clock } = p.parts();
  const parts = { ...p.parts(), blobs, namedBlobs: createNamedBlobs({ database, blobs, clock }), room };
  let begun: Promise<void> | undefined;
  const open: BlobStore['open'] = async (...args) => {
    await begun;
    return blobs.open(...args);
  };
  const job = createBuildEvidencePackageJob({
    ...parts,
    buildPackage: (run) =>
      buildPackage(
        { ...parts, blobs: { ...blobs, open } },
        {
          ...run,
          onProgress(share) {
            run.onProgress(share);
            if (begun !== undefined) return;
            begun = onBegun();
            // awaited before the next file is read; until then a failure must not count as one that nobody looks at
            begun.catch(() => undefined);
          },
        },
      ),
  });
  await job(runningJob({ packageId }));
}

/** A package of footage that lies on the small disk. */
async function ordered(): Promise<string> {
  const startMs = p.desk.startMs();
  for (let n = 0; n < SEGMENTS; n++) {
    const id = await p.storeSegment(startMs + n * 5000);
    await blobs.put(`footage/test/${id}.mp4`, p.video);
  }
  return (await p.ordered()).packageId;
}

/** That it waits, told to who ordered it in words, that this counts as no attempt and that nothing is left; then that it is built when there is room. */
async function waitsAndIsBuilt(packageId: string, free: () => Promise<void>, room: { keepFreeBytes: number; lookEveryMs: number }): Promise<void> {
  const words = { code: 'disk_full', message: expect.stringContaining('as soon as there is room') };
  expect(await p.show(packageId)).toMatchObject({ state: 'waiting', progress: 0, error: words });
  expect((await p.desk.t.as('officer', 'GET', `/jobs/${packageId}`)).json()).toMatchObject({ state: 'waiting', error: words });
  expect(await findPackage(p.desk.t.db, packageId)).toMatchObject({ attempts: 0, workerUntilMs: null });
  expect(await readdir(blobs.incomingFolder)).toEqual([]);
  await free();
  await build(packageId, room);
  const shown = await p.show(packageId);
  expect([shown.state, shown.error, shown.contents!.cameras]).toMatchObject(['ready', null, [{ originals: SEGMENTS, copies: SEGMENTS, uncopied: 0 }]]);
}

it('a disk without room for it: the package is not begun, waits, and is built when there is room', async () => {
  const packageId = await ordered();
  const room = { keepFreeBytes: 32 * MIB, lookEveryMs: 5000 };
  await disk.fill();
  await expect(build(packageId, room)).rejects.toMatchObject({ kind: 'unavailable', code: 'disk_full' });
  await waitsAndIsBuilt(packageId, () => disk.empty(), room);
});

it('a disk that others nearly fill while it is built: it gives way before they run out of room', async () => {
  const packageId = await ordered();
  const room = { keepFreeBytes: 32 * MIB, lookEveryMs: 20 };
  const others = join(disk.folder, 'others');
  // leaves less than half of what is to be kept free, and far more than the package would take
  await expect(build(packageId, room, () => writeFile(others, randomBytes(52 * MIB)))).rejects.toMatchObject({ code: 'disk_full' });
  expect(await disk.freeBytes()).toBeGreaterThan(8 * MIB);
  await waitsAndIsBuilt(packageId, () => rm(others), room);
});

it('a disk that is full in the middle of a byte, with nobody looking: no copy is left out for it, and nothing is sealed', async () => {
  const packageId = await ordered();
  const room = { keepFreeBytes: 0, lookEveryMs: 3_600_000 };
  await expect(build(packageId, room, () => disk.fill())).rejects.toMatchObject({ code: 'disk_full' });
  await waitsAndIsBuilt(packageId, () => disk.empty(), room);
});
