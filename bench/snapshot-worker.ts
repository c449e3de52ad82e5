import { setMaxListeners } from 'node:events';
import sql from 'sql-template-tag';
import { Registry } from 'prom-client';
import { createCameraAdapters } from '../camera-adapters/registry.ts';
import { openDatabase } from '../db/database.ts';
import { parseAllowedNetworks } from '../domain/allowed-networks.ts';
import { findFfmpeg } from '../media/ffmpeg-path.ts';
import { createFolderBlobStore } from '../media/folder-blob-store.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import { createSecretBox } from '../platform/secret-box.ts';
import { createTakeDueSnapshotsJob } from '../workers/jobs/take-due-snapshots-job.ts';
import { createWorkerMetrics } from '../workers/metrics.ts';
import { createWorkerParts } from '../workers/worker-parts.ts';
import { cpuMs } from './process-cost.ts';

/** Asks for pictures of all cameras with this kind of source, `rounds` times. */
export interface SnapshotOrder {
  readonly kind: 'onvif' | 'rtsp';
  readonly rounds: number;
}

/** What they cost. */
export interface SnapshotBill {
  readonly snapshots: number;
  /** Of this process with its threads, and of the programs that it started and that ended. */
  readonly ownCpuMs: number;
  readonly childrenCpuMs: number;
  readonly wallMs: number;
}

/** The parts of a worker that take pictures, in a process of its own whose CPU is counted. Settings: BENCH_DATABASE_URL, BENCH_FOLDER, BENCH_SECRET. */
const setting = (name: string): string => process.env[`BENCH_${name}`]!;
const database = openDatabase(setting('DATABASE_URL'), { embedded: false });
const ffmpeg = await findFfmpeg();
const parts = createWorkerParts({
  database,
  blobs: createFolderBlobStore({ folder: setting('FOLDER') }),
  ffmpeg,
  adapters: createCameraAdapters({ ffmpeg }),
  addressPolicy: { overrideNetworks: parseAllowedNetworks('127.0.0.0/8') },
  secretBox: createSecretBox([Buffer.from(setting('SECRET'), 'base64')]),
  clock: systemClock,
  logger: createLogger('error'),
  metrics: createWorkerMetrics(new Registry()),
  senders: {},
  buildPackage: () => Promise.reject(new Error('no packages are built here')),
  publicUrl: undefined,
});
const job = createTakeDueSnapshotsJob({ ...parts, limiter: parts.pictureLimiter, streamLimiter: parts.streamPictureLimiter });

async function countSnapshots(): Promise<number> {
  return (await database.row<{ count: number }>(sql`SELECT count(*) AS count FROM snapshot`)).count;
}

async function take({ kind, rounds }: SnapshotOrder): Promise<void> {
  const { signal } = new AbortController();
  // as the job consumer does: each contact listens
  setMaxListeners(0, signal);
  for (let round = 0; round < rounds; round++) {
    await database.run(sql`UPDATE camera_state s SET next_snapshot_at = CASE WHEN src.kind = ${kind} THEN now() - interval '1 second' ELSE 'infinity' END
      FROM camera_source src WHERE src.camera_id = s.camera_id`);
    await job({ id: 'bench', payload: {}, dueAtMs: Date.now(), isLastAttempt: true, signal });
  }
}

async function serve(order: SnapshotOrder): Promise<SnapshotBill> {
  const [snapshots, own, all, startedAt] = [await countSnapshots(), process.cpuUsage(), cpuMs(process.pid), performance.now()];
  await take(order);
  const { user, system } = process.cpuUsage(own);
  const ownCpuMs = (user + system) / 1000;
  return {
    snapshots: (await countSnapshots()) - snapshots,
    ownCpuMs,
    childrenCpuMs: Math.max(0, cpuMs(process.pid) - all - ownCpuMs),
    wallMs: performance.now() - startedAt,
  };
}

process.on('message', (order: SnapshotOrder) => void serve(order).then((bill) => process.send!(bill)));
process.once('disconnect', () => void database.close().then(() => process.exit(0)));
process.send!('ready');
