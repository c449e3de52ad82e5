import type { z } from 'zod';
import { footageGaps } from '../../domain/footage-gaps.ts';
import { COPIES_AHEAD } from '../../domain/media/media-terms.ts';
import { cutSegment, type SegmentCut } from '../../domain/media/segment-cut.ts';
import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import { isUuid } from '../../domain/uuid.ts';
import type { mediaListOut } from '../../domain/wire/media-wire.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import type { OpenRequest } from '../../db/repositories/footage-grant-repository.ts';
import { countWaitingCopies, listCopiesOf, type CopyState } from '../../db/repositories/watch-copy-repository.ts';
import { listWatchedPictures, listWatchedSegments, type WatchedPicture, type WatchedSegment } from '../../db/repositories/watch-source-repository.ts';
import { readCursor, toPage } from '../list-cursor.ts';
import type { ServerContext } from '../server-context.ts';
import { ensureCopy } from './order-copy.ts';

export type MediaList = z.output<typeof mediaListOut>;
type Copies = ReadonlyMap<string, CopyState>;

/** More pictures than this are not taken in a page's time: a page is minutes long. */
const MOST_PICTURES = 500;

interface CutSegmentRow {
  readonly segment: WatchedSegment;
  readonly cut: SegmentCut;
}

/** A page of what a request opens: segments cut to its seconds, the gaps between them, and the pictures of the page's time. The copies of the first ones are ordered. */
export async function listMedia(
  context: ServerContext,
  session: LiveSession,
  request: OpenRequest,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Pick<MediaList, 'items' | 'gaps' | 'pictures' | 'nextCursor'>> {
  const after = readMediaCursor(cursor);
  const rows = await listWatchedSegments(context.db, request.cameraId, request, { limit: limit + 1, after });
  const cuts = rows.slice(0, limit).flatMap((segment) => withCut(segment, request));
  const reachedMs = Math.max(after?.reachedMs ?? request.fromMs, ...cuts.map(({ cut }) => cut.toMs));
  const { nextCursor } = toPage(rows, limit, (row) => [row.fromMs, row.id, reachedMs]);
  const time = { fromMs: after?.reachedMs ?? request.fromMs, toMs: nextCursor === null ? request.toMs : reachedMs };
  const pictures = time.fromMs < time.toMs ? await context.db.asPerson(session, (own) => listWatchedPictures(own, request.cameraId, time, MOST_PICTURES)) : [];
  const copies = await orderAhead(context, session, request, cuts, pictures);
  return {
    items: cuts.map((each) => wireSegment(each, request.requestId, copies)),
    gaps: gapsOf(cuts, time).map(({ fromMs, toMs }) => ({ from: toIso(fromMs), to: toIso(toMs) })),
    pictures: pictures.map((each) => wirePicture(each, request.requestId, copies)),
    nextCursor,
  };
}

/** A picture counts as a millisecond. */
function pictureSpan(takenAtMs: number): TimeInterval {
  return { fromMs: takenAtMs, toMs: takenAtMs + 1 };
}

function withCut(segment: WatchedSegment, window: TimeInterval): CutSegmentRow[] {
  const cut = cutSegment(segment, window);
  return cut === null ? [] : [{ segment, cut }];
}

/** Where a page begins: behind the last segment of the one before, and behind what was reached by then. */
function readMediaCursor(cursor: string | undefined): { readonly atMs: number; readonly id: string; readonly reachedMs: number } | undefined {
  const isKeys = ([atMs, id, reachedMs]: unknown[]) => Number.isSafeInteger(atMs) && typeof id === 'string' && isUuid(id) && Number.isSafeInteger(reachedMs);
  const keys = readCursor(cursor, isKeys) as readonly [number, string, number] | undefined;
  return keys === undefined ? undefined : { atMs: keys[0], id: keys[1], reachedMs: keys[2] };
}

function gapsOf(cuts: readonly CutSegmentRow[], time: TimeInterval): TimeInterval[] {
  if (time.fromMs >= time.toMs) return [];
  return footageGaps(
    cuts.map(({ cut }) => cut),
    time,
  );
}

/** Has the first copies of a page made that nobody ordered yet, as far as few of the request wait; whoever looks again finds the next ones ordered. */
async function orderAhead(
  context: ServerContext,
  session: LiveSession,
  request: OpenRequest,
  cuts: readonly CutSegmentRow[],
  pictures: readonly WatchedPicture[],
): Promise<Copies> {
  const { requestId, cameraId } = request;
  const ids = [...cuts.map(({ segment }) => segment.id), ...pictures.map(({ id }) => id)];
  const read = async (): Promise<Copies> => {
    const copies = await context.db.asPerson(session, (own) => listCopiesOf(own, requestId, ids));
    return new Map(copies.map((copy) => [copy.sourceId, copy]));
  };
  const known = await read();
  const wanted = [
    ...cuts.map(({ segment, cut }) => ({ kind: 'segment' as const, sourceId: segment.id, fromMs: cut.fromMs, toMs: cut.toMs })),
    ...pictures.map(({ id, takenAtMs }) => ({ kind: 'picture' as const, sourceId: id, ...pictureSpan(takenAtMs) })),
  ].filter(({ sourceId }) => !known.has(sourceId));
  const room = wanted.length === 0 ? 0 : Math.max(0, COPIES_AHEAD - (await context.db.asPerson(session, (own) => countWaitingCopies(own, requestId))));
  for (const each of wanted.slice(0, room)) await ensureCopy(context, { requestId, cameraId, ...each });
  return room === 0 ? known : read();
}

function wireCopy(path: string, requestId: string, copy: CopyState | undefined) {
  const state = copy === undefined ? ('none' as const) : copy.state === 'waiting' ? ('preparing' as const) : copy.state;
  return {
    copy: state,
    jobId: copy?.id ?? null,
    byteLength: copy?.byteLength ?? null,
    problem: copy?.errorCode ?? null,
    url: `/api/v1/${path}?requestId=${requestId}`,
  };
}

function wireClock({ clockOffsetMs, clockUncertaintyMs, clockMethod }: WatchedSegment | WatchedPicture) {
  return clockOffsetMs === null ? null : { offsetMs: clockOffsetMs, uncertaintyMs: clockUncertaintyMs ?? 0, method: clockMethod ?? 'manual' };
}

function isoOrNull(epochMs: number | null | undefined): string | null {
  return epochMs === null || epochMs === undefined ? null : toIso(epochMs);
}

function wireSegment({ segment, cut }: CutSegmentRow, requestId: string, copies: Copies): MediaList['items'][number] {
  return {
    id: segment.id,
    from: toIso(cut.fromMs),
    to: toIso(cut.toMs),
    uncertaintyMs: segment.uncertaintyMs,
    deviceFrom: isoOrNull(cut.device?.fromMs),
    deviceTo: isoOrNull(cut.device?.toMs),
    deviceTimeSource: segment.deviceTimeSource,
    clock: wireClock(segment),
    source: segment.source,
    ...wireCopy(`media/${segment.id}`, requestId, copies.get(segment.id)),
  };
}

function wirePicture(picture: WatchedPicture, requestId: string, copies: Copies): MediaList['pictures'][number] {
  const { id, takenAtMs, deviceTimeMs, deviceTimeSource, reason, widthPx, heightPx } = picture;
  return {
    id,
    takenAt: toIso(takenAtMs),
    deviceTime: isoOrNull(deviceTimeMs),
    deviceTimeSource,
    clock: wireClock(picture),
    reason,
    widthPx,
    heightPx,
    ...wireCopy(`snapshots/${id}/image`, requestId, copies.get(id)),
  };
}
