import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import sql, { raw } from 'sql-template-tag';
import { createAccessLog, type AccessLog } from '../db/access-log/access-log.ts';
import { sequenceEvents } from '../db/access-log/log-sequencer.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { named } from '../db/prepared-statement.ts';
import { findEvents, readEvents } from '../db/repositories/audit-event-repository.ts';
import { appendAudit } from '../db/repositories/audit-repository.ts';
import { verifyConsistency } from '../domain/merkle/consistency-proof.ts';
import { verifyInclusion } from '../domain/merkle/inclusion-proof.ts';
import { systemClock } from '../platform/clock.ts';
import { newId } from '../platform/new-id.ts';
import { createSecretBox } from '../platform/secret-box.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { startPostgresCluster, type PostgresCluster } from '../tests/support/services/postgres-cluster.ts';
import { benchNumber } from './bench-number.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { forkScript } from './forked-script.ts';
import { fillLargeLog } from './large-log.ts';
import { percentile } from './percentile.ts';

const CLIENTS = 8;
const LEAST_PER_SECOND = 1500;
const LONGEST_MS = 20;
const PROOF_MS = 5;
const PROOFS = 1000;
const BACKLOG = 20_000;
const ROUNDS = 5;
/** The worker looks once a second. */
const REST_MS = 2500;

type Progress = (line: string) => void;

