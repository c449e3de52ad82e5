import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import sql from 'sql-template-tag';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { findPackage, insertPackage, type EvidencePackageRow } from '../db/repositories/evidence-package-repository.ts';
import { findFfmpeg } from '../media/ffmpeg-path.ts';
import { createFolderBlobStore } from '../media/folder-blob-store.ts';
import { createJobProducer } from '../platform/job-producer.ts';
import { newId } from '../platform/new-id.ts';
import { openQueueBackend } from '../platform/queue-backend.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { enterBenchCase, type BenchCase } from './bench-case.ts';
import { benchNumber } from './bench-number.ts';
import { watchBuilder } from './builder-memory.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { forkScript } from './forked-script.ts';
import { peakRssMb, rssMb } from './process-cost.ts';
import { spawnMatpho } from './spawn-matpho.ts';

const SEGMENT_S = 5;
/** 25 MB a segment: so much that a gigabyte plays for minutes and not for an hour, which its copies would take to be made. */
const BITRATE = '40M';
/** For more than these take, segments get larger instead of more: each second of their copies takes a second of computing. `MATPHO_BENCH_SEGMENTS`. */
const MOST_SEGMENTS = 41;
const LIMIT_MB = 150;
const IDLE_MS = 8000;

/** A segment as a recorder writes it, with a steady rate: filled up where the picture needs less. */
async function makeSegment(ffmpegPath: string, path: string): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25', '-t', String(SEGMENT_S)];
  const rate = ['-b:v', BITRATE, '-minrate', BITRATE, '-maxrate', BITRATE, '-bufsize', BITRATE, '-x264-params', 'nal-hrd=cbr'];
  const codec = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    ...rate,
    '-movflags',
    '+frag_keyframe+empty_moov+default_base_moof',
  ];
  await promisify(execFile)(ffmpegPath, ['-nostdin', '-v', 'error', '-y', ...picture, ...codec, path]);
}

/** Appends a box of random bytes that players pass over (ISO/IEC 14496-12, 8.1.2), so that the file has `byteLength`. */
async function fillUp(path: string, byteLength: number): Promise<void> {
  const missing = Math.max(0, byteLength - (await stat(path)).size);
  if (missing < 8) return;
  const box = randomBytes(missing);
  box.writeUInt32BE(missing, 0);
  box.write('free', 4, 'latin1');
  await appendFile(path, box);
}

