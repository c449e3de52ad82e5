import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sql from 'sql-template-tag';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { newId } from '../domain/uuid.ts';
import { findFfmpeg, type FfmpegBinary } from '../media/ffmpeg-path.ts';
import { createSecretBox, type SecretBox } from '../platform/secret-box.ts';
import { defaultDeviceOptions } from '../tests/support/onvif-device/device-options.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { startRtspServer, type RtspServer } from '../tests/support/services/rtsp-server.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { forkScript, type ForkedScript } from './forked-script.ts';
import { cpuMs, treeCpuMs } from './process-cost.ts';
import { stepFigures } from './snapshot-steps.ts';
import { streetJpeg } from './street-jpeg.ts';
import type { ResponderReady } from './snapshot-responder.ts';
import type { SnapshotBill, SnapshotOrder } from './snapshot-worker.ts';

const DEVICES = 16;
const CAMERAS = 32;
const ROUNDS = 12;
const STREAM_CAMERAS = 4;
const STREAM_ROUNDS = 5;
const BASELINE_RUNS = 16;

/** The flags that were found to be cheapest for one picture from a stream. */
const FFMPEG_ARGS = (ffmpeg: FfmpegBinary, url: string): string[] => [
  ...['-nostdin', '-v', 'error', '-rtsp_transport', 'tcp', ffmpeg.rtspTimeoutFlag, '8000000', '-skip_frame', 'nokey', '-fpsprobesize', '0'],
  ...[
    '-analyzeduration',
    '0',
    '-probesize',
    '32',
    '-threads',
    '1',
    '-i',
    url,
    '-frames:v',
    '1',
    '-q:v',
    '4',
    '-threads',
    '1',
    '-an',
    '-f',
    'image2pipe',
    'pipe:1',
  ],
];

/** CPU milliseconds of one fresh ffmpeg for each picture of a 1080p stream. */
async function freshFfmpegCpuMs(ffmpeg: FfmpegBinary, url: string): Promise<number> {
  const run = promisify(execFile);
  const before = cpuMs(process.pid) - ownCpuMs();
  for (let count = 0; count < BASELINE_RUNS; count++) {
    const { stdout } = await run(ffmpeg.path, FFMPEG_ARGS(ffmpeg, url), { encoding: 'buffer', maxBuffer: 2 ** 25 });
    if (stdout.length === 0) throw new Error('the baseline ffmpeg gave no picture');
  }
  return (cpuMs(process.pid) - ownCpuMs() - before) / BASELINE_RUNS;
}

function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function addCamera(db: Database, ownerId: string, kind: SnapshotOrder['kind'], url: string, box: SecretBox): Promise<void> {
  const id = newId(Date.now());
  const { bytes, keyId } = box.seal(JSON.stringify(defaultDeviceOptions.credentials), id);
  await db.transaction(async (tx) => {
    await tx.run(sql`INSERT INTO camera (id, name, name_folded, unit_id, owner_id, site_id, purpose, snapshot_every_s, recording_mode, phase)
      VALUES (${id}, 'Camera', 'camera', ${ownerId}, ${ownerId}, ${ownerId}, 'junction', 300, 'off', 0)`);
    await tx.run(sql`INSERT INTO camera_state (camera_id, reachable) VALUES (${id}, 'up')`);
    await tx.run(sql`INSERT INTO camera_source (camera_id, kind, url, canonical_url, transport, sealed_credentials, key_id)
      VALUES (${id}, ${kind}, ${url}, ${url}, ${kind === 'rtsp' ? 'tcp' : null}, ${kind === 'rtsp' ? null : bytes}, ${kind === 'rtsp' ? null : keyId})`);
    await tx.run(sql`INSERT INTO camera_notice (camera_id, posted_on) VALUES (${id}, '2026-11-01')`);
  });
}

async function addTown(db: Database): Promise<string> {
  const id = newId(Date.now());
  await db.run(sql`INSERT INTO unit (id, level, name) VALUES (${id}, 'neighbourhood', 'Bench')`);
  await db.run(sql`INSERT INTO organisation (id, kind, name) VALUES (${id}, 'board', 'Bench')`);
  await db.run(sql`INSERT INTO site (id, unit_id, name) VALUES (${id}, ${id}, 'Bench')`);
  return id;
}

async function postmasterPid(db: Database): Promise<number> {
  return (await db.row<{ pid: number }>(sql`SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int AS pid`)).pid;
}

const order = (worker: ForkedScript, message: SnapshotOrder): Promise<SnapshotBill> => worker.ask(message) as Promise<SnapshotBill>;