interface Load {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

const actor = { userId: newId(), username: 'officer', role: 'officer' };

/** An event as the product writes them; every third one is about cameras. */
function entry(n: number) {
  return {
    actor,
    action: 'footage.index',
    cameraIds: n % 3 === 0 ? [newId(), newId()] : [],
    incidentId: newId(),
    detail: { fromMs: 1_764_230_400_000 + n, toMs: 1_764_234_000_000, kind: 'segments' },
  };
}

/** The same row into a table that is the same but for what hangs on it. */
function plainInsert(db: Database, table: string) {
  return async (n: number): Promise<void> => {
    const { action, cameraIds, incidentId, detail } = entry(n);
    await db.run(
      named(
        `plain_${table}`,
        sql`INSERT INTO ${raw(table)} (actor_id, actor_username, actor_role, action, outcome, incident_id, camera_ids, detail)
        VALUES (${actor.userId}, ${actor.username}, ${actor.role}, ${action}, ${'allowed'}, ${incidentId}, ${cameraIds}::uuid[], ${JSON.stringify(detail)}::jsonb)`,
      ),
    );
  };
}

/** As many clients as connections, each writing its next event when the one before is acknowledged. */
async function load(write: (n: number) => Promise<void>, seconds: number): Promise<Load> {
  const latenciesMs: number[] = [];
  const [startMs, endMs] = [performance.now(), performance.now() + seconds * 1000];
  let n = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < endMs) {
      const sentMs = performance.now();
      await write((n += 1));
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { perSecond: latenciesMs.length / ((performance.now() - startMs) / 1000), latenciesMs };
}

/** Somebody reads the newest page until `signal` says that it is enough; milliseconds of each look. */
async function readMeanwhile(db: Database, signal: AbortSignal): Promise<number[]> {
  const latenciesMs: number[] = [];
  while (!signal.aborted) {
    const askedMs = performance.now();
    const { seqs } = await findEvents(db, { actorId: actor.userId, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }, { limit: 50, after: undefined });
    await readEvents(db, seqs);
    latenciesMs.push(performance.now() - askedMs);
    await pause(50);
  }
  return latenciesMs;
}

async function withDatabase<T>(cluster: PostgresCluster, work: (db: Database, url: string) => Promise<T>): Promise<T> {
  const { url, drop } = await cluster.createDatabase();
  const db = openDatabase(url, { embedded: false, poolSize: CLIENTS + 2 });
  try {
    await migrate(db);
    return await work(db, url);
  } finally {
    await db.close();
    await drop();
  }
}

function openLog(db: Database): AccessLog {
  const secretBox = createSecretBox([createHash('sha256').update('bench').digest()]);
  return createAccessLog({ db, secretBox, clock: systemClock, publicUrl: undefined });
}

/** Several loads as one. */
function joined(loads: readonly Load[]): Load {
  const latenciesMs = loads.flatMap((one) => one.latenciesMs);
  return { latenciesMs, perSecond: loads.reduce((sum, { perSecond }) => sum + perSecond, 0) / loads.length };
}

type Writer = (n: number) => Promise<void>;

/** The writers in turn, several times over: what else the machine does meets all of them. After each round the sequencer has time to come to rest. */
async function loadInTurn<K extends string>(writers: Readonly<Record<K, Writer>>, seconds: number): Promise<Record<K, Load>> {
  const names = Object.keys(writers) as K[];
  const loads = Object.fromEntries(names.map((name) => [name, [] as Load[]])) as Record<K, Load[]>;
  for (const name of names) await load(writers[name], 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(REST_MS);
    for (const name of names) loads[name].push(await load(writers[name], seconds / ROUNDS));
  }
  return Object.fromEntries(names.map((name) => [name, joined(loads[name])])) as Record<K, Load>;
}

async function appendFigures(db: Database, url: string, seconds: number, progress: Progress): Promise<BenchFigure[]> {
  await db.script('CREATE TABLE plain_event (LIKE audit_event INCLUDING ALL); CREATE UNLOGGED TABLE unlogged_event (LIKE audit_event INCLUDING ALL)');
  progress('events, with the sequencer and a reader beside them, in turn with plain inserts into equal tables');
  const sequencer = await forkScript('audit-sequencer', [], { BENCH_DATABASE_URL: url });
  const enough = new AbortController();
  try {
    const reading = readMeanwhile(db, enough.signal);
    const append: Writer = async (n) => appendAudit(db, entry(n));
    const { plain, unlogged, logged } = await loadInTurn(
      { plain: plainInsert(db, 'plain_event'), unlogged: plainInsert(db, 'unlogged_event'), logged: append },
      seconds,
    );
    enough.abort();
    const readMs = await reading;
    const p99 = percentile(logged.latenciesMs, 0.99);
    return [
      figure(`events appended by ${CLIENTS} clients, beside an equal table`, logged.perSecond, '1/s', plain.perSecond),
      figure('the same, beside an unlogged table', logged.perSecond, '1/s', unlogged.perSecond),
      figure('the same, against the limit', logged.perSecond, '1/s', LEAST_PER_SECOND),
      figure('one event, p50, beside an equal table', percentile(logged.latenciesMs, 0.5), 'ms', percentile(plain.latenciesMs, 0.5)),
      figure('one event, p99, beside an equal table', p99, 'ms', percentile(plain.latenciesMs, 0.99)),
      figure('one event, p99, against the limit', p99, 'ms', LONGEST_MS),
      figure('a page of 50 events meanwhile, p99', percentile(readMs, 0.99), 'ms'),
    ];
  } finally {
    enough.abort();
    await sequencer.stop();
  }
}

async function sequencerFigures(db: Database, progress: Progress): Promise<BenchFigure[]> {
  progress('a backlog');
  const log = openLog(db);
  await sequenceEvents(db, { withinMs: 300_000 });
  await db.run(sql`INSERT INTO audit_event (actor_id, actor_username, actor_role, action, incident_id, detail)
    SELECT ${actor.userId}, 'officer', 'officer', 'footage.index', gen_random_uuid(), jsonb_build_object('n', n) FROM generate_series(1, ${BACKLOG}::int) n`);
  const startMs = performance.now();
  await log.sequence();
  return [figure('events given their places, one process', BACKLOG / ((performance.now() - startMs) / 1000), '1/s', LEAST_PER_SECOND)];
}

async function proofFigures(db: Database, size: number, progress: Progress): Promise<BenchFigure[]> {
  await fillLargeLog(db, size, progress);
  progress('proofs');
  const log = openLog(db);
  const { root } = await log.checkpoint();
  const times: Record<'inclusion' | 'consistency' | 'checkpoint' | 'verify', number[]> = { inclusion: [], consistency: [], checkpoint: [], verify: [] };
  const timed = async <T>(name: keyof typeof times, work: () => T | Promise<T>): Promise<T> => {
    const startMs = performance.now();
    const result = await work();
    times[name].push(performance.now() - startMs);
    return result;
  };
  for (let n = 0; n < PROOFS; n += 1) {
    const seq = Math.floor(Math.random() * size);
    const proof = await timed('inclusion', () => log.inclusion(seq, size));
    if (!(await timed('verify', () => verifyInclusion(proof, root)))) throw new Error(`the proof of ${seq} does not hold`);
    if (n % 10 !== 0) continue;
    const path = await timed('consistency', () => log.consistency(seq + 1, size));
    await timed('checkpoint', () => log.checkpoint());
    if (n === 0 && verifyConsistency({ size: seq + 1, root }, { size, root }, path)) throw new Error('a wrong root was believed');
  }
  const million = `${size / 1_000_000} million entries`;
  return [
    figure(`inclusion proof at ${million}, p50`, percentile(times.inclusion, 0.5), 'ms', PROOF_MS),
    figure(`inclusion proof at ${million}, p99`, percentile(times.inclusion, 0.99), 'ms', PROOF_MS),
    figure(`consistency proof at ${million}, p99`, percentile(times.consistency, 0.99), 'ms', PROOF_MS),
    figure(`checkpoint at ${million}, nothing new, p99`, percentile(times.checkpoint, 0.99), 'ms'),
    figure('verifying an inclusion proof as a browser does, p50', percentile(times.verify, 0.5), 'ms'),
  ];
}

/**
 * Appending to the access log beside plain inserts, and proofs of a large one. The cluster forces to the disk, as in production. `MATPHO_BENCH_SECONDS` (15) for each load, `MATPHO_BENCH_ENTRIES` (10 million).
 */
export const auditBench: Bench = async (progress) => {
  await ensurePackages();
  const cluster = await startPostgresCluster({ durable: true });
  try {
    const seconds = benchNumber('SECONDS', 15);
    const appended = await withDatabase(cluster, async (db, url) => [
      ...(await appendFigures(db, url, seconds, progress)),
      ...(await sequencerFigures(db, progress)),
    ]);
    return [...appended, ...(await withDatabase(cluster, (db) => proofFigures(db, benchNumber('ENTRIES', 10_000_000), progress)))];
  } finally {
    await cluster.stop();
  }
};
