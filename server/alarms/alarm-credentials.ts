import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { ALARM_TOKEN_LIMITS } from '../../domain/alarm-throttle.ts';
import { throttleWaitMs } from '../../domain/sign-in-throttle.ts';
import { countFailures, insertAttempt, withdrawAttempt } from '../../db/repositories/account-repository.ts';
import { findRingingPoint, type RingingPoint } from '../../db/repositories/alarm-point-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { newId } from '../../platform/new-id.ts';
import type { ServerContext } from '../server-context.ts';
import { sessionTokenHash } from '../session-token.ts';

/** Compared with in place of a missing bell's, so that an unknown id takes as long as a wrong token. */
const DECOY = Buffer.alloc(32);

function fromBasic(encoded: string): string {
  return Buffer.from(encoded, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '');
}

/**
 * The token that a bell sends: `Bearer token`, or, for devices that know nothing else, `Basic` with any user name and the token as the password.
 *
 * @throws AppError `unauthenticated` `alarm_token_required`
 */
export function readAlarmToken(request: FastifyRequest): string {
  const [, scheme, value] = /^(bearer|basic) +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const token = scheme?.toLowerCase() === 'basic' ? fromBasic(value!) : value;
  if (token !== undefined && token !== '') return token;
  throw new AppError(
    'unauthenticated',
    'alarm_token_required',
    "Send the alarm point's token in the header Authorization: Bearer followed by the token, or Basic with the token as the password.",
  );
}

/** Counts the wrong token; errors: `wrong_alarm_token`, or `alarm_throttled` when there were too many. */
async function refuse(context: ServerContext, pointId: string, known: boolean, address: string): Promise<never> {
  const { db, clock } = context;
  const nowMs = clock.now();
  const attemptId = newId(nowMs);
  const keys = { point: `alarm-point:${pointId}@${address}`, address: `alarm-address:${address}` };
  await insertAttempt(db, attemptId, Object.values(keys), nowMs);
  const failures = await countFailures(db, Object.values(keys), nowMs - ALARM_TOKEN_LIMITS.windowMs, attemptId);
  const waitMs = Math.max(
    throttleWaitMs(failures.get(keys.point), ALARM_TOKEN_LIMITS.point, nowMs),
    throttleWaitMs(failures.get(keys.address), ALARM_TOKEN_LIMITS.address, nowMs),
  );
  if (waitMs > 0) {
    await withdrawAttempt(db, attemptId, Object.values(keys));
    const retryAfterS = Math.ceil(waitMs / 1000);
    throw new AppError('rate_limited', 'alarm_throttled', `Too many wrong tokens. Correct the token of the device, or wait ${retryAfterS} seconds.`, {
      details: { retryAfterS },
    });
  }
  await appendAudit(db, { action: 'alarm.raise', outcome: 'refused', detail: { code: 'wrong_alarm_token', ...(known ? { alarmPointId: pointId } : {}) } });
  throw new AppError(
    'unauthenticated',
    'wrong_alarm_token',
    'The token does not belong to this alarm point, or it was replaced. Put the newest token and the id of the alarm point into the device.',
  );
}

/**
 * The bell that rings, if its token is right. A right token is let through whatever happened before.
 *
 * @throws AppError `wrong_alarm_token` (unauthenticated: unknown bells as well), `alarm_throttled` (rate_limited), `alarm_point_disabled` (forbidden)
 */
export async function authenticateAlarm(context: ServerContext, pointId: string, token: string, address: string): Promise<RingingPoint> {
  const point = await findRingingPoint(context.db, pointId);
  const isRight = timingSafeEqual(point?.tokenSha256 ?? DECOY, sessionTokenHash(token));
  if (point === undefined || !isRight) return refuse(context, pointId, point !== undefined, address);
  if (!point.disabled) return point;
  await appendAudit(context.db, { action: 'alarm.raise', outcome: 'refused', detail: { code: 'alarm_point_disabled', alarmPointId: point.id } });
  throw alarmPointDisabled();
}

/** The refusal of a bell that was switched off. */
export function alarmPointDisabled(): AppError {
  return new AppError('forbidden', 'alarm_point_disabled', 'This alarm point is switched off. Ask the administrator to switch it on.');
}
