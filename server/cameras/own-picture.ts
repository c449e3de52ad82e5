import { buffer } from 'node:stream/consumers';
import type { FastifyReply } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as contacts from '../../db/repositories/contact-repository.ts';
import { listLiveOutlines } from '../../db/repositories/privacy-mask-repository.ts';
import { maskPicture } from '../../media/copies/mask-picture.ts';
import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

/** Pictures that are blackened at once: one takes three bytes a pixel. */
const MOST_AT_ONCE = 2;
const masking = createConcurrencyLimiter(MOST_AT_ONCE);

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
