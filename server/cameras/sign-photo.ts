import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { AppError, isAppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { upsertSignPhoto } from '../../db/repositories/sign-photo-repository.ts';
import { shrinkSignPhoto } from '../../media/sign-photo.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Largest photograph that is taken: what a telephone makes. */
export const MOST_PHOTO_BYTES = 15 * 1024 * 1024;

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

/** Keeps the photograph of a camera's sign, drawn anew and small; the one before is gone. Refusals are logged. Errors: `file_missing`, `body_too_large`, `not_a_photo`, `notice_missing`. */
export async function keepSignPhoto({ db, clock }: ServerContext, session: LiveSession, cameraId: string, request: FastifyRequest): Promise<void> {
  const entry = { actor: actorOf(session), action: 'camera.sign_photo', cameraIds: [cameraId], detail: {} };
  await withRefusalsLogged(db, entry, async () => {
    const received = await receivePhoto(request).catch((error: unknown) => Promise.reject(isAppError(error) ? error : unreadable(error)));
    const photo = await shrinkSignPhoto(received);
    const sha256 = createHash('sha256').update(photo.jpeg).digest();
    await db.transaction(async (tx) => {
      if (!(await upsertSignPhoto(tx, { ...photo, cameraId, sha256, uploadedBy: session.userId, uploadedAtMs: clock.now() }))) {
        throw new AppError('conflict', 'notice_missing', 'No sign was entered for this camera. Enter first when it was put up.');
      }
      await appendAudit(tx, { ...entry, detail: { sha256: sha256.toString('hex'), widthPx: photo.widthPx, heightPx: photo.heightPx } });
    });
  });
}
