import { hash } from '@node-rs/argon2';
import sql from 'sql-template-tag';
import type { Statement } from '../db/prepared-statement.ts';
import { findIncident } from '../db/repositories/incident-repository.ts';
import { insertUser } from '../db/repositories/organisation-repository.ts';
import { piecesAround } from '../db/repositories/road-graph-repository.ts';
import { localPlane } from '../domain/local-plane.ts';
import { buildRouteGraph } from '../domain/route-graph.ts';
import { ROUTE_LIMITS } from '../domain/route-limits.ts';
import { reachWithin } from '../domain/route-reach.ts';
import { newId } from '../domain/uuid.ts';
import { metresPerDegree } from '../domain/view-geometry.ts';
import { routeQueryWire } from '../domain/wire/route-wire.ts';
import { findSessionAtIncident } from '../db/repositories/session-incident-repository.ts';
import { systemClock } from '../platform/clock.ts';
import { answerRoute } from '../server/incidents/route-answer.ts';
import type { ServerContext } from '../server/server-context.ts';
import { SESSION_LIFE, sessionTokenHash } from '../server/session-token.ts';
import { ensurePackages } from '../tests/support/services/ensure-packages.ts';
import { benchNumber } from './bench-number.ts';
import { figure, type Bench, type BenchFigure } from './bench-result.ts';
import { loadPaths, onCaseGround, waitsFor, type CaseGround } from './case-ground.ts';
import { percentile } from './percentile.ts';
import { runPgbench } from './pgbench-run.ts';
import { plainDijkstra, plainGraph } from './plain-dijkstra.ts';
import { cpuMs, rssMb } from './process-cost.ts';
import { recordStatements } from './recording-database.ts';
import { layStreetGrid } from './street-grid.ts';

/** Lâm Đồng, 2024. */
const PROVINCE_CAMERAS = 5869;
/** Of footage, a search asks only whether there is some. */
const SEGMENTS = 500_000;
const CONNECTIONS = 8;
const INCIDENTS = 60;
const GOAL_MS = 300;
/** As far as a route search may go at all. */
const QUERY = { direction: 'leaving', mode: 'any', minutes: String(ROUTE_LIMITS.minutes), distanceM: String(ROUTE_LIMITS.distanceM) };

const pathOf = (id: string): string => `/api/v1/incidents/${id}/route-search?${new URLSearchParams(QUERY).toString()}`;

/** A second person's approval of a route search from each incident, as it stands. */
async function approveAll({ db, registry }: CaseGround): Promise<void> {
  const [approver] = await db.rows<{ organisationId: string }>(
    sql`SELECT organisation_id AS "organisationId" FROM app_user WHERE username = ${registry.username}`,
  );
  const userId = newId(Date.now());
  const person = { id: userId, username: 'bench2', displayName: 'Bench 2', role: 'commander', organisationId: approver!.organisationId } as const;
  await insertUser(db, { ...person, passwordHash: await hash(newId(Date.now())), mustChangePassword: false });
  await db.run(sql`INSERT INTO incident_approval (id, incident_id, kind, reason, occurred, location, uncertainty_m, category, approved_by)
    SELECT gen_random_uuid(), id, 'route', 'Bench', occurred, location, uncertainty_m, category, ${userId} FROM incident`);
  await db.script('VACUUM ANALYZE incident_approval');
}

/** Every statement of one answer, as the server itself sends them. */
async function statementsOf({ db, token }: CaseGround, incidentId: string): Promise<Statement[]> {
  const recorder = recordStatements(db);
  const key = { tokenSha256: sessionTokenHash(token), nowMs: Date.now(), idleMs: SESSION_LIFE.idleMs };
  const { session } = (await findSessionAtIncident(recorder.db, key, incidentId))!;
  await answerRoute({ db: recorder.db, clock: systemClock } as ServerContext, session, 'units', incidentId, routeQueryWire.parse(QUERY));
  return recorder.statements;
}

