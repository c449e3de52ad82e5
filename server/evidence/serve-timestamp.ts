import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { packageFileName } from '../../domain/evidence/package-file-name.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findPackage } from '../../db/repositories/evidence-package-repository.ts';
import { findPackageTimestamp } from '../../db/repositories/package-timestamp-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import type { ServerContext } from '../server-context.ts';

/**
 * Answers with the timestamp of a package. It says nothing of what is in the package, so it stays when the file is dropped: whoever has the file may need it later. Errors: `timestamp_not_there` (not found).
 */
export async function serveTimestamp({ db }: ServerContext, request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply): Promise<FastifyReply> {
  const { session, reached, params } = request;
  const row = (await findPackage(db, params.id))!;
  const stamp = (await findPackageTimestamp(db, params.id))?.reply ?? null;
  await appendAudit(db, {
    actor: actorOf(session),
    action: 'package.read',
    incidentId: reached.incidentId,
    cameraIds: row.cameraIds,
    detail: { packageId: row.id, part: 'timestamp' },
  });
  if (stamp === null)
    throw new AppError(
      'not_found',
      'timestamp_not_there',
      row.stampAwaited
        ? 'The timestamp has not come yet. The package can be used without it; ask again later.'
        : 'This package has no timestamp: no authority was configured when it was sealed.',
    );
  return reply
    .type('application/timestamp-reply')
    .header('cache-control', 'no-store, private')
    .header('content-disposition', `attachment; filename="${packageFileName(row.referenceNumber, row.id)}.tsr"`)
    .send(stamp);
}
