import type { Statement } from '../db/prepared-statement.ts';
import { findSessionAtIncident } from '../db/repositories/session-incident-repository.ts';
import { systemClock } from '../platform/clock.ts';
import { answerCandidates } from '../server/incidents/candidate-answer.ts';
import type { ServerContext } from '../server/server-context.ts';
import { SESSION_LIFE, sessionTokenHash } from '../server/session-token.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { benchNumber } from './bench-number.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { loadPaths, onCaseGround, waitsFor, type CaseGround } from './case-ground.ts';
import { percentile } from './percentile.ts';
import { runPgbench } from './pgbench-run.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { recordStatements } from './recording-database.ts';

/** A province of today, ten of them, and more than a country has. `MATPHO_BENCH_CAMERAS` leaves out the larger ones. */
const SIZES = [5500, 100_000, 1_000_000];
const CONNECTIONS = 8;
const INCIDENTS = 60;
/** Share of what the server can do at most, for the figures of how long one waits. */
const STEADY_SHARE = 0.4;

/** Every statement of one answer, as the server itself sends them. */
async function statementsOf({ db, token }: CaseGround, incidentId: string): Promise<Statement[]> {
  const recorder = recordStatements(db);
  const key = { tokenSha256: sessionTokenHash(token), nowMs: Date.now(), idleMs: SESSION_LIFE.idleMs };
  const { session, reached } = (await findSessionAtIncident(recorder.db, key, incidentId))!;
  await answerCandidates({ db: recorder.db, clock: systemClock } as ServerContext, session, 'units', reached!, { order: 'score', lang: 'vi', limit: 50 });
  return recorder.statements;
}

const pathOf = (id: string): string => `/api/v1/incidents/${id}/candidates`;

/** Candidates over HTTP beside the database alone, and how long one waits. `firstP99Ms` is that of the smallest registry. */
async function measure(
  ground: CaseGround,
  cameras: number,
  firstP99Ms: number | null,
  progress: (line: string) => void,
): Promise<{ figures: BenchFigure[]; p99Ms: number }> {
  const { server, registry, databaseUrl, db, seconds } = ground;
  const at = `${cameras.toLocaleString('en')} cameras`;
  await loadPaths(ground, registry.incidentIds.map(pathOf), CONNECTIONS);
  progress(`${at}: the database alone (pgbench)`);
  const answers: Statement[][] = [];
  for (const id of registry.incidentIds.slice(0, INCIDENTS)) answers.push(await statementsOf(ground, id));
  const raw = await runPgbench(databaseUrl, db, answers, { clients: CONNECTIONS, seconds });
  progress(`${at}: over HTTP`);
  const cpuBefore = cpuMs(server.pid);
  const result = await loadPaths(ground, registry.incidentIds.slice(0, INCIDENTS).map(pathOf), CONNECTIONS);
  const cpuPerRequest = (cpuMs(server.pid) - cpuBefore) / result.requests.total;
  const perSecond = result.requests.total / result.duration;
  progress(`${at}: how long one waits`);
  const alone = await waitsFor(ground, registry.incidentIds.map(pathOf), 0);
  const steady = await waitsFor(ground, registry.incidentIds.map(pathOf), Math.floor(perSecond * STEADY_SHARE));
  const p99Ms = percentile(steady, 0.99);
  const figures = [
    figure(`${at}: candidates over HTTP, against pgbench running every statement of the same answer`, perSecond, 'req/s', raw),
    figure(`${at}: CPU of the server per request`, cpuPerRequest, 'ms'),
    figure(`${at}: one officer, p50`, percentile(alone, 0.5), 'ms', 5),
    figure(`${at}: one officer, p99`, percentile(alone, 0.99), 'ms'),
    figure(`${at}: at ${STEADY_SHARE * 100} % of the most it can do, p50`, percentile(steady, 0.5), 'ms', 5),
    figure(`${at}: the same, p99, against that of the smallest registry`, p99Ms, 'ms', firstP99Ms ?? p99Ms),
    figure(`${at}: RSS of the server`, rssMb(server.pid), 'MB', 250),
  ];
  return { figures, p99Ms };
}

/** Candidates of incidents over HTTP among 5,500, 100,000 and 1,000,000 cameras with 30 days of history, each in a PostgreSQL of its own that writes as durably as production's. */
export const linkingBench: Bench = async (progress) => {
  await ensurePackages();
  const most = benchNumber('CAMERAS', SIZES.at(-1)!);
  const sizes = SIZES.filter((size) => size <= most);
  const figures: BenchFigure[] = [];
  let firstP99Ms: number | null = null;
  for (const cameras of sizes.length === 0 ? [most] : sizes) {
    const measured = await onCaseGround({ cameras }, progress, (ground) => measure(ground, cameras, firstP99Ms, progress));
    figures.push(...measured.figures);
    firstP99Ms ??= measured.p99Ms;
  }
  return figures;
};
