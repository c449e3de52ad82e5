import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { Scope } from '../../domain/permission-rule.ts';
import type { dutyShiftWire } from '../../domain/wire/alarm-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as shifts from '../../db/repositories/duty-shift-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const LONGEST_MS = 48 * HOUR_MS;
/** A shift is planned a year ahead at most. */
const FURTHEST_MS = 52 * WEEK_MS;

function checkShift(fromMs: number, toMs: number, nowMs: number): void {
  if (!(fromMs < toMs)) throw new AppError('invalid', 'interval_reversed', 'A shift ends after it begins. Put to later than from.');
  if (toMs - fromMs > LONGEST_MS) throw new AppError('invalid', 'shift_too_long', 'A shift lasts 48 hours at most. Enter several.');
  if (toMs <= nowMs)
    throw new AppError('invalid', 'shift_over', 'This shift is over already: who was on duty is not written afterwards. Check the date and its zone.');
  if (fromMs > nowMs + FURTHEST_MS) throw new AppError('invalid', 'shift_too_far', 'A shift begins within a year. Check the date.');
}

/** Puts an officer on the roster, once or weekly; returns the ids. Errors: `unknown_officer`, `shift_overlaps` (conflict), those of the interval. */
export async function enterShifts(context: ServerContext, session: LiveSession, scope: Scope, input: z.output<typeof dutyShiftWire>): Promise<string[]> {
  const nowMs = context.clock.now();
  const [fromMs, toMs] = [Date.parse(input.from), Date.parse(input.to)];
  checkShift(fromMs, toMs, nowMs);
  const [officer] = await shifts.listDutyOfficers(context.db, { scope, ...session }, { limit: 1, nowMs, userId: input.userId });
  if (officer === undefined)
    throw new AppError('invalid', 'unknown_officer', 'There is no officer with this userId within your reach. Take one from GET /duty-officers.');
  const rows = Array.from({ length: input.weeks }, (_, week) => ({
    id: newId(nowMs),
    during: { fromMs: fromMs + week * WEEK_MS, toMs: toMs + week * WEEK_MS },
  }));
  const { userId, weeks } = input;
  await context.db.transaction(async (tx) => {
    const isFree = await shifts.insertDutyShifts(tx, rows, { organisationId: officer.organisationId, userId, createdBy: session.userId, atMs: nowMs });
    if (!isFree)
      throw new AppError(
        'conflict',
        'shift_overlaps',
        'This officer is on duty already for a part of that time. Nothing was stored; end the other shift first.',
      );
    await appendAudit(tx, { actor: actorOf(session), action: 'duty.create', detail: { userId, fromMs, toMs, weeks } });
  });
  return rows.map((row) => row.id);
}

/** Takes a shift back, or ends one that runs. Errors: `shift_over` (conflict). */
export async function endShift(context: ServerContext, session: LiveSession, id: string): Promise<void> {
  await context.db.transaction(async (tx) => {
    if (!(await shifts.endDutyShift(tx, id, context.clock.now())))
      throw new AppError('conflict', 'shift_over', 'This shift is over: who was on duty stays written.');
    await appendAudit(tx, { actor: actorOf(session), action: 'duty.delete', detail: { shiftId: id } });
  });
}
