import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import { packageFileName } from '../../domain/evidence/package-file-name.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { findPackage, findPackageBlob, type EvidencePackageRow, type SentPackage } from '../../db/repositories/evidence-package-repository.ts';
import { listOpenRequests } from '../../db/repositories/footage-grant-repository.ts';
import { readByteRange } from '../media/byte-range.ts';
import { grantRequired, openGrant } from '../media/open-grant.ts';
import { RANGE_NOT_SATISFIABLE, refuseRange } from '../media/refuse-range.ts';
import type { StreamWatch } from '../media/stream-watch.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

function notReady({ state }: EvidencePackageRow): AppError {
  return state === 'waiting'
    ? new AppError('conflict', 'package_not_ready', 'This package is still being built. Ask for its state, and again when it is ready.')
    : new AppError(
        'conflict',
        'package_not_there',
        'There is no file of this package: it could not be built, or access to what it holds has ended. Order it anew if a request of yours is open.',
      );
}

/** The package, if this session may have its file now: it belongs to its person, every request of it opens, and its grants are this session's. */
async function openPackage(context: ServerContext, session: LiveSession, id: string): Promise<EvidencePackageRow> {
  const { db, clock } = context;
  const row = (await findPackage(db, id))!;
  if (row.orderedBy !== session.userId) throw grantRequired();
  if (row.state !== 'ready') throw notReady(row);
  const own = await db.asPerson(session, (shown) => listOpenRequests(shown, { ...session, nowMs: clock.now() }));
  const open = own.filter(({ requestId }) => row.requestIds.includes(requestId));
  if (open.length < row.requestIds.length) throw grantRequired();
  for (const request of open) await openGrant(context, session, request, { takeOver: false });
  const blobKey = await db.asPerson(session, (shown) => findPackageBlob(shown, id, clock.now()));
  if (blobKey === null) throw grantRequired();
  return { ...row, blobKey };
}

/**
 * Answers with a package's file: 200, 206 with one range, 416 past its end. Each answer stands in the log before its first byte, and ends within seconds when the session or one of the requests does. Refusals stand in the log.
 * Errors: `grant_required`, `grant_in_other_session` (forbidden), `package_not_ready`, `package_not_there` (conflict).
 */
export async function servePackage(
  context: ServerContext,
  streams: StreamWatch<SentPackage>,
  request: FastifyRequest<{ Params: { id: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { db, blobs } = context;
  const { session, reached, params } = request;
  const act = { actor: actorOf(session), action: 'package.open', incidentId: reached.incidentId };
  void reply.header('cache-control', 'no-store, private').header('x-accel-buffering', 'no');
  const row = await withRefusalsLogged(db, { ...act, detail: { packageId: params.id } }, () => openPackage(context, session, params.id));
  const byteLength = row.byteLength!;
  const range = readByteRange(request, byteLength);
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: byteLength - 1 };
  const entry = {
    ...act,
    cameraIds: row.cameraIds,
    detail: { packageId: row.id, requestIds: row.requestIds, sha256: row.sha256!.toString('hex'), start, end },
  };
  void reply.header('accept-ranges', 'bytes');
  if (range.kind === 'unsatisfiable') {
    await appendAudit(db, { ...entry, outcome: 'refused', detail: { packageId: row.id, code: RANGE_NOT_SATISFIABLE } });
    return refuseRange(request, reply, byteLength, 'Ask for one range within the length of the file.');
  }
  if (range.kind === 'part') void reply.status(206).header('content-range', `bytes ${start}-${end}/${byteLength}`);
  void reply.type('application/zip').header('content-length', end - start + 1);
  void reply.header('content-disposition', `attachment; filename="${packageFileName(row.referenceNumber, row.id)}.zip"`);
  // an empty stream: with no body at all Fastify would say that the length is 0
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  await appendAudit(db, entry);
  const stream = await blobs.open(row.blobKey!, { start, end });
  streams.guard({ sessionId: session.sessionId, packageId: row.id }, stream, request.raw.socket);
  return reply.send(stream);
}
