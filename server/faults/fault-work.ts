import type { z } from 'zod';
import { alertFacts } from '../../domain/alert-facts.ts';
import { AppError } from '../../domain/app-error.ts';
import { checkSummary } from '../../domain/personal-data-check.ts';
import { saidMomentMs } from '../../domain/said-moment.ts';
import type { alertOut, faultDetailOut, faultNoteWire } from '../../domain/wire/fault-wire.ts';
import type { Queryable } from '../../db/database.ts';
import { publishEvent } from '../../db/live-events.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as faults from '../../db/repositories/fault-repository.ts';
import type { KeptPhoto } from '../../db/repositories/kept-photo.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import { wireAlert, wireFault, wireNote } from './wire-fault.ts';

/** Nobody writes more about one fault. */
const MOST_NOTES = 200;
/** A tenth of a gigabyte at most, 30 MB as telephones photograph. */
const MOST_PHOTO_NOTES = 100;

type NoteInput = z.output<typeof faultNoteWire>;

/** The alert as far as the reader sees it: of one that goes beyond, only the cameras within reach, counted and described as if there were no others. */
async function readAlert(db: Queryable, { alertId, unitId, unitName }: faults.FaultRow, reach: faults.FaultReach): Promise<z.output<typeof alertOut> | null> {
  if (alertId === null) return null;
  const found = await faults.findAlert(db, alertId, reach);
  // it may have been dropped, or have let this fault go, since the fault was read
  if (found === undefined) return null;
  const { inReach, ...alert } = found;
  if (inReach) return wireAlert(alert);
  const members = await faults.listAlertMembers(db, alertId, reach);
  return members.length === 0 ? null : wireAlert({ ...alert, unitId, unitName, facts: alertFacts(members, null) });
}

/** An entry with its notes and its alert, for who sees as far as `reach`. */
export async function readFault({ db }: ServerContext, id: string, reach: faults.FaultReach): Promise<z.output<typeof faultDetailOut>> {
  const row = await faults.findFault(db, id);
  const notes = await faults.listNotes(db, id, MOST_NOTES);
  const alert = await readAlert(db, row, reach);
  return { ...wireFault(row), notes: notes.map(wireNote), alert };
}

/** Writes down what somebody found or did, with photographs of it. Errors: `personal_data_in_text`, `note_in_future`, `too_many_notes`, `too_many_photo_notes`. */
export async function addNote(
  context: ServerContext,
  session: LiveSession,
  faultId: string,
  input: NoteInput,
  photos: readonly KeptPhoto[] = [],
): Promise<void> {
  const { kind, text } = input;
  checkSummary(text, 'text');
  const nowMs = context.clock.now();
  const happenedAtMs = momentOfNote(input, nowMs);
  const noteId = newId(nowMs);
  // ids of one millisecond have no order
  const named = photos.map((photo, nth) => ({ ...photo, id: newId(nowMs + nth) }));
  await context.db.transaction(async (tx) => {
    const { cameraId, noteCount } = await faults.findFault(tx, faultId);
    if (noteCount >= MOST_NOTES)
      throw new AppError('conflict', 'too_many_notes', `There are ${MOST_NOTES} notes already. Change the repair instead of describing it.`);
    if (photos.length > 0) await requireRoomForPhotos(tx, faultId);
    await faults.insertNote(tx, { id: noteId, faultId, kind, text, happenedAtMs, recordedAtMs: nowMs, authorId: session.userId });
    await faults.insertNotePhotos(tx, noteId, named);
    const detail = { faultId, kind, ...(photos.length === 0 ? {} : { photos: photos.map(({ sha256 }) => sha256.toString('hex')) }) };
    await appendAudit(tx, { actor: actorOf(session), action: 'fault.note', cameraIds: [cameraId], detail });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
  });
}

async function requireRoomForPhotos(tx: Queryable, faultId: string): Promise<void> {
  if ((await faults.countPhotoNotes(tx, faultId)) < MOST_PHOTO_NOTES) return;
  throw new AppError(
    'conflict',
    'too_many_photo_notes',
    `There are ${MOST_PHOTO_NOTES} notes with photographs already. Write this one without, or remove photographs that nobody needs any more first.`,
  );
}

/** Takes away a photograph that was handed in by mistake; the words that came with it stay, and say so. Errors: `not_found`. */
export async function removePhoto({ db, clock }: ServerContext, session: LiveSession, faultId: string, photoId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { cameraId } = await faults.findFault(tx, faultId);
    const { noteId, sha256 } = await faults.removeNotePhoto(tx, { faultId, photoId, removedBy: session.userId, removedAtMs: clock.now() });
    const detail = { faultId, noteId, photoId, sha256: sha256.toString('hex') };
    await appendAudit(tx, { actor: actorOf(session), action: 'fault.photo_remove', cameraIds: [cameraId], detail });
    await publishEvent(tx, { topic: 'cameras', type: 'changed', data: { cameraId } });
  });
}

function momentOfNote({ happenedAt }: NoteInput, nowMs: number): number {
  const momentMs = saidMomentMs(happenedAt, nowMs);
  if (momentMs !== null) return momentMs;
  throw new AppError(
    'invalid',
    'note_in_future',
    'happenedAt lies in the future. Write down what was found or done, not what is planned; if that is so, set the clock of the device right.',
  );
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
