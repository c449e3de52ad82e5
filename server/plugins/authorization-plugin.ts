import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { permittedScope, type Action, type Scope } from '../../domain/permission-rule.ts';
import { isInKey } from '../../domain/api-key-rule.ts';
import { isUuid } from '../../domain/uuid.ts';
import { appendAudit, type AuditActor } from '../../db/repositories/audit-repository.ts';
import * as reach from '../../db/repositories/access-repository.ts';
import * as alarmReach from '../../db/repositories/alarm-reach-repository.ts';
import type { Reach } from '../../db/repositories/access-repository.ts';
import { momentReach } from '../../db/repositories/case-moment-repository.ts';
import { findErasure } from '../../db/repositories/log-erasure-repository.ts';
import { subjectRequestReach } from '../../db/repositories/subject-request-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { unreadyRefusal } from '../accounts/account-readiness.ts';
import { watchJobReach } from '../../db/repositories/watch-copy-repository.ts';
import { packageJobReach, packageReach } from '../../db/repositories/evidence-package-repository.ts';
import { suspensionReach } from '../../db/repositories/emergency-suspension-repository.ts';
import { requestReach } from '../../db/repositories/footage-request-repository.ts';
import type { ServerContext } from '../server-context.ts';

/** What the `{id}` in a route's path names; decides how its reach is looked up. */
export type Target =
  | 'camera'
  | 'incident'
  | 'snapshot'
  | 'segment'
  | 'job'
  | 'import'
  | 'unit'
  | 'fault'
  | 'subscription'
  | 'discovery'
  | 'recorder'
  | 'organisation'
  | 'hold'
  | 'moment'
  | 'pull'
  | 'alarm_point'
  | 'alarm'
  | 'duty_shift'
  | 'request'
  | 'suspension'
  | 'subject_request'
  | 'log_erasure'
  | 'user'
  | 'package';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route does, in the permission table's words. A route that says neither this nor `open` or `anyone` is refused. */
    action?: Action;
    /** What it does for roles that don't have `action`: they come by another right, which the route looks at itself. */
    otherwise?: Action;
    /** The route concerns the record named by `{id}`. */
    target?: Target;
    /** Any signed-in user (their own session, for one). */
    anyone?: boolean;
    /** Open to an account that has to do something first: always, or only when all that is left is to set up the second factor. */
    unready?: 'always' | 'second_factor';
  }
  interface FastifyRequest {
    /** How far the caller's permission for this route reaches. */
    scope: Scope;
    /** The record named by `{id}` and how it lies to the caller, on routes that have a `target`. */
    reached: Reach;
  }
}

const LOOKUPS: Readonly<Record<Target, (context: ServerContext, id: string, session: LiveSession) => Promise<Reach | undefined>>> = {
  camera: ({ db }, id, session) => reach.cameraReach(db, id, session),
  incident: ({ db }, id, session) => reach.incidentReach(db, id, session),
  snapshot: ({ db }, id, session) => reach.snapshotReach(db, id, session),
  segment: ({ db }, id, session) => reach.segmentReach(db, id, session),
  // an id is one job's only, whoever may ask for it
  job: async ({ db }, id, session) =>
    (await reach.checkReach(db, id, session.userId)) ??
    (await reach.importReach(db, id, session)) ??
    (await watchJobReach(db, id, session.userId)) ??
    (await packageJobReach(db, id, session.userId)) ??
    reach.messageJobReach(db, id, session.userId),
  import: ({ db }, id, session) => reach.importReach(db, id, session),
  unit: ({ db }, id, session) => reach.unitReach(db, id, session),
  fault: ({ db }, id, session) => reach.faultReach(db, id, session),
  subscription: ({ db }, id, session) => reach.subscriptionReach(db, id, session),
  discovery: ({ db, clock }, id, session) => reach.discoveryReach(db, id, session, clock.now()),
  recorder: ({ db }, id, session) => reach.recorderReach(db, id, session),
  organisation: ({ db }, id, session) => reach.organisationReach(db, id, session),
  hold: ({ db }, id, session) => reach.holdReach(db, id, session),
  moment: ({ db }, id, session) => momentReach(db, id, session),
  pull: ({ db }, id, session) => reach.pullReach(db, id, session),
  alarm_point: ({ db }, id, session) => alarmReach.alarmPointReach(db, id, session),
  alarm: ({ db }, id, session) => alarmReach.alarmReach(db, id, session),
  duty_shift: ({ db }, id, session) => alarmReach.dutyShiftReach(db, id, session),
  user: ({ db }, id, session) => reach.userReach(db, id, session),
  request: ({ db }, id, session) => requestReach(db, id, session),
  suspension: ({ db }, id, session) => suspensionReach(db, id, session),
  package: ({ db }, id, session) => packageReach(db, id, session),
  subject_request: ({ db }, id, session) => subjectRequestReach(db, id, session),
  // of no organisation
  log_erasure: async ({ db }, id) => ((await findErasure(db, id)) === undefined ? undefined : { id, own: false, inUnits: false }),
};

