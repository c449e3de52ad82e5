import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { absenceWire } from '../../domain/wire/fault-wire.ts';
import { violates } from '../../db/database-error.ts';
import { publishEvent } from '../../db/live-events.ts';
import * as absences from '../../db/repositories/absence-repository.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

const DAY_MS = 86_400_000;
/** A camera that is away for longer should be retired. */
const LONGEST_MS = 400 * DAY_MS;
/** Windows are set ahead; the day that has begun may be in it. */
const EARLIEST_MS = DAY_MS;

function readWindow({ from, to }: z.output<typeof absenceWire>, nowMs: number): { fromMs: number; toMs: number } {
  const window = { fromMs: Date.parse(from), toMs: Date.parse(to) };
  if (window.fromMs >= window.toMs) throw new AppError('invalid', 'interval_reversed', 'from must lie before to.');
  if (window.toMs - window.fromMs > LONGEST_MS)
    throw new AppError('invalid', 'absence_too_long', 'A camera is away for at most 400 days. Take it out of service instead.');
  if (window.toMs <= nowMs || window.fromMs < nowMs - EARLIEST_MS)
    throw new AppError('invalid', 'absence_in_past', 'Absences are set ahead: begin today or later, and end in the future.');
  return window;
}

/** Sets a window ahead. Errors: `interval_reversed`, `absence_too_long`, `absence_in_past`, `personal_data_in_text`, `absence_overlaps` (conflict). */
export async function setAbsence(
  context: ServerContext,
  session: LiveSession,
  cameraId: string,
  input: z.output<typeof absenceWire>,
): Promise<absences.AbsenceRow> {
  const nowMs = context.clock.now();
  const window = readWindow(input, nowMs);
  checkSummary(input.note, 'note');
  const { reason, note } = input;
  const row = { id: newId(nowMs), cameraId, ...window, reason, note, createdBy: session.userId, createdAtMs: nowMs };
  try {
    await context.db.transaction(async (tx) => {
      await absences.insertAbsence(tx, row);
      await appendAudit(tx, { actor: actorOf(session), action: 'absence.create', cameraIds: [cameraId], detail: { absenceId: row.id, reason, ...window } });
      await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
    });
  } catch (error) {
    if (!violates(error, 'camera_absence_one_at_a_time')) throw error;
    throw new AppError('conflict', 'absence_overlaps', 'The camera is away in a part of that time already. End that absence first, or choose another time.', {
      cause: error,
    });
  }
  return { ...row, createdByUsername: session.username };
}

/** Takes a window back: one that has begun ends now and stays in the history, a later one is gone, one that is over stays as it was. Errors: `not_found`, `absence_over` (conflict). */
export async function endAbsence(context: ServerContext, session: LiveSession, cameraId: string, absenceId: string): Promise<void> {
  const nowMs = context.clock.now();
  await context.db.transaction(async (tx) => {
    const window = await absences.lockAbsence(tx, cameraId, absenceId);
    if (window === undefined) throw new AppError('not_found', 'not_found', 'There is no such record, or you may not see it. Check the id.');
    if (window.toMs <= nowMs) throw new AppError('conflict', 'absence_over', 'This absence is over. What was stays on record.');
    if (window.fromMs >= nowMs) await absences.deleteAbsence(tx, absenceId);
    else await absences.endAbsence(tx, absenceId, nowMs);
    await appendAudit(tx, { actor: actorOf(session), action: 'absence.end', cameraIds: [cameraId], detail: { absenceId, ...window } });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
  });
}
