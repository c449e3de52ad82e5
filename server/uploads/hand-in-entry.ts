import { AppError } from '../../domain/app-error.ts';
import { HAND_IN_LIMITS } from '../../domain/hand-in-terms.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { insertClockReading } from '../../db/repositories/clock-reading-repository.ts';
import { insertHandIn, lockOpenHandIns } from '../../db/repositories/hand-in-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { requireCamera } from '../cameras/camera-change.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';
import type { ReadFacts } from './hand-in-facts.ts';

/** A file about to be handed in. */
export interface HandInEntry {
  readonly id: string;
  readonly cameraId: string;
  readonly facts: ReadFacts;
  readonly byteLength: number;
  /** Given when all of it is there already. */
  readonly sha256?: Buffer;
}

/** Reading a photo of a recorder's screen beside a phone: both show seconds. */
const PHOTO_UNCERTAINTY_MS = 2000;

/** Footage is kept only of cameras whose purpose and notice are known. Errors: `camera_is_draft` (conflict). */
export async function requireActiveCamera({ db }: ServerContext, cameraId: string): Promise<void> {
  const camera = await requireCamera(db, cameraId);
  if (camera.purpose === null || camera.postedOn === null)
    throw new AppError('conflict', 'camera_is_draft', 'This camera has no purpose or no posted notice yet, so no footage of it is kept. Enter both first.');
}

/** Errors: `file_empty` (invalid), `file_too_large` (too_large). */
export function checkFileLength(byteLength: number, limitBytes: number): void {
  if (byteLength === 0) throw new AppError('invalid', 'file_empty', 'The file is empty. Export it from the recorder again.');
  if (byteLength > limitBytes)
    throw new AppError('too_large', 'file_too_large', `The file is larger than ${limitBytes} bytes. Export a shorter piece, or several pieces.`, {
      details: { limitBytes },
    });
}

/** Whether `byteLength` more bytes fit beside what is on its way. Errors: `disk_full` (unavailable). */
export async function requireRoom({ blobs }: Pick<ServerContext, 'blobs'>, bytesToCome: number): Promise<void> {
  if ((await blobs.freeBytes()) - bytesToCome >= HAND_IN_LIMITS.keepFreeBytes) return;
  throw new AppError(
    'unavailable',
    'disk_full',
    'There is not enough room on the disk of pictures and footage for this file. Tell the operator; nothing was lost.',
  );
}

/**
 * Enters a file, with the clock reading that came with it, in one transaction with its line in the log. Errors: `too_many_hand_ins` (rate_limited), `disk_full` (unavailable).
 */
export async function enterHandIn(context: ServerContext, session: LiveSession, { id, cameraId, facts, byteLength, sha256 }: HandInEntry): Promise<void> {
  const { db, clock } = context;
  const nowMs = clock.now();
  const { organisationId, userId } = session;
  const { clock: reading, ...named } = facts;
  await db.transaction(async (tx) => {
    const open = await lockOpenHandIns(tx, organisationId);
    if (open.own >= HAND_IN_LIMITS.openFiles) throw tooMany();
    await requireRoom(context, open.bytesToCome + (sha256 === undefined ? byteLength : 0));
    await insertHandIn(tx, {
      id,
      cameraId,
      organisationId,
      handedInBy: userId,
      ...named,
      byteLength,
      createdAtMs: nowMs,
      ...(sha256 === undefined ? {} : { sha256 }),
    });
    if (reading !== null)
      await insertClockReading(
        tx,
        { cameraId },
        { id: newId(nowMs), ...reading, method: 'photo', uncertaintyMs: PHOTO_UNCERTAINTY_MS, recordedBy: userId, snapshotId: null, afterSetting: false },
      );
    const offset = reading === null ? {} : { readOffsetMs: reading.deviceTimeMs - reading.trueTimeMs };
    await appendAudit(tx, {
      actor: actorOf(session),
      action: 'footage.upload',
      cameraIds: [cameraId],
      detail: { step: 'begun', handInId: id, byteLength, deviceStartMs: facts.deviceStartMs, ...offset },
    });
  });
}

/** What is told when an organisation has as much on the way as it may. */
export function tooMany(): AppError {
  return new AppError(
    'rate_limited',
    'too_many_hand_ins',
    `Your organisation has ${HAND_IN_LIMITS.openFiles} files on the way or waiting for their check. Finish or cancel one, or wait for the check.`,
  );
}