/** The actor of a log entry. */
export function actorOf(session: LiveSession): AuditActor {
  return { userId: session.userId, username: session.username, role: session.role };
}

function notFound(): AppError {
  return new AppError('not_found', 'not_found', 'There is no such record, or you may not see it. Check the id.');
}

function isReached(scope: Scope, found: Reach): boolean {
  return scope === 'any' || (scope === 'own' ? found.own : found.inUnits);
}

async function recordRefusal(context: ServerContext, request: FastifyRequest, action: Action | 'session.use', code: string, found?: Reach): Promise<void> {
  await appendAudit(context.db, {
    actor: actorOf(request.session),
    action,
    outcome: 'refused',
    incidentId: found?.incidentId,
    cameraIds: found?.cameraId === undefined ? [] : [found.cameraId],
    detail: { code, method: request.method, route: request.routeOptions.url ?? '' },
  });
}

/** Errors (forbidden): `password_change_required`, `second_factor_setup_required`; until then the account can do nothing else. */
async function checkReady(context: ServerContext, request: FastifyRequest): Promise<void> {
  const { open, unready, action } = request.routeOptions.config;
  if (open === true || unready === 'always') return;
  const refusal = unreadyRefusal(request.session, context.settings);
  if (refusal === undefined || (unready === 'second_factor' && refusal.code === 'second_factor_setup_required')) return;
  await recordRefusal(context, request, action ?? 'session.use', refusal.code);
  throw refusal;
}

/** A key for programs does what it was made for and nothing else, not even what every session may. Errors: `key_not_permitted` (forbidden). */
async function checkKey(context: ServerContext, request: FastifyRequest): Promise<void> {
  const { open, action } = request.routeOptions.config;
  if (open === true || request.session.keyActions === null || isInKey(request.session.keyActions, action)) return;
  await recordRefusal(context, request, action ?? 'session.use', 'key_not_permitted', await findTarget(context, request));
  throw new AppError('forbidden', 'key_not_permitted', 'This key was not made for that. Pictures, cases, decisions and accounts are for people who sign in.');
}

/** Scope of the caller's role for the route's action. Errors: `role_not_permitted`. */
async function checkRole(context: ServerContext, request: FastifyRequest): Promise<void> {
  const { open, anyone, action, otherwise } = request.routeOptions.config;
  if (open === true || anyone === true) return;
  const scopeOf = (wanted: Action | undefined): Scope | null => (wanted === undefined ? null : permittedScope(request.session.role, wanted));
  const scope = scopeOf(action) ?? scopeOf(otherwise);
  if (scope === null) {
    if (action !== undefined) await recordRefusal(context, request, action, 'role_not_permitted', await findTarget(context, request));
    throw new AppError('forbidden', 'role_not_permitted', 'Your role may not do this. Ask somebody whose task it is.');
  }
  request.scope = scope;
}

async function findTarget(context: ServerContext, request: FastifyRequest): Promise<Reach | undefined> {
  const { target } = request.routeOptions.config;
  const id = (request.params as { id?: string }).id;
  if (target === undefined || id === undefined || !isUuid(id)) return undefined;
  if (target === 'incident' && request.incidentAhead !== null) return request.incidentAhead.reached;
  if ((target === 'segment' || target === 'snapshot') && request.mediumAhead !== null) return request.mediumAhead.medium?.reached;
  return LOOKUPS[target](context, id, request.session);
}

/** Refuses a record that is not there or out of reach alike, so that ids can't be probed. */
async function checkTarget(context: ServerContext, request: FastifyRequest): Promise<void> {
  const { target, action } = request.routeOptions.config;
  if (target === undefined || action === undefined) return;
  const found = await findTarget(context, request);
  if (found !== undefined && isReached(request.scope, found)) {
    request.reached = found;
    return;
  }
  if (found !== undefined) await recordRefusal(context, request, action, 'out_of_reach', found);
  throw notFound();
}

/** The one place where requests are allowed or refused, before their content is looked at. Refusals of signed-in users go to the log. */
export function registerAuthorization(app: FastifyInstance, context: ServerContext): void {
  app.decorateRequest('scope', null as never);
  app.decorateRequest('reached', null as never);
  app.addHook('onRequest', async (request) => {
    if (request.is404) return;
    await checkReady(context, request);
    await checkKey(context, request);
    await checkRole(context, request);
    await checkTarget(context, request);
  });
}
