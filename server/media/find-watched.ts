import { AppError } from '../../domain/app-error.ts';
import { cutSegment, deviceSpan } from '../../domain/media/segment-cut.ts';
import type { WatchKind } from '../../domain/media/media-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { listOpenRequests, type OpenRequest } from '../../db/repositories/footage-grant-repository.ts';
import { findWatchedPicture, findWatchedSegment } from '../../db/repositories/watch-source-repository.ts';
import type { ServerContext } from '../server-context.ts';
import { grantRequired } from './open-grant.ts';

/** A segment or picture that somebody wants to watch, as far as a request opens it. */
export interface Watched {
  readonly kind: WatchKind;
  readonly sourceId: string;
  readonly request: OpenRequest;
  /** What of it may be watched, true time. */
  readonly shown: TimeInterval;
  /** The device's time of a span within it; null where it isn't known. */
  deviceTimeOf(span: TimeInterval): TimeInterval | null;
}

/** A picture counts as a millisecond. */
export function pictureSpan(takenAtMs: number): TimeInterval {
  return { fromMs: takenAtMs, toMs: takenAtMs + 1 };
}

function gone(): AppError {
  return new AppError('not_found', 'not_found', 'There is no such record, or you may not see it. Check the id.');
}

/**
 * The one open request of the caller that lets a segment or picture be watched; `requestId` says which where several cases do.
 * Errors: `not_found`; `grant_required` (forbidden); `request_ambiguous` (conflict).
 */
export async function findWatched(
  context: ServerContext,
  session: LiveSession,
  wanted: { kind: WatchKind; id: string; requestId?: string | undefined },
): Promise<Watched> {
  return wanted.kind === 'segment' ? findSegment(context, session, wanted) : findPicture(context, session, wanted);
}

type Wanted = Parameters<typeof findWatched>[2];

async function findSegment(context: ServerContext, session: LiveSession, { id, requestId }: Wanted): Promise<Watched> {
  const segment = await findWatchedSegment(context.db, id);
  if (segment === undefined) throw gone();
  const request = await theOpenRequest(context, session, { requestId, cameraId: segment.cameraId, during: segment });
  const shown = cutSegment(segment, request);
  if (shown === null) throw grantRequired();
  return { kind: 'segment', sourceId: id, request, shown, deviceTimeOf: (span) => deviceSpan(segment, span) };
}

async function findPicture(context: ServerContext, session: LiveSession, { id, requestId }: Wanted): Promise<Watched> {
  const picture = await findWatchedPicture(context.db, id);
  if (picture === undefined) throw gone();
  const shown = pictureSpan(picture.takenAtMs);
  const request = await theOpenRequest(context, session, { requestId, cameraId: picture.cameraId, during: shown });
  const { deviceTimeMs } = picture;
  return { kind: 'picture', sourceId: id, request, shown, deviceTimeOf: () => (deviceTimeMs === null ? null : pictureSpan(deviceTimeMs)) };
}

async function theOpenRequest(
  { db, clock }: ServerContext,
  { userId, organisationId }: LiveSession,
  filter: { requestId: string | undefined; cameraId: string; during: TimeInterval },
): Promise<OpenRequest> {
  const [request, another] = await listOpenRequests(db, { userId, organisationId, nowMs: clock.now(), ...filter });
  if (request === undefined) throw grantRequired();
  if (another === undefined) return request;
  throw new AppError('conflict', 'request_ambiguous', 'Several of your requests open this. Say for which case you look: add requestId to the address.');
}
