import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError, isAppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { upsertSignPhoto } from '../../db/repositories/sign-photo-repository.ts';
import { closeSignReports } from '../../db/repositories/sign-report-repository.ts';
import { shrinkSignPhoto } from '../../media/sign-photo.ts';
import { createConcurrencyLimiter } from '../../platform/concurrency-limiter.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Largest photograph that is taken: what a telephone makes. */
export const MOST_PHOTO_BYTES = 15 * 1024 * 1024;

/** Photographs on their way at once, in the process and of one person: each may lie in memory whole. */
const MOST_ON_THE_WAY = { all: 8, person: 2 };
const onTheWay = new Map<string, number>();
/** Decoding one of 50 million pixels takes 150 MB: one after the other. */
const shrinking = createConcurrencyLimiter(1);

/** Runs `work` as one of a few photographs on their way. Errors: `too_many_photos`. */
async function withRoom<T>(userId: string, work: () => Promise<T>): Promise<T> {
  const own = onTheWay.get(userId) ?? 0;
  const all = [...onTheWay.values()].reduce((sum, count) => sum + count, 0);
  if (own >= MOST_ON_THE_WAY.person || all >= MOST_ON_THE_WAY.all) {
    throw new AppError('rate_limited', 'too_many_photos', 'Several photographs are being handed in just now. Send this one again in a moment.');
  }
  onTheWay.set(userId, own + 1);
  try {
    return await work();
  } finally {
    const left = (onTheWay.get(userId) ?? 1) - 1;
    if (left > 0) onTheWay.set(userId, left);
    else onTheWay.delete(userId);
  }
}

function unreadable(cause?: unknown): AppError {
  return new AppError('invalid', 'file_missing', 'Send the photograph as the one part "file" of a multipart form.', { cause });
}

/** The bytes of the one part `file` of a form. Errors: `file_missing` (invalid), `body_too_large` (too_large). */
async function receivePhoto(request: FastifyRequest): Promise<Buffer> {
  if (!request.isMultipart()) throw unreadable();
  const part = await request.file({ limits: { fileSize: MOST_PHOTO_BYTES, files: 1, fields: 0, parts: 2, headerPairs: 20 }, throwFileSizeLimit: false });
  if (part === undefined) throw unreadable();
  const bytes = await part.toBuffer();
  if (part.file.truncated) throw new AppError('too_large', 'body_too_large', 'The photograph is larger than 15 MB. Send a smaller one.');
  return bytes;
}

/** Keeps the photograph of a camera's sign, drawn anew and small; the one before is gone, and open reports of that sign are closed. Refusals are logged. Errors: `file_missing`, `body_too_large`, `not_a_photo`, `notice_missing`, `too_many_photos` (rate_limited). */
export async function keepSignPhoto({ db, clock }: ServerContext, session: LiveSession, cameraId: string, request: FastifyRequest): Promise<void> {
  const entry = { actor: actorOf(session), action: 'camera.sign_photo', cameraIds: [cameraId], detail: {} };
  await withRefusalsLogged(db, entry, async () => {
    const photo = await withRoom(session.userId, async () => {
      const received = await receivePhoto(request).catch((error: unknown) => Promise.reject(isAppError(error) ? error : unreadable(error)));
      return shrinking.run(() => shrinkSignPhoto(received));
    });
    const sha256 = createHash('sha256').update(photo.jpeg).digest();
    await db.transaction(async (tx) => {
      if (!(await upsertSignPhoto(tx, { ...photo, cameraId, sha256, uploadedBy: session.userId, uploadedAtMs: clock.now() }))) {
        throw new AppError('conflict', 'notice_missing', 'No sign was entered for this camera. Enter first when it was put up.');
      }
      const closedReports = await closeSignReports(tx, { cameraId, by: session.userId, atMs: clock.now(), photoSha256: sha256 });
      await appendAudit(tx, { ...entry, detail: { sha256: sha256.toString('hex'), widthPx: photo.widthPx, heightPx: photo.heightPx, closedReports } });
    });
  });
}
