import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import sql from 'sql-template-tag';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { insertSession } from '../db/repositories/account-repository.ts';
import { createFolderBlobStore } from '../media/folder-blob-store.ts';
import { systemClock } from '../platform/clock.ts';
import type { JobProducer } from '../platform/job-producer.ts';
import { createLogger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import { createSecretBox } from '../platform/secret-box.ts';
import { buildApp } from '../server/app.ts';
import { newSessionToken, sessionTokenHash } from '../server/session-token.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { createMaintainPartitionsJob } from '../workers/jobs/maintain-partitions-job.ts';
import { enterBenchCase } from './bench-case.ts';
import { benchNumber } from './bench-number.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';

/** A minute of a copy at 2 Mbit/s, and the ranges in which players ask for it. */
const SIZES = { copy: 16 * 1024 * 1024, range: 1024 * 1024 };
const SECONDS = 60;
const MONTH_MS = 30 * 86_400_000;
const VIEWERS = 4;
const ROUNDS = 5;
const LEAST_SHARE = 0.8;

/** One after the other, and from the beginning again. */
function* inTurn(requests: readonly Request[]): Generator<Request, never> {
  for (;;) yield* requests;
}

/** Bytes a second that the viewers get together in `seconds`, each asking for what comes next. */
async function load(port: number, requests: Iterator<Request, never>, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: VIEWERS });
  const endMs = performance.now() + seconds * 1000;
  const startMs = performance.now();
  let bytes = 0;
  const viewer = async (): Promise<void> => {
    while (performance.now() < endMs) bytes += await fetchOne(agent, port, requests.next().value);
  };
  await Promise.all(Array.from({ length: VIEWERS }, viewer));
  agent.destroy();
  return (bytes / (performance.now() - startMs)) * 1000;
}

interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

function fetchOne(agent: Agent, port: number, { path, headers }: Request): Promise<number> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent }, (answer: IncomingMessage) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('error', reject);
      answer.on('end', () => (answer.statusCode! < 300 ? resolve(bytes) : reject(new Error(`status ${answer.statusCode}`))));
    }).on('error', reject);
  });
}

/** What the same file costs without anything around it. */
async function startPlain(filePath: string) {
  const plain = Fastify();
  plain.get('/file', async (request, reply) => {
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const [start, end] = range === null ? [0, SIZES.copy - 1] : [Number(range[1]), Number(range[2])];
    if (range !== null) void reply.status(206).header('content-range', `bytes ${start}-${end}/${SIZES.copy}`);
    void reply.type('video/mp4').header('content-length', end - start + 1);
    return reply.send(createReadStream(filePath, { start, end }));
  });
  await plain.listen({ host: '127.0.0.1', port: 0 });
  return { port: (plain.server.address() as AddressInfo).port, close: () => plain.close() };
}

/** Segments with a copy each; all but the first are looked at once. */
const SEGMENTS = 400;

/** An officer with a session, a request that is open, and copies that are ready, all of one file, with a mark for each of their seconds. */
async function openCase(db: Database, blobKey: string, bytes: number): Promise<{ token: string; segmentIds: readonly string[] }> {
  const fromMs = Math.floor(Date.now() / 1000) * 1000 - 8 * 60_000;
  const { requestId, cameraId, userId } = await enterBenchCase(db, { fromMs, toMs: fromMs + SECONDS * 1000 });
  const segmentIds = Array.from({ length: SEGMENTS }, () => newId());
  await db.run(sql`INSERT INTO footage_segment (id, camera_id, true_during, uncertainty_ms, device_time_source, source, codec, sha256, blob_key, byte_length, expires_at)
    SELECT t.id, ${cameraId}, during, 0, 'none', 'recorded', 'h264', ${Buffer.alloc(32)}, 'footage/' || t.id || '.mp4', 1, now() + interval '1 day' FROM footage_request r, unnest(${segmentIds}::uuid[]) AS t(id)`);
  const seconds = Array.from({ length: SECONDS }, (_, n) => n);
  await db.run(sql`INSERT INTO watch_copy (id, request_id, camera_id, kind, source_id, during, state, ordered_at, sha256, blob_key, byte_length, finished_at, mark_bytes, mark_ms)
    SELECT gen_random_uuid(), ${requestId}, ${cameraId}, 'segment', t.id, during, 'ready', now(), ${Buffer.alloc(32)}, ${blobKey}, ${bytes}, now(),
      ${seconds.map((n) => Math.floor((n * bytes) / SECONDS))}::bigint[], ${seconds.map((n) => n * 1000)}::bigint[]
    FROM footage_request r, unnest(${segmentIds}::uuid[]) AS t(id)`);
  const token = newSessionToken();
  await insertSession(db, {
    id: newId(),
    tokenSha256: sessionTokenHash(token),
    userId,
    nowMs: Date.now(),
    expiresAtMs: Date.now() + 3_600_000,
    address: '127.0.0.1',
    device: null,
  });
  return { token, segmentIds };
}

