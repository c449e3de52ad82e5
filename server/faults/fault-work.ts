import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import type { faultDetailOut, faultNoteWire } from '../../domain/wire/fault-wire.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as faults from '../../db/repositories/fault-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { wireAlert, wireFault, wireNote } from './wire-fault.ts';

/** Nobody writes more about one fault. */
const MOST_NOTES = 200;

/** An entry with its notes and its alert. */
export async function readFault({ db }: ServerContext, id: string): Promise<z.output<typeof faultDetailOut>> {
  const row = await faults.findFault(db, id);
  const notes = await faults.listNotes(db, id, MOST_NOTES);
  const alert = row.alertId === null ? null : wireAlert(await faults.findAlert(db, row.alertId));
  return { ...wireFault(row), notes: notes.map(wireNote), alert };
}

/** Writes down what somebody found or did. Errors: `personal_data_in_text`, `note_in_future`, `too_many_notes`. */
export async function addNote(context: ServerContext, session: LiveSession, faultId: string, input: z.output<typeof faultNoteWire>): Promise<void> {
  const { kind, text, happenedAt } = input;
  checkSummary(text, 'text');
  const nowMs = context.clock.now();
  const happenedAtMs = happenedAt === undefined ? nowMs : Date.parse(happenedAt);
  if (happenedAtMs > nowMs)
    throw new AppError('invalid', 'note_in_future', 'happenedAt lies in the future. Write down what was found or done, not what is planned.');
  await context.db.transaction(async (tx) => {
    const { cameraId, noteCount } = await faults.findFault(tx, faultId);
    if (noteCount >= MOST_NOTES)
      throw new AppError('conflict', 'too_many_notes', `There are ${MOST_NOTES} notes already. Change the repair instead of describing it.`);
    await faults.insertNote(tx, { id: newId(nowMs), faultId, kind, text, happenedAtMs, recordedAtMs: nowMs, authorId: session.userId });
    await appendAudit(tx, { actor: actorOf(session), action: 'fault.note', cameraIds: [cameraId], detail: { faultId, kind } });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
  });
}

/** Says who sees to it. Errors: `personal_data_in_text`. */
export async function assignFault(context: ServerContext, session: LiveSession, faultId: string, responsible: string | null): Promise<void> {
  checkSummary(responsible ?? '', 'responsible');
  await context.db.transaction(async (tx) => {
    const { cameraId } = await faults.findFault(tx, faultId);
    await faults.setResponsible(tx, faultId, responsible);
    await appendAudit(tx, { actor: actorOf(session), action: 'fault.assign', cameraIds: [cameraId], detail: { faultId, assigned: responsible !== null } });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
  });
}