/** A blob as a segment, `count` times one behind the other. */
async function insertSegments(db: Database, { cameraId }: BenchCase, file: { key: string; bytes: Buffer }, fromMs: number, count: number): Promise<void> {
  const hash = createHash('sha256').update(file.bytes).digest();
  for (let n = 0; n < count; n++) {
    const at = fromMs + n * SEGMENT_S * 1000;
    await db.run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
      VALUES (${newId(at)}, ${cameraId}, tstzrange(${new Date(at)}, ${new Date(at + SEGMENT_S * 1000)}), 0, 'none', 'recorded', 'h264', ${hash}, ${file.key}, ${file.bytes.length}, now() + interval '1 day')`);
  }
}

async function order(
  db: Database,
  url: string,
  { incidentId, requestId, userId, organisationId }: BenchCase,
  during: { fromMs: number; toMs: number },
): Promise<string> {
  const id = newId();
  await db.transaction((tx) =>
    insertPackage(tx, { id, incidentId, orderedBy: userId, orderedFor: organisationId, atMs: Date.now(), requests: [{ requestId, ...during }] }),
  );
  const backend = openQueueBackend({ databaseUrl: url, onError: () => undefined });
  const jobs = createJobProducer(backend, () => undefined);
  await jobs.add('build-evidence-package', { packageId: id }, `${id}-0`);
  await jobs.close();
  await backend.close();
  return id;
}

async function untilBuilt(db: Database, id: string, progress: (line: string) => void): Promise<EvidencePackageRow> {
  for (let said = 0; ; await delay(500)) {
    const row = (await findPackage(db, id))!;
    if (row.state !== 'waiting') return row;
    if (row.progress >= said + 0.1) progress(`the package: ${Math.floor(100 * (said = row.progress))} %`);
  }
}

/** Memory of a process that streams the same bytes into a ZIP file, and how long it takes. */
async function plainZip(filePath: string, count: number, outputPath: string): Promise<{ peakMb: number; seconds: number }> {
  const script = await forkScript('plain-zip');
  const startedAt = performance.now();
  await script.ask({ filePath, count, outputPath });
  const seconds = (performance.now() - startedAt) / 1000;
  const peakMb = peakRssMb(script.pid);
  await script.stop();
  await rm(outputPath);
  return { peakMb, seconds };
}

async function measure(folder: string, url: string, progress: (line: string) => void): Promise<readonly BenchFigure[]> {
  const db = openDatabase(url, { embedded: false });
  await migrate(db);
  const blobFolder = join(folder, 'blobs');
  const blobs = createFolderBlobStore({ folder: blobFolder });
  const segmentPath = join(folder, 'segment.mp4');
  const { path: ffmpegPath } = await findFfmpeg();
  await makeSegment(ffmpegPath, segmentPath);
  const wantedBytes = benchNumber('MEGABYTES', 1000) * 1e6;
  await fillUp(segmentPath, Math.ceil(wantedBytes / benchNumber('SEGMENTS', MOST_SEGMENTS)));
  const file = { key: 'footage/bench.mp4', bytes: await readFile(segmentPath) };
  await blobs.put(file.key, file.bytes);
  const count = Math.ceil(wantedBytes / file.bytes.length);
  const fromMs = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
  const during = { fromMs, toMs: fromMs + count * SEGMENT_S * 1000 };
  const benchCase = await enterBenchCase(db, during);
  await insertSegments(db, benchCase, file, fromMs, count);
  const plain = await plainZip(segmentPath, count, join(folder, 'plain.zip'));
  progress(`plain ZIP: ${plain.seconds.toFixed(1)} s, ${plain.peakMb.toFixed(0)} MB`);
  const worker = await spawnMatpho('worker', {
    MATPHO_DATA_DIR: folder,
    MATPHO_DATABASE_URL: url,
    MATPHO_BLOB_URL: `file://${blobFolder}`,
    MATPHO_SECRET_KEY: randomBytes(32).toString('base64'),
    MATPHO_LOG_LEVEL: 'info',
  });
  try {
    await delay(IDLE_MS);
    const idleMb = rssMb(worker.pid);
    const startedAt = performance.now();
    const memory = watchBuilder(worker.pid);
    const row = await untilBuilt(db, await order(db, url, benchCase, during), progress);
    const seconds = (performance.now() - startedAt) / 1000;
    const { peakMb, withProgramsMb } = memory.end();
    if (row.state !== 'ready') throw new Error(`the package was not built: ${row.errorCode}`);
    progress('verifying …');
    const verified = await verifyApart(blobs, row);
    return [
      figure(`memory of the process that builds, at its peak, beside plain ZIP streaming of the same files (below ${LIMIT_MB})`, peakMb, 'MB', plain.peakMb),
      figure('the same with the ffmpeg that it runs for a copy, at their highest together', withProgramsMb, 'MB'),
      figure('the worker beside it at its peak, and before the package was ordered', peakRssMb(worker.pid), 'MB', idleMb),
      figure('stored files in the package', (count * file.bytes.length) / 1e6, 'MB'),
      figure('the package, with copies for watching', verified.bytes / 1e6, 'MB'),
      figure(`built, with copies of ${count * SEGMENT_S} s of video at 720p25, beside plain ZIP streaming`, seconds, 's', plain.seconds),
      figure('memory of the process that verifies it, at its peak', verified.peakMb, 'MB'),
      figure('verified', verified.seconds, 's'),
    ];
  } finally {
    await worker.stop();
    await db.close();
  }
}

/** Verifies the package in a process of its own. @throws Error when it doesn't hold */
async function verifyApart(
  blobs: ReturnType<typeof createFolderBlobStore>,
  { blobKey, keyFingerprint, contents }: EvidencePackageRow,
): Promise<{ bytes: number; peakMb: number; seconds: number }> {
  const script = await forkScript('verify-script');
  return blobs
    .withFile(blobKey!, async (path) => {
      const startedAt = performance.now();
      const lines = (await script.ask({ path, fingerprint: keyFingerprint })) as readonly string[];
      const camera = contents!.cameras[0]!;
      if (lines.length > 0 || camera.copies !== camera.originals) throw new Error(`the package does not hold: ${lines.join(' ')}`);
      return { bytes: (await stat(path)).size, peakMb: peakRssMb(script.pid), seconds: (performance.now() - startedAt) / 1000 };
    })
    .finally(() => script.stop());
}

/** A package of 1 GB (`MATPHO_BENCH_MEGABYTES`), ordered of a whole worker and built, copies for watching included, in the process that it starts for that; the memory of that process beside one that only streams the same files into a ZIP file, and of one that verifies it. */
export const packageBench: Bench = async (progress) => {
  await ensurePackages();
  const folder = await mkdtemp(join(tmpdir(), 'matpho-bench-package-'));
  const cluster = await startPostgresCluster();
  try {
    const { url } = await cluster.createDatabase();
    return await measure(folder, url, progress);
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
