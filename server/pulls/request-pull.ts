import type { z } from 'zod';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { checkPullCamera } from '../../domain/edge-pull-rule.ts';
import { coversWhole } from '../../domain/footage-gaps.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { footagePullCreateWire } from '../../domain/wire/footage-pull-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { orderPull, requireAwayFromGatherings, requirePullable } from '../../db/pulls/order-pull.ts';
import { incidentReach } from '../../db/repositories/access-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { findCapabilities } from '../../db/repositories/camera-capability-repository.ts';
import type { CandidateRow } from '../../db/repositories/candidate-repository.ts';
import { isHeldFor } from '../../db/repositories/edge-pull-repository.ts';
import { lockIncident, type IncidentRow } from '../../db/repositories/incident-repository.ts';
import { findCandidate } from '../incidents/find-candidate.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

type Input = z.output<typeof footagePullCreateWire>;

/**
 * Orders a pull of what a camera's device keeps of an incident; returns its id. A refused order is logged. Errors: `unknown_incident` (invalid); those of `requirePullable`, `checkPullCamera` and `pullWindow`; `not_a_candidate`,
 * `footage_on_hand`, `second_officer_missing`, `hold_missing`, `pull_unfinished` (conflict).
 */
export async function requestPull(context: ServerContext, session: LiveSession, cameraId: string, input: Input): Promise<string> {
  const { db, jobs, logger } = context;
  const incidentId = await reachableIncident(context, session, input.incidentId);
  const act = { actor: actorOf(session), action: 'footage.pull', incidentId, cameraIds: [cameraId], detail: { step: 'ordered' } } as const;
  const id = await withRefusalsLogged(db, act, () =>
    db.transaction((tx) => order(context, tx, session, { ...input, cameraId, incidentId: requireIncident(incidentId) })),
  );
  // the keeper of pulls sees to it when the queue is away
  await jobs
    .add('pull-edge-footage', { pullId: id }, `${id}-0`)
    .catch((error: unknown) => logger.warn({ err: toAppError(error) }, 'a pull waits for the queue'));
  return id;
}

async function reachableIncident({ db }: ServerContext, session: LiveSession, incidentId: string): Promise<string | undefined> {
  const reached = await incidentReach(db, incidentId, session);
  return reached?.inUnits === true ? reached.id : undefined;
}

function requireIncident(incidentId: string | undefined): string {
  if (incidentId !== undefined) return incidentId;
  throw new AppError('invalid', 'unknown_incident', 'There is no such incident within your reach. Footage is pulled for an incident only.');
}

async function order({ clock }: ServerContext, tx: Queryable, session: LiveSession, input: Input & { readonly cameraId: string }): Promise<string> {
  const { cameraId } = input;
  const nowMs = clock.now();
  const incident = await lockIncident(tx, input.incidentId);
  await requirePullable(tx, incident, nowMs);
  const wanted = {
    fromMs: input.from === undefined ? incident.fromMs : Date.parse(input.from),
    toMs: input.to === undefined ? incident.toMs : Date.parse(input.to),
  };
  const candidate = await requireCandidate(tx, session, incident, cameraId);
  const { capabilities } = await findCapabilities(tx, cameraId);
  checkPullCamera({ ...candidate.facts, edgeStorage: capabilities.edgeStorage ?? null }, wanted, nowMs);
  requireMissing(candidate, wanted);
  await requireAwayFromGatherings(tx, incident, { automatic: false, cameraId, wanted, nowMs });
  await requireKeepable(tx, incident, candidate, wanted, nowMs);
  const id = await orderPull(tx, { incident, cameraId, wanted, actor: actorOf(session), nowMs });
  if (id !== undefined) return id;
  throw new AppError('conflict', 'pull_unfinished', 'Footage of this camera is being pulled already. Wait until that has ended.');
}

/** The cameras that a case may ask of are those that could have seen it, and that nobody ruled out. */
async function requireCandidate(tx: Queryable, session: LiveSession, incident: IncidentRow, cameraId: string): Promise<CandidateRow> {
  const found = await findCandidate(tx, session, incident, cameraId);
  if (found !== undefined && found.link?.verdict !== 'rejected') return found;
  throw new AppError(
    'conflict',
    'not_a_candidate',
    'Footage is pulled only from cameras that could have seen the incident and that nobody ruled out. Take the camera from the candidates.',
  );
}

function requireMissing({ facts }: CandidateRow, wanted: TimeInterval): void {
  if (!coversWhole(facts.segments, wanted)) return;
  throw new AppError('conflict', 'footage_on_hand', 'All of it is on hand already: nothing is left to be pulled.');
}

/** Retention counts from the recording: what is past it would be deleted within a minute. */
async function requireKeepable(tx: Queryable, incident: IncidentRow, { facts }: CandidateRow, wanted: TimeInterval, nowMs: number): Promise<void> {
  if (nowMs < wanted.fromMs + facts.retentionHours * 3_600_000) return;
  if (await isHeldFor(tx, { incidentId: incident.id, cameraId: facts.cameraId }, wanted, nowMs)) return;
  throw new AppError(
    'conflict',
    'hold_missing',
    'The retention of a part of this footage is over, so it would be deleted at once. Hold it first, then pull it.',
  );
}