async function measureHttp(worker: ForkedScript, responder: ForkedScript, db: Database, ffmpegMs: number): Promise<BenchFigure[]> {
  const expected = CAMERAS * ROUNDS;
  await order(worker, { kind: 'onvif', rounds: 2 });
  const postmaster = await postmasterPid(db);
  const [databaseBefore, respondersBefore] = [treeCpuMs(postmaster), cpuMs(responder.pid)];
  const bill = await order(worker, { kind: 'onvif', rounds: ROUNDS });
  // a camera's own slot may fall into the run as well
  if (bill.snapshots < expected) throw new Error(`${bill.snapshots} of ${expected} pictures were stored`);
  const each = bill.ownCpuMs / bill.snapshots;
  return [
    figure('HTTP snapshots, checked and stored, per CPU second of the worker, against one fresh ffmpeg per snapshot', 1000 / each, '/s', 1000 / ffmpegMs),
    figure('CPU of the worker per HTTP snapshot, against the fresh ffmpeg', each, 'ms', ffmpegMs),
    figure('CPU of PostgreSQL per HTTP snapshot', (treeCpuMs(postmaster) - databaseBefore) / bill.snapshots, 'ms'),
    figure('CPU of the responders per HTTP snapshot, counted apart', (cpuMs(responder.pid) - respondersBefore) / bill.snapshots, 'ms'),
    figure('HTTP snapshots per second of wall time on this machine', (bill.snapshots * 1000) / bill.wallMs, '/s'),
  ];
}

async function measureStream(label: string, worker: ForkedScript, ffmpegMs: number): Promise<BenchFigure[]> {
  await order(worker, { kind: 'rtsp', rounds: 2 });
  const bill = await order(worker, { kind: 'rtsp', rounds: STREAM_ROUNDS });
  if (bill.snapshots === 0) throw new Error(`no picture was taken from the ${label} stream`);
  const [own, children] = [bill.ownCpuMs / bill.snapshots, bill.childrenCpuMs / bill.snapshots];
  return [
    figure(
      `${label} stream: snapshots, checked and stored, per CPU second of worker and decoder, against one fresh ffmpeg`,
      1000 / (own + children),
      '/s',
      1000 / ffmpegMs,
    ),
    figure(`${label} stream: CPU of the worker (RTSP, relay, check, storing)`, own, 'ms'),
    figure(`${label} stream: CPU of the decoder's process`, children, 'ms'),
    figure(
      `${label} stream: wall time per round of ${STREAM_CAMERAS} at once, mostly waiting for keyframe and sender report`,
      bill.wallMs / STREAM_ROUNDS,
      'ms',
    ),
  ];
}

async function withStream<T>(codec: 'h264' | 'mjpeg', work: (server: RtspServer) => Promise<T>): Promise<T> {
  const server = await startRtspServer({ codec, widthPx: 1920, heightPx: 1080, fps: 10, keyframeIntervalFrames: 20, bitrateBps: 2_000_000 });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

interface Stage {
  readonly db: Database;
  readonly box: SecretBox;
  readonly worker: ForkedScript;
  readonly folder: string;
  readonly progress: (line: string) => void;
}

async function measureAll({ db, box, worker, folder, progress }: Stage): Promise<BenchFigure[]> {
  const ownerId = await addTown(db);
  const ffmpeg = await findFfmpeg();
  const figures: BenchFigure[] = [];
  const addStreams = async (url: string): Promise<void> => {
    await db.run(sql`UPDATE camera SET retired_at = now()`);
    for (let index = 0; index < STREAM_CAMERAS; index++) await addCamera(db, ownerId, 'rtsp', url, box);
  };
  progress('H.264 stream: a fresh ffmpeg for each picture, then our relay');
  const ffmpegMs = await withStream('h264', async ({ url }) => {
    const baseline = await freshFfmpegCpuMs(ffmpeg, url);
    await addStreams(url);
    figures.push(...(await measureStream('H.264', worker, baseline)));
    return baseline;
  });
  progress('MJPEG stream');
  await withStream('mjpeg', async ({ url }) => {
    await addStreams(url);
    figures.push(...(await measureStream('MJPEG', worker, ffmpegMs)));
  });
  progress('pictures by HTTP');
  const responder = await forkScript('snapshot-responder', [String(DEVICES)]);
  try {
    const { urls, meanJpegBytes } = responder.ready as ResponderReady;
    await db.run(sql`UPDATE camera SET retired_at = now()`);
    for (let index = 0; index < CAMERAS; index++) await addCamera(db, ownerId, 'onvif', urls[index % urls.length]!, box);
    const http = await measureHttp(worker, responder, db, ffmpegMs);
    const steps = await stepFigures(await streetJpeg(0, 0), folder);
    return [...http, figure('mean size of a picture, 1920 by 1080', meanJpegBytes / 1000, 'kB'), ...steps, ...figures];
  } finally {
    await responder.stop();
  }
}

/** Pictures by HTTP, with their check, beside one fresh ffmpeg for each; and what pictures from streams cost. CPU time of processes throughout. */
export const snapshotsBench: Bench = async (progress) => {
  await ensurePackages();
  const [cluster, folder] = await Promise.all([startPostgresCluster(), mkdtemp(join(tmpdir(), 'matpho-bench-'))]);
  try {
    const { url } = await cluster.createDatabase();
    const db = openDatabase(url, { embedded: false });
    const key = randomBytes(32);
    try {
      await migrate(db);
      const worker = await forkScript('snapshot-worker', [], { BENCH_DATABASE_URL: url, BENCH_FOLDER: folder, BENCH_SECRET: key.toString('base64') });
      try {
        return await measureAll({ db, box: createSecretBox([key]), worker, folder, progress });
      } finally {
        await worker.stop();
      }
    } finally {
      await db.close();
    }
  } finally {
    await Promise.all([cluster.stop(), rm(folder, { recursive: true, force: true })]);
  }
};