async function measure(folder: string, databaseUrl: string, seconds: number, progress: (line: string) => void): Promise<readonly BenchFigure[]> {
  const db = openDatabase(databaseUrl, { embedded: false, poolSize: VIEWERS + 4 });
  await migrate(db);
  // a plan that has partitions in it costs what a service of some months pays
  for (const monthsAgo of [0, 3, 6]) {
    const clock = { ...systemClock, now: () => Date.now() - monthsAgo * MONTH_MS };
    await createMaintainPartitionsJob({ database: db, clock, logger: createLogger('silent') })(undefined as never);
  }
  const blobs = createFolderBlobStore({ folder });
  const bytes = randomBytes(SIZES.copy);
  const key = 'watch/copy.mp4';
  await blobs.put(key, bytes);
  const plainFile = join(folder, 'plain.mp4');
  await writeFile(plainFile, bytes);
  const { token, segmentIds } = await openCase(db, key, SIZES.copy);
  const jobs = { add: async () => undefined } as unknown as JobProducer;
  const context = {
    db,
    databaseUrl,
    jobs,
    blobs,
    clock: systemClock,
    secretBox: createSecretBox([randomBytes(32)]),
    addressPolicy: {},
    logger: createLogger('silent'),
    settings: { demo: true },
  };
  const app = await buildApp(context);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const port = (app.server.address() as AddressInfo).port;
  const plain = await startPlain(plainFile);
  const headers = { authorization: `Bearer ${token}` };
  const [path, ...unseen] = segmentIds.map((id) => `/api/v1/media/${id}`) as [string, ...string[]];
  const ranges = Array.from({ length: SIZES.copy / SIZES.range }, (_, n) => `bytes=${n * SIZES.range}-${(n + 1) * SIZES.range - 1}`);
  const ofRanges = (paths: readonly string[], sent = {}): Request[] =>
    paths.flatMap((each) => ranges.map((range) => ({ path: each, headers: { ...sent, range } })));
  const kinds = [
    ['whole copies of 16 MB', [{ path, headers }], [{ path: '/file', headers: {} }]],
    ['ranges of 1 MB', ofRanges([path], headers), ofRanges(['/file'])],
    ['ranges of 1 MB that were not looked at before', ofRanges(unseen, headers), ofRanges(['/file'])],
  ] as const;
  try {
    const figures: BenchFigure[] = [];
    for (const [label, asked, askedPlain] of kinds) {
      const [ours, theirs] = [inTurn(asked), inTurn(askedPlain)];
      const sums = { ours: 0, theirs: 0 };
      await load(port, ours, 0.5);
      await load(plain.port, theirs, 0.5);
      for (let round = 0; round < ROUNDS; round++) {
        sums.ours += await load(port, ours, seconds / ROUNDS);
        sums.theirs += await load(plain.port, theirs, seconds / ROUNDS);
      }
      progress(`${label}: ${((100 * sums.ours) / sums.theirs).toFixed(0)} % of plain streaming`);
      figures.push(
        figure(
          `${label}, served under a grant, beside plain file streaming (at least ${LEAST_SHARE})`,
          sums.ours / ROUNDS / 1e6,
          'MB/s',
          sums.theirs / ROUNDS / 1e6,
        ),
      );
    }
    return [...figures, figure('memory of the process with both servers and their clients', process.memoryUsage.rss() / 1e6, 'MB')];
  } finally {
    await plain.close();
    await app.close();
    await db.close();
  }
}

/** Media served under a grant, with all that each request asks of the database, in turn with Fastify streaming the same file. `MATPHO_BENCH_SECONDS` (10) for each kind. */
export const mediaBench: Bench = async (progress) => {
  const seconds = benchNumber('SECONDS', 10);
  await ensurePackages();
  const folder = await mkdtemp(join(tmpdir(), 'matpho-bench-media-'));
  const cluster = await startPostgresCluster({ durable: true });
  try {
    const { url } = await cluster.createDatabase();
    return await measure(folder, url, seconds, progress);
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
};
