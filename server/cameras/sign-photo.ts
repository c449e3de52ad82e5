import type { FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit, type AuditEntry } from '../../db/repositories/audit-repository.ts';
import type { KeptPhoto } from '../../db/repositories/kept-photo.ts';
import { upsertSignPhoto } from '../../db/repositories/sign-photo-repository.ts';
import { closeSignReports } from '../../db/repositories/sign-report-repository.ts';
import { receivePhotos } from '../photos/receive-photos.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

/** Receives the photograph of a camera's sign. Refusals are logged. Errors: those of `receivePhotos`. */
export async function receiveSignPhoto({ db }: ServerContext, request: FastifyRequest): Promise<void> {
  const { id } = request.params as { id: string };
  await withRefusalsLogged(db, entryOf(request.session, id), () => receivePhotos(request, 1));
}

/** Keeps the photograph of a camera's sign; the one before is gone, and open reports of that sign are closed. Refusals are logged. Errors: `notice_missing`. */
export async function keepSignPhoto({ db, clock }: ServerContext, session: LiveSession, cameraId: string, photo: KeptPhoto): Promise<void> {
  const entry = entryOf(session, cameraId);
  await withRefusalsLogged(db, entry, () =>
    db.transaction(async (tx) => {
      if (!(await upsertSignPhoto(tx, { photo, cameraId, uploadedBy: session.userId, uploadedAtMs: clock.now() }))) {
        throw new AppError('conflict', 'notice_missing', 'No sign was entered for this camera. Enter first when it was put up.');
      }
      const { sha256, widthPx, heightPx } = photo;
      const closedReports = await closeSignReports(tx, { cameraId, by: session.userId, atMs: clock.now(), photoSha256: sha256 });
      await appendAudit(tx, { ...entry, detail: { sha256: sha256.toString('hex'), widthPx, heightPx, closedReports } });
    }),
  );
}

function entryOf(session: LiveSession, cameraId: string): AuditEntry {
  return { actor: actorOf(session), action: 'camera.sign_photo', cameraIds: [cameraId], detail: {} };
}
