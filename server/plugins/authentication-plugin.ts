import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { IncidentReach } from '../../db/repositories/access-repository.ts';
import { findSession, touchSession, type LiveSession, type SessionKey } from '../../db/repositories/account-repository.ts';
import { findApiKey, touchApiKey } from '../../db/repositories/api-key-repository.ts';
import { findSessionAtIncident } from '../../db/repositories/session-incident-repository.ts';
import { findSessionAtMedium, type MediumAhead } from '../../db/repositories/session-medium-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { SESSION_COOKIE, SESSION_LIFE, sessionTokenHash } from '../session-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The signed-in user; every route that is not `open` may rely on it. */
    session: LiveSession;
    /** On routes of an incident: how it lies to the caller, read with the session. Undefined when it isn't there; the authorisation judges. */
    incidentAhead: { readonly reached: IncidentReach | undefined } | null;
    /** On routes of a segment or picture: how it lies to the caller and what opens it, read with the session. Undefined when it isn't there; the authorisation and the route judge. */
    mediumAhead: { readonly medium: MediumAhead | undefined } | null;
  }
  interface FastifyContextConfig {
    /** Needs no session. */
    open?: boolean;
  }
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OTHER_PAGES = new Set(['same-site', 'cross-site']);
const KEY_SHAPE = /^mpk_[A-Za-z0-9_-]{43}$/;
const TOKEN_SHAPE = /^[A-Za-z0-9_-]{43}$/;

/** The refusal of whoever has no session, or none any more. */
export function signInRequired(): AppError {
  return new AppError('unauthenticated', 'sign_in_required', 'Sign in first: there is no session, or it has ended.');
}

/** A browser sends its cookie along with whatever page asks it to; only our own page can add this header to a change (no CORS is granted). */
function checkSameSite(context: ServerContext, request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method)) return checkOwnPage(context, request);
  if (request.headers['x-matpho-csrf'] === '1') return;
  throw new AppError('forbidden', 'csrf_header_missing', 'A change that is signed in by cookie needs the header X-Matpho-Csrf: 1.');
}

/**
 * What needs no such header may still be no stranger's: SameSite counts another port of this host, and a neighbour below the same domain, as ours, and nothing keeps a page there from opening a WebSocket and reading it, or from a GET that
 * opens something. Browsers name the page of a WebSocket, and of all else whether it is ours. A proxy may put another host into the request than the one that people called, so the address that people use counts too.
 */
function checkOwnPage({ settings }: ServerContext, { headers, host }: FastifyRequest): void {
  const { origin } = headers;
  const isOwn = origin === undefined ? !OTHER_PAGES.has(String(headers['sec-fetch-site'])) : isOwnOrigin(origin, host, settings.publicUrl);
  if (isOwn) return;
  throw new AppError(
    'forbidden',
    'other_origin',
    'A page of another address asked for this. Open the service by its own address; behind a proxy, MATPHO_PUBLIC_URL names it.',
  );
}

function isOwnOrigin(origin: string, host: string, publicUrl: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || (publicUrl !== undefined && origin === new URL(publicUrl).origin);
}

/** What a page kept for one user must not be done as another, who signed in meanwhile in the same browser. */
function checkUser({ headers, session }: FastifyRequest): void {
  const named = headers['x-matpho-user'];
  if (named === undefined || named === session.userId) return;
  throw new AppError('forbidden', 'other_user', 'This was entered by somebody else than who is signed in now. Sign in as that person to send it.');
}

function bearerOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
}

function readToken(context: ServerContext, request: FastifyRequest): string | undefined {
  const header = request.headers.authorization;
  if (header !== undefined) return bearerOf(header);
  const cookie = request.cookies[SESSION_COOKIE];
  if (cookie !== undefined) checkSameSite(context, request);
  return cookie;
}

/** The session or key for programs that a request carries. Errors: `sign_in_required`, `csrf_header_missing`, `other_origin`. */
export async function authenticate(context: ServerContext, request: FastifyRequest): Promise<LiveSession> {
  const session = (await findKey(context, request)) ?? (await findLiveSession(context, request));
  if (session === undefined) throw signInRequired();
  return session;
}

/** The same; undefined when there is none. Errors: `csrf_header_missing`, `other_origin`. */
export async function findLiveSession(context: ServerContext, request: FastifyRequest): Promise<LiveSession | undefined> {
  const token = readToken(context, request);
  if (token === undefined || !TOKEN_SHAPE.test(token)) return undefined;
  const nowMs = context.clock.now();
  const session = await readSession(context, request, { tokenSha256: sessionTokenHash(token), nowMs, idleMs: SESSION_LIFE.idleMs });
  if (session === undefined) return undefined;
  if (nowMs - session.lastSeenAtMs > SESSION_LIFE.touchEveryMs) await touchSession(context.db, session.sessionId, nowMs);
  return session;
}

/** A key for programs, which comes in the header only: no browser sends one by itself. */
async function findKey({ db, clock }: ServerContext, request: FastifyRequest): Promise<LiveSession | undefined> {
  const token = bearerOf(request.headers.authorization);
  if (token === undefined || !KEY_SHAPE.test(token)) return undefined;
  const nowMs = clock.now();
  const key = await findApiKey(db, sessionTokenHash(token), nowMs);
  if (key !== undefined && nowMs - key.lastSeenAtMs > SESSION_LIFE.touchEveryMs) await touchApiKey(db, key.sessionId, nowMs);
  return key;
}

/** Cases, and copies for watching, are asked for again and again: what there is to know of them comes with the session, which spares round trips to the database. */
async function readSession({ db }: ServerContext, request: FastifyRequest, key: SessionKey): Promise<LiveSession | undefined> {
  const { id } = request.params as { id?: string };
  const { target } = request.routeOptions.config;
  if (id === undefined || !isUuid(id)) return findSession(db, key);
  if (target === 'incident') {
    const found = await findSessionAtIncident(db, key, id);
    request.incidentAhead = found === undefined ? null : { reached: found.reached };
    return found?.session;
  }
  if (target !== 'segment' && target !== 'snapshot') return findSession(db, key);
  const wanted = { kind: target === 'segment' ? 'segment' : 'picture', sourceId: id, requestId: requestIdIn(request.query) } as const;
  const found = await findSessionAtMedium(db, key, wanted);
  request.mediumAhead = found === undefined ? null : { medium: found.medium };
  return found?.session;
}

/** As it came, since no schema has looked at it yet; what is no id is refused by the schema later. */
function requestIdIn(query: unknown): string | undefined {
  const { requestId } = query as { requestId?: unknown };
  return typeof requestId === 'string' && isUuid(requestId) ? requestId : undefined;
}

/** Requires a session on every route below this scope that doesn't say `config: { open: true }`. It runs before the body is read. */
export function registerAuthentication(app: FastifyInstance, context: ServerContext): void {
  app.decorateRequest('session', null as never);
  app.decorateRequest('incidentAhead', null);
  app.decorateRequest('mediumAhead', null);
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.open === true) return;
    request.session = await authenticate(context, request);
    checkUser(request);
  });
}
