import { buffer } from 'node:stream/consumers';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { AppError, isAppError } from '../../domain/app-error.ts';
import { toIso } from '../../domain/time-interval.ts';
import type { ownPictureOut } from '../../domain/wire/own-picture-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findOwners } from '../../db/repositories/camera-repository.ts';
import * as contacts from '../../db/repositories/contact-repository.ts';
import { listLiveOutlines } from '../../db/repositories/privacy-mask-repository.ts';
import { maskPicture } from '../../media/copies/mask-picture.ts';
import { shrinkPicture } from '../../media/small-picture.ts';
import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import { createRoomPerKey } from '../../platform/room-per-key.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

/** Pictures that are blackened at once: one takes three bytes a pixel. */
const MOST_AT_ONCE = 2;
const masking = createConcurrencyLimiter(MOST_AT_ONCE);
/** Lists of pictures on their way: a screen asks for one, or for a second while it is scrolled. */
const listing = createRoomPerKey({ all: 32, perKey: 4 }, () => {
  const text = 'Several lists of pictures are on their way to you just now. Ask again in a moment.';
  return new AppError('rate_limited', 'too_many_pictures', text, { details: { retryAfterS: 2 } });
});
/** The newest picture of a list is looked for this far back; retention is mostly shorter. */
const LOOK_BACK_MS = 7 * 86_400_000;

/**
 * Sends a picture that the board took itself to check its camera, with the camera's masks blackened in it: what nobody is to see the board doesn't see either. Every look is logged. Errors: `not_found`, `grant_required` (taken by schedule
 * or alarm), `picture_unreadable`.
 */
export async function sendOwnPicture(context: ServerContext, session: LiveSession, snapshotId: string, reply: FastifyReply): Promise<FastifyReply> {
  const { db, blobs, clock } = context;
  const { row, blobKey } = await db.asPerson(session, async (own) => ({
    row: await contacts.findSnapshot(own, snapshotId),
    blobKey: await contacts.findOwnPictureBlob(own, snapshotId),
  }));
  const entry = {
    actor: actorOf(session),
    action: 'camera.picture',
    cameraIds: [row.cameraId],
    detail: { snapshotId: row.id, takenAtMs: row.takenAtMs, reason: row.reason },
  } as const;
  if (row.reason !== 'request' || blobKey === null) {
    await appendAudit(db, { ...entry, outcome: 'refused' });
    throw new AppError(
      'forbidden',
      'grant_required',
      'What the service took by schedule or alarm is opened only under a grant for a case. To check your camera, take a picture now.',
    );
  }
  await appendAudit(db, entry);
  const masks = await listLiveOutlines(db, row.cameraId, clock.now());
  void reply.type('image/jpeg').header('cache-control', 'no-store');
  if (masks.length > 0) return reply.send(await masking.run(async () => maskPicture(await buffer(await blobs.open(blobKey)), masks)));
  return reply.header('content-length', row.byteLength).send(await blobs.open(blobKey));
}

interface OwnPicture {
  readonly row: contacts.SnapshotRow;
  readonly blobKey: string;
}

/**
 * The newest pictures that the board took itself of these cameras, small and with their masks. A camera of others, or without such a picture, is left out. The look is one entry of the log, with all cameras that are
 * shown; asking for others' is a refused one for each of their owners. Ends early once `isGone`. Errors: `too_many_pictures` (rate_limited).
 */
export function listOwnPictures(
  context: ServerContext,
  session: LiveSession,
  cameraIds: readonly string[],
  isGone: () => boolean,
): Promise<z.output<typeof ownPictureOut>[]> {
  return listing.run(session.userId, async () => {
    const { db } = context;
    const found = await findOwners(db, cameraIds);
    const idsOf = (owner: string): string[] => found.filter(({ ownerId }) => ownerId === owner).map(({ id }) => id);
    const entry = { actor: actorOf(session), action: 'camera.picture' } as const;
    for (const ownerId of new Set(found.map((camera) => camera.ownerId))) {
      if (ownerId === session.organisationId) continue;
      await appendAudit(db, { ...entry, outcome: 'refused', cameraIds: idsOf(ownerId), detail: { code: 'out_of_reach', small: true } });
    }
    const pictures = await findNewest(context, session, idsOf(session.organisationId));
    if (pictures.length === 0) return [];
    const detail = { small: true, snapshotIds: pictures.map(({ row }) => row.id) };
    await appendAudit(db, { ...entry, cameraIds: pictures.map(({ row }) => row.cameraId), detail });
    const shown: z.output<typeof ownPictureOut>[] = [];
    // one after the other: whoever asks for many doesn't keep others waiting
    for (const picture of pictures) {
      if (isGone()) break;
      shown.push(await masking.run(() => wireSmall(context, picture)));
    }
    return shown;
  });
}

async function findNewest({ db, clock }: ServerContext, session: LiveSession, cameraIds: readonly string[]): Promise<OwnPicture[]> {
  const toMs = clock.now();
  return db.asPerson(session, async (own) => {
    const pictures: OwnPicture[] = [];
    for (const cameraId of cameraIds) {
      const [row] = await contacts.listSnapshots(own, cameraId, { fromMs: toMs - LOOK_BACK_MS, toMs, limit: 1 }, 'request');
      const blobKey = row === undefined ? null : await contacts.findOwnPictureBlob(own, row.id);
      if (row !== undefined && blobKey !== null) pictures.push({ row, blobKey });
    }
    return pictures;
  });
}

async function wireSmall({ db, blobs, clock }: ServerContext, { row, blobKey }: OwnPicture): Promise<z.output<typeof ownPictureOut>> {
  const shown = { cameraId: row.cameraId, snapshotId: row.id, takenAt: toIso(row.takenAtMs) };
  const masks = await listLiveOutlines(db, row.cameraId, clock.now());
  try {
    const whole = await buffer(await blobs.open(blobKey));
    const jpeg = await shrinkPicture(masks.length > 0 ? await maskPicture(whole, masks) : whole);
    return { ...shown, jpeg: jpeg.toString('base64') };
  } catch (error) {
    // one that is broken, or was deleted at this moment, takes nothing from the others
    if (isAppError(error)) return { ...shown, jpeg: null };
    throw error;
  }
}