/** Milliseconds in which the ways from an incident are found among the pieces around it, by the product and by a textbook's Dijkstra. */
async function searchTimes({ db }: CaseGround, incidentId: string): Promise<{ ownMs: number; plainMs: number; pieces: number; nodes: number }> {
  const incident = await findIncident(db, incidentId);
  const { lonM, latM } = metresPerDegree(incident.lat);
  const halfM = ROUTE_LIMITS.distanceM + incident.uncertaintyM;
  const pieces = await piecesAround(db, [incident.lon, incident.lat], { lonDeg: halfM / lonM, latDeg: halfM / latM }, 1_000_000);
  const lines = pieces.map(({ path }) => path);
  const startMs = performance.now();
  const graph = buildRouteGraph(pieces, localPlane([incident.lon, incident.lat]), incident.uncertaintyM)!;
  const reach = reachWithin(graph, ROUTE_LIMITS.distanceM);
  const ownMs = performance.now() - startMs;
  const plainStartMs = performance.now();
  const plain = plainGraph(lines);
  const graphMs = performance.now() - plainStartMs;
  const [lon, lat] = [incident.lon * 1e6, incident.lat * 1e6];
  const awayM = (node: string): number => Math.hypot((Number(node.split(',')[0]) - lon) * lonM, (Number(node.split(',')[1]) - lat) * latM);
  const start = [...plain.keys()].reduce((best, node) => (awayM(node) < awayM(best) ? node : best));
  const searchStartMs = performance.now();
  const found = plainDijkstra(plain, start, ROUTE_LIMITS.distanceM);
  const plainMs = graphMs + performance.now() - searchStartMs;
  const nodes = reach.distanceM.filter((atM) => atM <= ROUTE_LIMITS.distanceM).length;
  // one begins at a crossing, the other anywhere in the disc: they can't differ by more than the way between
  if (Math.abs(nodes / found.size - 1) > 0.1) throw new Error(`the two ways don't agree: ${nodes} and ${found.size} nodes are reached`);
  return { ownMs, plainMs, pieces: pieces.length, nodes };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

async function inMemory(ground: CaseGround): Promise<BenchFigure[]> {
  const times = [];
  for (const id of ground.registry.incidentIds.slice(0, INCIDENTS)) times.push(await searchTimes(ground, id));
  // the first ones find the code cold
  const warm = times.slice(10);
  return [
    figure('pieces of road around an incident', mean(warm.map(({ pieces }) => pieces)), 'pieces'),
    figure('crossings and ends that are reached', mean(warm.map(({ nodes }) => nodes)), 'nodes'),
    figure(
      'graph and shortest ways in memory, p50; against a plain single-source Dijkstra over the same pieces',
      percentile(
        warm.map(({ ownMs }) => ownMs),
        0.5,
      ),
      'ms',
      percentile(
        warm.map(({ plainMs }) => plainMs),
        0.5,
      ),
    ),
  ];
}

async function overHttp(ground: CaseGround, progress: (line: string) => void): Promise<BenchFigure[]> {
  const { server, registry, databaseUrl, db, seconds } = ground;
  const paths = registry.incidentIds.slice(0, INCIDENTS).map(pathOf);
  await loadPaths(ground, paths, CONNECTIONS);
  progress('the database alone (pgbench)');
  const answers: Statement[][] = [];
  for (const id of registry.incidentIds.slice(0, INCIDENTS)) answers.push(await statementsOf(ground, id));
  const raw = await runPgbench(databaseUrl, db, answers, { clients: CONNECTIONS, seconds });
  const rawAlone = await runPgbench(databaseUrl, db, answers, { clients: 1, seconds });
  progress('over HTTP');
  const cpuBefore = cpuMs(server.pid);
  const result = await loadPaths(ground, paths, CONNECTIONS);
  const cpuPerRequest = (cpuMs(server.pid) - cpuBefore) / result.requests.total;
  progress('how long one waits');
  const alone = await waitsFor(ground, paths, 0);
  const candidates = await waitsFor(
    ground,
    registry.incidentIds.slice(0, INCIDENTS).map((id) => `/api/v1/incidents/${id}/candidates`),
    0,
  );
  const perSecond = result.requests.total / result.duration;
  return [
    figure('one officer, p50', percentile(alone, 0.5), 'ms'),
    figure('one officer, p95, against the goal', percentile(alone, 0.95), 'ms', GOAL_MS),
    figure('one officer, mean, against pgbench running every statement of the same answers', mean(alone), 'ms', 1000 / rawAlone),
    figure(`searches over HTTP from ${CONNECTIONS} connections, against pgbench running every statement of the same answers`, perSecond, 'req/s', raw),
    figure('the same: p97.5 of those that wait for each other, against the goal', result.latency.p97_5, 'ms', GOAL_MS),
    figure('CPU of the server per request', cpuPerRequest, 'ms'),
    figure('candidates of the same incidents among these streets, one officer, p50', percentile(candidates, 0.5), 'ms', 5),
    figure('RSS of the server', rssMb(server.pid), 'MB'),
  ];
}

/** Route searches as far as they may go (3 km, 30 minutes) over HTTP, on the road graph of a province of 5,869 cameras with a city's streets everywhere. */
export const routeBench: Bench = async (progress) => {
  await ensurePackages();
  return onCaseGround({ cameras: benchNumber('CAMERAS', PROVINCE_CAMERAS), category: 'theft', segments: SEGMENTS }, progress, async (ground) => {
    await approveAll(ground);
    const { pieces, seconds } = await layStreetGrid(ground.db, ground.registry.area, progress);
    const found = [...(await overHttp(ground, progress)), ...(await inMemory(ground))];
    return [figure('pieces of road of the province', pieces, 'pieces'), figure('cutting its roads into these pieces', seconds, 's'), ...found];
  });
};
