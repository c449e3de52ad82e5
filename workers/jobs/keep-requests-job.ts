import type { Database, Queryable } from '../../db/database.ts';
import { endAndNote } from '../../db/requests/request-end.ts';
import { tellOfRequest } from '../../db/requests/tell-of-request.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertSuspension } from '../../db/repositories/emergency-suspension-repository.ts';
import { lockRequest, type FootageRequestRow } from '../../db/repositories/footage-request-repository.ts';
import { listLooksDue, listRemindersDue, listUndecided, listUnjustified, setReminder } from '../../db/repositories/request-due-repository.ts';
import { toAppError } from '../../domain/app-error.ts';
import { overdueReminderMs } from '../../domain/requests/request-policy.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobHandler } from '../../platform/job-consumer.ts';
import type { Logger } from '../../platform/logger.ts';
import { newId } from '../../platform/new-id.ts';
import { lookForFootage } from '../requests/fulfilment-look.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: string | undefined;
}

/** Requests of each kind in one job; the next one, seconds later, goes on. */
const BATCH = 200;

type Step = (tx: Queryable, request: FootageRequestRow, parts: Parts, nowMs: number) => Promise<void>;

/** Steps in their order, each with what makes it due. Each asks again of the locked request: it may have been decided in between, or by another worker. */
const STEPS: readonly (readonly [due: (db: Queryable, nowMs: number, limit: number) => Promise<string[]>, step: Step])[] = [
  [listUnjustified, revoke],
  [listUndecided, expire],
  [listRemindersDue, remind],
  [listLooksDue, look],
];

/** Revokes emergencies that were not justified, ends requests that nobody decided, reminds boards, and sees how far approved footage is on hand. Run twice it finds nothing. A request that fails delays no other. */
export function createKeepRequestsJob(parts: Parts): JobHandler<'keep-requests'> {
  return async ({ signal }) => {
    for (const [due, step] of STEPS) {
      for (const id of await due(parts.database, parts.clock.now(), BATCH)) {
        if (signal.aborted) return;
        await take(parts, id, step);
      }
    }
  };
}

async function take(parts: Parts, id: string, step: Step): Promise<void> {
  const { database, clock, logger } = parts;
  try {
    await database.transaction(async (tx) => step(tx, await lockRequest(tx, id), parts, clock.now()));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind === 'unavailable') throw error;
    logger.error({ requestId: id, err: error }, 'a footage request could not be taken further');
  }
}

/** The duty to justify outlives the request: one that the board denied, or that ended with a change of the incident, was open all the same. */
async function revoke(tx: Queryable, request: FootageRequestRow, { publicUrl }: Parts, nowMs: number): Promise<void> {
  const { id, requestedBy: userId, justifyByMs, justifiedAtMs } = request;
  if (justifyByMs === null || justifyByMs > nowMs || justifiedAtMs !== null) return;
  if (!(await insertSuspension(tx, { id: newId(nowMs), userId, requestId: id, atMs: nowMs }))) return;
  await endAndNote(tx, request, { because: 'not_justified', atMs: nowMs }, { action: 'request.revoke' });
  await appendAudit(tx, { action: 'emergency.suspend', incidentId: request.incidentId, cameraIds: [request.cameraId], detail: { requestId: id, userId } });
  await tellOfRequest(tx, request, 'not_justified', { publicUrl, nowMs });
}

async function expire(tx: Queryable, request: FootageRequestRow, { publicUrl }: Parts, nowMs: number): Promise<void> {
  if (request.state !== 'submitted' || request.expiresAtMs > nowMs) return;
  await endAndNote(tx, request, { because: 'not_decided', atMs: nowMs }, { action: 'request.expire' });
  await tellOfRequest(tx, request, 'expired', { publicUrl, nowMs });
}

/** Once on the morning of the last day, once after it. */
async function remind(tx: Queryable, request: FootageRequestRow, { publicUrl }: Parts, nowMs: number): Promise<void> {
  const isOverdue = nowMs >= request.dueAtMs;
  const nextMs = isOverdue ? null : overdueReminderMs(request.dueAtMs);
  if (!(await setReminder(tx, request.id, nowMs, nextMs))) return;
  await tellOfRequest(tx, request, isOverdue ? 'overdue' : 'reminder', { publicUrl, nowMs });
  await appendAudit(tx, {
    action: 'request.remind',
    incidentId: request.incidentId,
    cameraIds: [request.cameraId],
    detail: { requestId: request.id, isOverdue },
  });
}

async function look(tx: Queryable, request: FootageRequestRow, { publicUrl }: Parts, nowMs: number): Promise<void> {
  if (request.state !== 'approved' && request.state !== 'fulfilling') return;
  await lookForFootage(tx, request, { nowMs, publicUrl });
}
