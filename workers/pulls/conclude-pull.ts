import { publishEvent } from '../../db/live-events.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { getPull, type EdgePullRow } from '../../db/repositories/edge-pull-repository.ts';
import { endPull, giveBackPull, listPulledParts, type PullEnd } from '../../db/repositories/edge-pull-run-repository.ts';
import { toAppError, type AppError, type ErrorKind } from '../../domain/app-error.ts';
import { pullRestMs } from '../../domain/edge-pull-rule.ts';
import { footageGaps } from '../../domain/footage-gaps.ts';
import type { PullLease } from './pull-lease.ts';
import type { PullParts } from './pull-parts.ts';
import { tellPull } from './tell-pull.ts';

/** As many are kept; more say no more to a person. */
const MOST_GAPS = 100;

/** What may be another time, of the device and of our own parts. */
const PASSING_KINDS: ReadonlySet<ErrorKind> = new Set(['unreachable', 'timeout', 'unavailable', 'rate_limited']);
/** Devices often allow one replay at a time; of two that store the same, one is refused by the database. */
const PASSING_CODES: ReadonlySet<string> = new Set(['replay_refused', 'constraint_violated']);
/** The pull may not go on. */
const CANCELLED_KINDS: ReadonlySet<ErrorKind> = new Set(['conflict']);

/** Ends a pull whose lease is held: what is missing of the wanted time, the log's entry, and a word to those who watch. */
export async function concludePull({ database, clock, logger }: PullParts, pull: EdgePullRow, lease: PullLease, end: Omit<PullEnd, 'gaps'>): Promise<void> {
  const gaps = footageGaps(await listPulledParts(database, pull.cameraId, pull, 0), pull);
  await database.transaction(async (tx) => {
    const { id, incidentId, cameraId } = pull;
    if (!(await endPull(tx, id, lease.id, { ...end, gaps: gaps.slice(0, MOST_GAPS) }, clock.now()))) return lease.lose();
    const { segmentCount, byteLength } = await getPull(tx, id);
    const detail = { step: end.state, pullId: id, segments: segmentCount, bytes: byteLength, gaps: gaps.length, code: end.problem?.code ?? null };
    await appendAudit(tx, { action: 'footage.pull', incidentId, cameraIds: [cameraId], detail });
    await tellPull(tx, pull, end.state);
    await publishEvent(tx, { topic: 'incidents', type: 'updated', data: { incidentId } });
  });
  logger.info({ pullId: pull.id, cameraId: pull.cameraId, state: end.state, code: end.problem?.code }, 'a pull of footage ended');
}

/** What becomes of a pull that was interrupted: it is put off, or ends. Rejects only when that can't be written down. */
export async function settleFailure(parts: PullParts, pull: EdgePullRow, lease: PullLease, thrown: unknown): Promise<void> {
  const { database, clock, logger } = parts;
  if (lease.isLost()) return logger.info({ pullId: pull.id }, 'a pull was cancelled or taken over');
  const error = toAppError(thrown);
  // the worker stops: the next one goes on at once
  if (lease.signal.aborted) return giveBackPull(database, pull.id, lease.id, { untilMs: clock.now() });
  const problem = { code: error.code, message: error.message };
  const restMs = isPassing(error) ? pullRestMs(pull.attempts) : null;
  if (restMs !== null) {
    logger.warn({ pullId: pull.id, cameraId: pull.cameraId, err: error }, 'a pull of footage is put off');
    await giveBackPull(database, pull.id, lease.id, { untilMs: clock.now() + restMs, problem });
    return tellPull(database, pull, 'queued');
  }
  const { segmentCount } = await getPull(database, pull.id);
  const state = CANCELLED_KINDS.has(error.kind) ? 'cancelled' : segmentCount > 0 ? 'partial' : 'failed';
  if (error.kind === 'internal') logger.error({ pullId: pull.id, err: error }, 'a pull of footage failed');
  await concludePull(parts, pull, lease, { state, notes: [], problem });
}

function isPassing({ kind, code }: AppError): boolean {
  return PASSING_KINDS.has(kind) || PASSING_CODES.has(code);
}
