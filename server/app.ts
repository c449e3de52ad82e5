import cookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import websocket from '@fastify/websocket';
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { Registry } from 'prom-client';
import { AppError } from '../domain/app-error.ts';
import { listenForEvents } from '../db/live-events.ts';
import { newId } from '../platform/new-id.ts';
import type { ApiApp } from './api-app.ts';
import { compiledSerializer } from './compiled-serializer.ts';
import { docsPage } from './docs-page.ts';
import { registerAuthentication } from './plugins/authentication-plugin.ts';
import { registerBodyDeadline } from './plugins/body-deadline-plugin.ts';
import { registerAuthorization } from './plugins/authorization-plugin.ts';
import { registerCompression } from './plugins/compression-plugin.ts';
import { registerIdempotency } from './plugins/idempotency-plugin.ts';
import { registerOpenApi } from './plugins/openapi-plugin.ts';
import { registerProblems, sendProblem } from './plugins/problem-plugin.ts';
import { headersBeforeHooks, registerSecurityHeaders } from './plugins/security-headers-plugin.ts';
import { createProvider } from './oidc/provider.ts';
import type { MediaParts } from './media/serve-copy.ts';
import type { SentPackage } from '../db/repositories/evidence-package-repository.ts';
import type { StreamWatch } from './media/stream-watch.ts';
import { createEventHub, type EventHub } from './realtime/event-hub.ts';
import { registerAccountRoutes } from './routes/account-routes.ts';
import { registerAbsenceRoutes } from './routes/absence-routes.ts';
import { registerAlarmPointRoutes } from './routes/alarm-point-routes.ts';
import { registerAlarmDeviceRoutes, registerAlarmRoutes } from './routes/alarm-routes.ts';
import { registerAlertSubscriptionRoutes } from './routes/alert-subscription-routes.ts';
import { registerApiKeyRoutes } from './routes/api-key-routes.ts';
import { registerAuditRoutes } from './routes/audit-routes.ts';
import { registerCaseMomentRoutes } from './routes/case-moment-routes.ts';
import { registerCameraHistoryRoutes } from './routes/camera-history-routes.ts';
import { registerCameraImportRoutes } from './routes/camera-import-routes.ts';
import { registerCameraRoutes } from './routes/camera-routes.ts';
import { registerCheckRoutes } from './routes/check-routes.ts';
import { registerClockRoutes } from './routes/clock-routes.ts';
import { registerCoverageRoutes } from './routes/coverage-routes.ts';
import { registerCoverageSummaryRoutes } from './routes/coverage-summary-routes.ts';
import { registerDiscoveryRoutes } from './routes/discovery-routes.ts';
import { registerConfirmationRoutes } from './routes/confirmation-routes.ts';
import { registerDutyRoutes } from './routes/duty-routes.ts';
import { registerEventRoutes } from './routes/event-routes.ts';
import { createPackageStreams, registerEvidencePackageRoutes } from './routes/evidence-package-routes.ts';
import { registerFootagePullRoutes } from './routes/footage-pull-routes.ts';
import { registerFootagePolicyRoutes } from './routes/footage-policy-routes.ts';
import { registerFootageRequestRoutes } from './routes/footage-request-routes.ts';
import { registerFootageUploadRoutes } from './routes/footage-upload-routes.ts';
import { registerFaultPhotoRoutes } from './routes/fault-photo-routes.ts';
import { registerFaultRoutes } from './routes/fault-routes.ts';
import { registerHoldRoutes } from './routes/hold-routes.ts';
import { registerIncidentMergeRoutes } from './routes/incident-merge-routes.ts';
import { registerIncidentRoutes } from './routes/incident-routes.ts';
import { registerLinkingRoutes } from './routes/linking-routes.ts';
import { registerRouteSearchRoutes } from './routes/route-search-routes.ts';
import { createMediaParts, registerMediaRoutes } from './routes/media-routes.ts';
import { registerMapRoutes } from './routes/map-routes.ts';
import { registerMaskReviewRoutes } from './routes/mask-review-routes.ts';
import { registerMaskRoutes } from './routes/mask-routes.ts';
import { registerMessageRoutes } from './routes/message-routes.ts';
import { registerPlaceRoutes } from './routes/place-routes.ts';
import { registerOrganisationRoutes } from './routes/organisation-routes.ts';
import { registerPublicAccountRoutes } from './routes/public-account-routes.ts';
import { registerProviderRoutes } from './routes/provider-routes.ts';
import { registerPushRoutes } from './routes/push-routes.ts';
import { registerRecorderRoutes } from './routes/recorder-routes.ts';
import { registerConfigRoute, registerServiceRoutes, registerStateRoute } from './routes/service-routes.ts';
import { registerSecondFactorRoutes } from './routes/second-factor-routes.ts';
import { registerSessionRoutes } from './routes/session-routes.ts';
import { registerSignRoutes } from './routes/sign-routes.ts';
import { registerSnapshotRoutes } from './routes/snapshot-routes.ts';
import { registerLogErasureRoutes } from './routes/log-erasure-routes.ts';
import { registerSubjectRequestRoutes } from './routes/subject-request-routes.ts';
import { registerUnitRoutes } from './routes/unit-routes.ts';
import { registerUserRoutes } from './routes/user-routes.ts';
import { registerUserSessionRoutes } from './routes/user-session-routes.ts';
import type { ServerContext } from './server-context.ts';

