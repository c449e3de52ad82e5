import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../domain/app-error.ts';
import type { WatchKind } from '../../domain/media/media-terms.ts';
import type { ViewBook } from '../../domain/media/view-book.ts';
import { copyFileName } from '../../domain/media/watermark-text.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import { liveWatching, type Watching } from '../../db/repositories/footage-grant-repository.ts';
import type { ReadyCopy } from '../../db/repositories/session-medium-repository.ts';
import type { WatchCopyRow } from '../../db/repositories/watch-copy-repository.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';
import { readByteRange, type ByteRange } from './byte-range.ts';
import { findWatched, type Watched } from './find-watched.ts';
import { LENT_BYTES, type LentBuffers } from './lent-buffers.ts';
import { logView } from './log-view.ts';
import { grantRequired, openGrant } from './open-grant.ts';
import { awaitCopy, ensureCopy } from './order-copy.ts';
import { RANGE_NOT_SATISFIABLE, refuseRange } from './refuse-range.ts';
import type { StreamWatch } from './stream-watch.ts';

/** What serving needs besides the context; one for a server. */
export interface MediaParts {
  readonly book: ViewBook;
  readonly streams: StreamWatch<Watching>;
  readonly buffers: LentBuffers;
}

interface Opened {
  readonly watched: Watched;
  readonly grantId: string;
  /** One that waits is still being made. */
  readonly copy: ReadyCopy | WatchCopyRow;
}

/**
 * Answers with the watermarked copy of a segment or picture: 200, 206 with one range, 416 past its end, 202 while it is being made. It is read from the store at the client's own pace, and ends when the grant does.
 * Refusals stand in the log. Errors: those of `findWatched` and `openGrant`; `media_not_viewable` (conflict).
 */
export async function serveCopy(
  context: ServerContext,
  parts: MediaParts,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: { readonly kind: WatchKind; readonly id: string; readonly requestId?: string | undefined },
): Promise<FastifyReply> {
  const { watched, grantId, copy } = await open(context, request, wanted);
  // nobody keeps it on the way, neither in a memory nor on a disk
  void reply.header('cache-control', 'no-store, private').header('x-accel-buffering', 'no');
  if (!isReady(copy)) return reply.status(202).header('retry-after', '3').send({ jobId: copy.id });
  const range = readByteRange(request, copy.byteLength);
  return sendRange(context, parts, request, reply, { watched, grantId, copy }, range);
}

function isReady(copy: ReadyCopy | WatchCopyRow): copy is ReadyCopy {
  return copy.blobKey !== null && copy.byteLength !== null;
}

async function open(context: ServerContext, request: FastifyRequest, wanted: Parameters<typeof serveCopy>[4]): Promise<Opened> {
  const { session, reached, mediumAhead } = request;
  const detail = { kind: wanted.kind, sourceId: wanted.id, ...(wanted.requestId === undefined ? {} : { requestId: wanted.requestId }) };
  const act = { actor: actorOf(session), action: 'media.view', cameraIds: reached.cameraId === undefined ? [] : [reached.cameraId], detail };
  return withRefusalsLogged(context.db, act, async () => {
    if (mediumAhead?.medium === undefined) throw grantRequired();
    const { watched, opening } = findWatched(wanted.kind, mediumAhead.medium);
    const grantId = opening.grantId ?? (await openGrant(context, session, opening.request, { takeOver: false })).id;
    return { watched, grantId, copy: opening.copy ?? (await madeCopy(context, watched, grantId, request)) };
  });
}

/** The copy as it is, once it is there or waiting takes too long. Meanwhile its request may have ended, or become less. Errors: `grant_required` (forbidden) then; `media_not_viewable` (conflict) when it was given up. */
async function madeCopy(context: ServerContext, watched: Watched, grantId: string, request: FastifyRequest): Promise<WatchCopyRow> {
  // a mask that comes back, or is drawn, takes away what was made without it, while the grant lives on: it is made once more, with the mask
  const copy = (await copyUnder(context, watched, grantId, request)) ?? (await copyUnder(context, watched, grantId, request));
  if (copy === undefined) throw grantRequired();
  if (copy.state === 'failed') throw notViewable(copy);
  return copy;
}

