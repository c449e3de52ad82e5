import { AppError } from '../../domain/app-error.ts';
import { cutSegment, deviceSpan } from '../../domain/media/segment-cut.ts';
import type { WatchKind } from '../../domain/media/media-terms.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { OpenRequest } from '../../db/repositories/footage-grant-repository.ts';
import type { MediumAhead, MediumOpening } from '../../db/repositories/session-medium-repository.ts';
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

/**
 * The one open request of the caller that lets a segment or picture be watched, of what was read with the session.
 * Errors: `grant_required` (forbidden); `request_ambiguous` (conflict).
 */
export function findWatched(kind: WatchKind, medium: MediumAhead): { readonly watched: Watched; readonly opening: MediumOpening } {
  const [opening, another] = medium.openings;
  if (opening === undefined) throw grantRequired();
  if (another !== undefined)
    throw new AppError('conflict', 'request_ambiguous', 'Several of your requests open this. Say for which case you look: add requestId to the address.');
  const { time, deviceTime, reached } = medium;
  const source = { ...time, deviceFromMs: deviceTime?.fromMs ?? null, deviceToMs: deviceTime?.toMs ?? null };
  const shown = kind === 'segment' ? cutSegment(source, opening.request) : time;
  if (shown === null) throw grantRequired();
  const deviceTimeOf = (span: TimeInterval): TimeInterval | null => (kind === 'segment' ? deviceSpan(source, span) : deviceTime);
  return { opening, watched: { kind, sourceId: reached.id, request: opening.request, shown, deviceTimeOf } };
}
