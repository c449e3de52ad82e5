import { footageGaps } from '../../domain/footage-gaps.ts';
import type { TimeInterval } from '../../domain/time-interval.ts';
import type { MediaList } from '../api/api-types.ts';

/** A piece of video of one camera. Times are epoch milliseconds; `fromMs` and `toMs` are true time. */
export interface TrackSegment extends TimeInterval {
  readonly id: string;
  readonly url: string;
  readonly requestId: string;
  readonly uncertaintyMs: number;
  /** What the device's own clock said at `fromMs`; null where that isn't known. */
  readonly deviceFromMs: number | null;
}

/** A still picture of one camera. */
export interface TrackPicture {
  readonly id: string;
  readonly atMs: number;
  readonly deviceMs: number | null;
  readonly listed: MediaList['pictures'][number];
}

/** All that requests of a case open of one camera, in the order of true time. */
export interface MediaTrack {
  readonly cameraId: string;
  readonly cameraName: string;
  /** What may be watched, one for each request. */
  readonly windows: readonly (TimeInterval & { readonly requestId: string })[];
  readonly segments: readonly TrackSegment[];
  readonly pictures: readonly TrackPicture[];
  /** Seconds that may be watched and that nothing was recorded of. */
  readonly gaps: readonly TimeInterval[];
}

const byTime = (a: TimeInterval, b: TimeInterval): number => a.fromMs - b.fromMs;
const msOrNull = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

/** One track for each camera, in the order in which the cameras first come; lists of one camera lie on the same track. */
export function tracksOf(lists: readonly MediaList[]): readonly MediaTrack[] {
  const cameraIds = [...new Set(lists.map(({ camera }) => camera.id))];
  return cameraIds.map((cameraId) => trackOf(lists.filter(({ camera }) => camera.id === cameraId)));
}

function trackOf(lists: readonly MediaList[]): MediaTrack {
  const { id: cameraId, name: cameraName } = lists[0]!.camera;
  const windows = lists.map(({ requestId, from, to }) => ({ requestId, fromMs: Date.parse(from), toMs: Date.parse(to) })).toSorted(byTime);
  const segments = lists
    .flatMap(({ requestId, items }) =>
      items.map((item): TrackSegment => ({
        id: item.id,
        url: item.url,
        requestId,
        fromMs: Date.parse(item.from),
        toMs: Date.parse(item.to),
        uncertaintyMs: item.uncertaintyMs,
        deviceFromMs: msOrNull(item.deviceFrom),
      })),
    )
    .toSorted(byTime);
  const pictures = lists
    .flatMap(({ pictures: taken }) =>
      taken.map((listed) => ({ id: listed.id, atMs: Date.parse(listed.takenAt), deviceMs: msOrNull(listed.deviceTime), listed })),
    )
    .toSorted((a, b) => a.atMs - b.atMs);
  return { cameraId, cameraName, windows, segments, pictures, gaps: windows.flatMap((window) => footageGaps(within(segments, window), window)) };
}

function within(segments: readonly TrackSegment[], { fromMs, toMs }: TimeInterval): readonly TrackSegment[] {
  return segments.filter((segment) => segment.toMs > fromMs && segment.fromMs < toMs);
}

/** The piece of video that shows an instant of true time: of several, the one that began first, so that a long one isn't left for each short one within it. */
export function segmentAt({ segments }: Pick<MediaTrack, 'segments'>, atMs: number): TrackSegment | undefined {
  return segments.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
}

/** What is shown when `segment` is over, after a gap too. */
export function segmentAfter(track: Pick<MediaTrack, 'segments'>, segment: TrackSegment): TrackSegment | undefined {
  return segmentAt(track, segment.toMs) ?? track.segments.find(({ fromMs }) => fromMs >= segment.toMs);
}

/** What was shown before `segment`. */
export function segmentBefore(track: Pick<MediaTrack, 'segments'>, segment: TrackSegment): TrackSegment | undefined {
  const before = track.segments.filter(({ fromMs }) => fromMs < segment.fromMs);
  return segmentAt(track, segment.fromMs - 1) ?? before.toSorted((a, b) => a.toMs - b.toMs).at(-1);
}

/** The next instant after `atMs` at which any of the tracks begins to have video again; undefined when none does. */
export function nextFootageMs(tracks: readonly Pick<MediaTrack, 'segments'>[], atMs: number): number | undefined {
  const starts = tracks.flatMap((track) =>
    track.segments.filter(({ fromMs }) => fromMs > atMs && segmentAt(track, fromMs - 1) === undefined).map(({ fromMs }) => fromMs),
  );
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** What the device's own clock said at an instant, by the piece of video or picture that lies nearest; null where none knows it. */
export function deviceTimeAt({ segments, pictures }: Pick<MediaTrack, 'segments' | 'pictures'>, atMs: number): number | null {
  const known = [
    ...segments.flatMap(({ fromMs, toMs, deviceFromMs }) =>
      deviceFromMs === null ? [] : [{ farMs: Math.max(fromMs - atMs, atMs - toMs, 0), offsetMs: deviceFromMs - fromMs }],
    ),
    ...pictures.flatMap(({ atMs: takenMs, deviceMs }) => (deviceMs === null ? [] : [{ farMs: Math.abs(takenMs - atMs), offsetMs: deviceMs - takenMs }])),
  ];
  if (known.length === 0) return null;
  return atMs + known.reduce((nearest, each) => (each.farMs < nearest.farMs ? each : nearest)).offsetMs;
}

/** From the first to the last of some intervals; undefined of none. */
export function spanOf(intervals: readonly TimeInterval[]): TimeInterval | undefined {
  if (intervals.length === 0) return undefined;
  return { fromMs: Math.min(...intervals.map(({ fromMs }) => fromMs)), toMs: Math.max(...intervals.map(({ toMs }) => toMs)) };
}
