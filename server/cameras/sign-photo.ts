import type { FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { upsertSignPhoto } from '../../db/repositories/sign-photo-repository.ts';
import { closeSignReports } from '../../db/repositories/sign-report-repository.ts';
import { receivePhotos } from '../photos/receive-photos.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Keeps the photograph of a camera's sign, drawn anew and small; the one before is gone, and open reports of that sign are closed. Refusals are logged. Errors: those of `receivePhotos`, `notice_missing`. */
export async function keepSignPhoto({ db, clock }: ServerContext, session: LiveSession, cameraId: string, request: FastifyRequest): Promise<void> {
  const entry = { actor: actorOf(session), action: 'camera.sign_photo', cameraIds: [cameraId], detail: {} };
  await withRefusalsLogged(db, entry, async () => {
    const { photos } = await receivePhotos(request, session.userId, 1);
    const photo = photos[0]!;
    await db.transaction(async (tx) => {
      if (!(await upsertSignPhoto(tx, { photo, cameraId, uploadedBy: session.userId, uploadedAtMs: clock.now() }))) {
        throw new AppError('conflict', 'notice_missing', 'No sign was entered for this camera. Enter first when it was put up.');
      }
      const { sha256, widthPx, heightPx } = photo;
      const closedReports = await closeSignReports(tx, { cameraId, by: session.userId, atMs: clock.now(), photoSha256: sha256 });
      await appendAudit(tx, { ...entry, detail: { sha256: sha256.toString('hex'), widthPx, heightPx, closedReports } });
    });
  });
}
