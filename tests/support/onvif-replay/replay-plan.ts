import type { AccessUnit, RecordingTrack } from '../onvif-device/recording/recording.ts';
import type { PlayRequest } from './play-request.ts';
import type { ReplayOptions } from './replay-options.ts';

/** An access unit as it will be sent. */
export interface PlannedUnit {
  readonly track: RecordingTrack;
  readonly unit: AccessUnit;
  readonly sectionEnd: boolean;
  readonly discontinuity: boolean;
  readonly terminal: boolean;
}

type PlanOptions = Pick<ReplayOptions, 'discontinuityAfterGap' | 'omitEndMarks' | 'earlierGroups' | 'overrunMs' | 'ignoreRange'>;

/** What to play, in true time. */
interface PlanWish {
  readonly tracks: readonly RecordingTrack[];
  /** Whether footage is still being added: then the last unit is no end ("Currently recording footage"). */
  readonly growing: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly frames: PlayRequest['frames'];
  /** An Immediate PLAY while another one went on: what is sent first is discontinuous ("Go To Time"). */
  readonly jumps: boolean;
}

/**
 * What a PLAY sends (ONVIF Streaming, "Synchronization points", "RTP header extension"): each track from the clean point at
 * or before the start, or from the next section when the start is in a gap, up to the end, which is not part of the range
 * (RFC 2326, 12.29); all tracks multiplexed in the order of time.
 */
export function planReplay(wish: PlanWish, options: PlanOptions): readonly PlannedUnit[] {
  const { ignoreRange } = options;
  const within = ignoreRange ? { ...wish, startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY } : wish;
  const planned = wish.tracks.flatMap((track) => planTrack(track, within, options));
  // Stable: units of one time stay in the order of the tracks.
  return planned.toSorted((one, other) => one.unit.timeMs - other.unit.timeMs);
}

function planTrack(track: RecordingTrack, wish: PlanWish, options: PlanOptions): readonly PlannedUnit[] {
  const marked = markedUnits(track, wish, options);
  const first = startIndex(track, marked, wish.startMs, options.earlierGroups);
  if (first === undefined) return [];
  const sent = marked.slice(first).filter(({ unit }) => unit.timeMs < wish.endMs + options.overrunMs);
  return sent.map((planned, index) => (index === 0 && wish.jumps ? { ...planned, discontinuity: true } : planned));
}

/** All units of a track that pass the frame filter, with the marks that depend on their place in the recording. */
function markedUnits(track: RecordingTrack, wish: PlanWish, options: PlanOptions): readonly PlannedUnit[] {
  const sections = track.spans.map((span) => filterFrames(span.units ?? [], wish.frames)).filter((units) => units.length > 0);
  return sections.flatMap((units, section) => {
    const lastSection = section === sections.length - 1;
    const ends = !options.omitEndMarks && !(lastSection && wish.growing);
    return units.map((unit, index) => {
      const last = index === units.length - 1;
      const discontinuity = options.discontinuityAfterGap && section > 0 && index === 0;
      return { track, unit, sectionEnd: ends && last, discontinuity, terminal: ends && last && lastSection };
    });
  });
}

function filterFrames(units: readonly AccessUnit[], frames: PlayRequest['frames']): readonly AccessUnit[] {
  // Footage has no B-frames, so "predicted" is all of it.
  if (frames.kind !== 'intra') return units;
  let sentMs = Number.NEGATIVE_INFINITY;
  return units.filter(({ clean, timeMs }) => {
    const sent = clean && timeMs - sentMs >= frames.intervalMs;
    if (sent) sentMs = timeMs;
    return sent;
  });
}

function startIndex(track: RecordingTrack, marked: readonly PlannedUnit[], startMs: number, earlierGroups: number): number | undefined {
  const cleanAt = marked.flatMap(({ unit }, index) => (unit.clean ? [{ index, timeMs: unit.timeMs }] : []));
  const section = track.spans.find((span) => span.startMs <= startMs && startMs < span.endMs);
  const inside = cleanAt.findLastIndex(({ timeMs }) => section !== undefined && section.startMs <= timeMs && timeMs <= startMs);
  const right = inside === -1 ? cleanAt.findIndex(({ timeMs }) => timeMs >= startMs) : inside;
  return right === -1 ? undefined : cleanAt[Math.min(cleanAt.length - 1, Math.max(0, right - earlierGroups))]?.index;
}