/** The same; undefined when it was dropped meanwhile or may not be watched any more, whether for a mask or since the grant has ended. */
async function copyUnder(
  context: ServerContext,
  { kind, sourceId, request, shown }: Watched,
  grantId: string,
  { raw, session }: FastifyRequest,
): Promise<WatchCopyRow | undefined> {
  const { requestId, cameraId } = request;
  await ensureCopy(context, { requestId, cameraId, kind, sourceId, fromMs: shown.fromMs, toMs: shown.toMs });
  const copy = await awaitCopy(context, session, { requestId, sourceId }, () => raw.socket.destroyed);
  if (copy === undefined) return undefined;
  const live = await liveWatching(context.db, [{ grantId, copyId: copy.id }], context.clock.now());
  return live.size === 0 ? undefined : copy;
}

function notViewable({ errorCode }: WatchCopyRow): AppError {
  return new AppError('conflict', 'media_not_viewable', 'No copy for watching could be made of this. The original is kept: ask for an evidence package.', {
    details: { reason: errorCode },
  });
}

/** Writes down that a range was refused, and answers so. */
async function refuse({ db }: ServerContext, request: FastifyRequest, reply: FastifyReply, watched: Watched, byteLength: number): Promise<FastifyReply> {
  const { requestId, incidentId, cameraId } = watched.request;
  const detail = { requestId, kind: watched.kind, sourceId: watched.sourceId, code: RANGE_NOT_SATISFIABLE };
  await appendAudit(db, { actor: actorOf(request.session), action: 'media.view', outcome: 'refused', incidentId, cameraIds: [cameraId], detail });
  return refuseRange(request, reply, byteLength, 'Nothing lies beyond the seconds that you may watch. Ask for one range within the length of the answer.');
}

const TYPES = { segment: ['video/mp4', 'mp4'], picture: ['image/jpeg', 'jpg'] } as const;

async function sendRange(
  context: ServerContext,
  { book, streams, buffers }: MediaParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { watched, grantId, copy }: Opened & { readonly copy: ReadyCopy },
  range: ByteRange,
): Promise<FastifyReply> {
  const { byteLength } = copy;
  void reply.header('accept-ranges', 'bytes');
  if (range.kind === 'unsatisfiable') return refuse(context, request, reply, watched, byteLength);
  const { start, end } = range.kind === 'part' ? range : { start: 0, end: byteLength - 1 };
  const [type, ending] = TYPES[watched.kind];
  if (range.kind === 'part') void reply.status(206).header('content-range', `bytes ${start}-${end}/${byteLength}`);
  void reply.type(type).header('content-length', end - start + 1);
  void reply.header('content-disposition', `inline; filename="${copyFileName(watched.request.referenceNumber, watched.shown, ending)}"`);
  // an empty stream: with no body at all Fastify would say that the length is 0
  if (request.method === 'HEAD') return reply.send(Readable.from([]));
  const logged = () => logView(context, book, request.session, { watched, grantId, copy, start, end });
  const sent = { grantId, copyId: copy.id };
  const { socket } = request.raw;
  const buffer = end - start < LENT_BYTES ? buffers.lend(reply.raw) : undefined;
  if (buffer !== undefined) {
    const bytes = buffer.subarray(0, end - start + 1);
    await bothDone(logged(), context.blobs.read(copy.blobKey, start, bytes));
    streams.guard(sent, reply.raw, socket);
    return reply.send(bytes);
  }
  await logged();
  const stream = await context.blobs.open(copy.blobKey, { start, end });
  streams.guard(sent, stream, socket);
  return reply.send(stream);
}

/** Waits for both, whatever becomes of either: a buffer is not given back while something may still be read into it. Errors: those of the first that failed. */
async function bothDone(one: Promise<unknown>, other: Promise<unknown>): Promise<void> {
  for (const done of await Promise.allSettled([one, other])) if (done.status === 'rejected') throw done.reason;
}