const BODY_LIMIT_BYTES = 1_048_576;
const WS_PAYLOAD_LIMIT_BYTES = 4096;

function createFastify(context: ServerContext): FastifyInstance {
  const { tls } = context.settings;
  return Fastify({
    loggerInstance: context.logger as never,
    // requests are counted in /metrics; failures are logged where they are answered
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => newId(),
    trustProxy: 'loopback',
    // the body deadline takes its place: uploads of hours are no attack
    requestTimeout: 0,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // an address that can't be decoded is answered before any hook
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers(headersBeforeHooks(context.settings));
      sendProblem(request, reply, new AppError('malformed', 'malformed_request', "The address can't be read. Compare it with the API description at /docs."));
    },
    ...(tls === undefined ? {} : { https: tls }),
  } as object) as unknown as FastifyInstance;
}

function registerApiRoutes(api: ApiApp, context: ServerContext, hub: EventHub, media: MediaParts, packages: StreamWatch<SentPackage>): void {
  registerConfigRoute(api, context);
  registerStateRoute(api, context);
  const provider = createProvider(context);
  registerSessionRoutes(api, context, provider);
  registerProviderRoutes(api, context, provider);
  registerAccountRoutes(api, context);
  registerSecondFactorRoutes(api, context);
  registerApiKeyRoutes(api, context);
  registerPublicAccountRoutes(api, context);
  registerUserRoutes(api, context);
  registerUserSessionRoutes(api, context);
  registerUnitRoutes(api, context);
  registerCameraRoutes(api, context);
  registerCameraHistoryRoutes(api, context);
  registerClockRoutes(api, context);
  registerCoverageRoutes(api, context);
  registerCoverageSummaryRoutes(api, context);
  registerFaultRoutes(api, context);
  registerAbsenceRoutes(api, context);
  registerConfirmationRoutes(api, context);
  registerMaskRoutes(api, context);
  registerMaskReviewRoutes(api, context);
  registerRecorderRoutes(api, context);
  registerOrganisationRoutes(api, context);
  registerCheckRoutes(api, context);
  registerDiscoveryRoutes(api, context);
  registerSnapshotRoutes(api, context, media);
  registerMediaRoutes(api, context, media);
  registerCaseMomentRoutes(api, context);
  registerIncidentRoutes(api, context);
  registerIncidentMergeRoutes(api, context);
  registerHoldRoutes(api, context);
  registerLinkingRoutes(api, context);
  registerFootagePullRoutes(api, context);
  registerFootageRequestRoutes(api, context);
  registerFootagePolicyRoutes(api, context);
  registerEvidencePackageRoutes(api, context, packages);
  registerRouteSearchRoutes(api, context);
  registerMapRoutes(api, context);
  registerPlaceRoutes(api, context);
  registerAlarmPointRoutes(api, context);
  registerAlarmRoutes(api, context);
  registerDutyRoutes(api, context);
  registerAlertSubscriptionRoutes(api, context);
  registerMessageRoutes(api, context);
  registerPushRoutes(api, context);
  registerAuditRoutes(api, context);
  registerSubjectRequestRoutes(api, context);
  registerLogErasureRoutes(api, context);
  registerEventRoutes(api, context, hub);
}

