import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';
import sql from 'sql-template-tag';
import { z } from 'zod';
import { QUEUE_NAMES } from '../../domain/job-terms.ts';
import { WORKER_FRESH_MS } from '../../domain/service-problem.ts';
import { serviceStateOut } from '../../domain/wire/service-wire.ts';
import { readServiceState } from '../service/service-state.ts';
import type { ApiApp } from '../api-app.ts';
import { mapArchiveUrl } from '../map/map-archive.ts';
import type { ServerContext } from '../server-context.ts';
import { VERSION } from '../../domain/version.ts';

const LEAST_STATES_IN_DEMO = 3;

interface Readiness {
  readonly database: boolean;
  readonly queue: boolean;
  readonly worker: boolean;
  readonly demo: boolean;
}

async function attempt(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}

async function readiness({ db, jobs, settings }: ServerContext): Promise<Readiness> {
  const database = await attempt(async () => (await db.rows(sql`SELECT 1`)).length === 1);
  if (!database) return { database, queue: false, worker: false, demo: false };
  const queue = await attempt(async () => (await jobs.counts('interactive')) !== undefined);
  const worker = await attempt(
    async () =>
      (await db.rows(sql`SELECT 1 FROM worker_heartbeat WHERE beat_at > now() - make_interval(secs => ${WORKER_FRESH_MS / 1000}) LIMIT 1`)).length === 1,
  );
  const demo = !settings.demo || (await attempt(() => demoIsReady({ db })));
  return { database, queue, worker, demo };
}

/** In the demo: the town is seeded and at least three states of cameras have been seen. */
async function demoIsReady({ db }: Pick<ServerContext, 'db'>): Promise<boolean> {
  const row = await db.row<{ seeded: boolean; states: number }>(sql`SELECT EXISTS (SELECT 1 FROM setting WHERE name = 'demo_seeded') AS seeded,
    (SELECT count(DISTINCT overall) FROM camera_state WHERE overall NOT IN ('unknown', 'draft')) AS states`);
  return row.seeded && row.states >= LEAST_STATES_IN_DEMO;
}

function measure(app: FastifyInstance, registry: Registry, { jobs }: ServerContext): void {
  collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'matpho_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    duration.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
  new Gauge({
    name: 'matpho_queue_jobs',
    help: 'Jobs by queue and state',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      for (const queue of QUEUE_NAMES) for (const [state, count] of Object.entries(await jobs.counts(queue))) this.set({ queue, state }, count);
    },
  });
}

/** `/healthz`, `/readyz`, `/metrics`: outside the API's base, open, and without anything that concerns a person. */
export function registerServiceRoutes(app: FastifyInstance, context: ServerContext, registry: Registry): void {
  measure(app, registry, context);
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'alive', version: VERSION }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const parts = await readiness(context);
    const isReady = Object.values(parts).every(Boolean);
    return reply
      .status(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: isReady ? 'ready' : 'not ready', ...parts });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

/** `GET /config`: what the web application must know before anybody signs in. */
export function registerConfigRoute(app: ApiApp, { settings }: ServerContext): void {
  const answer = z.object({
    mapStyleUrl: z.string().nullable(),
    mapArchiveUrl: z.string().nullable(),
    demo: z.boolean(),
    version: z.string(),
    providerLabel: z.string().nullable(),
  });
  app.get(
    '/config',
    { config: { open: true }, schema: { tags: ['service'], summary: 'Settings of the web application', response: { 200: answer } } },
    async () => ({
      mapStyleUrl: settings.mapStyleUrl ?? null,
      mapArchiveUrl: mapArchiveUrl(settings.mapArchive),
      demo: settings.demo,
      version: VERSION,
      providerLabel: settings.oidc?.label ?? null,
    }),
  );
}

/** `GET /service/state`: how the service itself fares, for administrators. */
export function registerStateRoute(app: ApiApp, context: ServerContext): void {
  app.get(
    '/service/state',
    {
      config: { action: 'service.read' },
      schema: { tags: ['service'], summary: 'Database, disk, workers, queues, and what is wrong with them', response: { 200: serviceStateOut } },
    },
    () => readServiceState(context),
  );
}