async function registerApi(app: FastifyInstance, context: ServerContext, hub: EventHub, media: MediaParts, packages: StreamWatch<SentPackage>): Promise<void> {
  await app.register(
    async (scope) => {
      const api = scope.withTypeProvider<ZodTypeProvider>() as ApiApp;
      registerAuthentication(api, context);
      registerAuthorization(api, context);
      registerIdempotency(api, context);
      registerCompression(api);
      registerApiRoutes(api, context, hub, media, packages);
      await api.register((inner) => registerCameraImportRoutes(inner.withTypeProvider<ZodTypeProvider>() as ApiApp, context));
      await api.register((inner) => registerFootageUploadRoutes(inner.withTypeProvider<ZodTypeProvider>() as ApiApp, context));
      await api.register((inner) => registerFaultPhotoRoutes(inner.withTypeProvider<ZodTypeProvider>() as ApiApp, context));
      await api.register((inner) => registerSignRoutes(inner.withTypeProvider<ZodTypeProvider>() as ApiApp, context));
      await api.register((inner) => registerAlarmDeviceRoutes(inner.withTypeProvider<ZodTypeProvider>() as ApiApp, context));
      api.get('/openapi.json', { config: { open: true }, schema: { hide: true } }, async (_request, reply) =>
        reply.serializer(JSON.stringify).send(app.swagger()),
      );
    },
    { prefix: '/api/v1' },
  );
  app.get('/docs', { schema: { hide: true } }, async (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage(app.swagger())));
}

/** Where a build puts files: no dot before a name, nothing encoded, no way out of the folder. */
const WEB_FILE = /^(?:\/[\w-][\w.-]*)+\.[a-z0-9]+$/i;

async function registerWeb(app: FastifyInstance, webFolder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: webFolder,
    // routes of its own would know only the files of the start: a build under a running server has others
    serve: false,
    // the build writes .br and .gz files beside the plain ones
    preCompressed: true,
    index: false,
    // file names carry a hash of their content
    setHeaders: (reply, path) => void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  // the application's own addresses are all served by its one page
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?')[0]!;
    if (path.startsWith('/api/')) return reply.callNotFound();
    if (WEB_FILE.test(path)) return reply.sendFile(path.slice(1));
    if (/\.[a-z0-9]+$/i.test(path)) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}

/** What an application is put together from. */
interface AssembledApp {
  readonly app: FastifyInstance;
  readonly hub: EventHub;
  readonly media: MediaParts;
  readonly packages: StreamWatch<SentPackage>;
}

/** All plugins and routes over `context`; nothing of it is asked before a request comes. */
export async function assembleApp(context: ServerContext, registry: Registry): Promise<AssembledApp> {
  const app = createFastify(context);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(compiledSerializer as never);
  registerProblems(app);
  registerBodyDeadline(app);
  registerSecurityHeaders(app, context.settings);
  await app.register(cookie);
  await app.register(websocket, { options: { maxPayload: WS_PAYLOAD_LIMIT_BYTES } });
  await registerOpenApi(app);
  const hub = createEventHub(context);
  registerServiceRoutes(app, context, registry);
  const media = createMediaParts(app, context);
  const packages = createPackageStreams(app, context);
  await registerApi(app, context, hub, media, packages);
  if (context.settings.webFolder !== undefined) await registerWeb(app, context.settings.webFolder);
  return { app, hub, media, packages };
}

/**
 * The whole HTTP application, not yet listening. Closing it ends WebSockets and the event listener; database, queue and blobs belong to the caller.
 */
export async function buildApp(context: ServerContext, registry: Registry = new Registry()): Promise<FastifyInstance> {
  const { app, hub, media, packages } = await assembleApp(context, registry);
  const events = listenForEvents(context.databaseUrl, {
    onEvent: (event) => {
      // what a request opened may just have ended
      if (event.topic === 'requests') for (const streams of [media.streams, packages]) streams.look();
      void hub.publish(event).catch((error: unknown) => context.logger.warn({ err: error }, 'an event was not handed out'));
    },
    onSessionsEnded: (userId) => {
      media.streams.look();
      hub.checkSessionsOf(userId);
    },
    onGap: () => hub.announceGap(),
    onError: (error) => context.logger.warn({ err: error }, 'the connection for events was lost'),
  });
  app.addHook('onClose', async () => events.close());
  // whoever is served from now on hears of what happens from now on
  await events.begun;
  hub.begin();
  return app;
}
