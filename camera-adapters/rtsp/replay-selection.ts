import type { TimeInterval } from '../../domain/time-interval.ts';
import { isReplayGap } from './replay-gap.ts';
import type { ReplayUnit } from './replay-units.ts';

/** What to do with replayed pictures. `begin` and `close` enclose contiguous footage. */
export type ReplayStep =
  | { readonly kind: 'begin'; readonly unit: ReplayUnit }
  | { readonly kind: 'take'; readonly unit: ReplayUnit }
  /** `endsAtMs`: up to when the last picture taken stands. */
  | { readonly kind: 'close'; readonly endsAtMs: number };

/** What follows from a picture; `done` when all that was asked for is there. */
export type ReplayVerdict = ReplayStep | { readonly kind: 'done' };

/** Chooses the pictures of a stretch, whatever the recorder sends. */
export interface ReplaySelection {
  judge(unit: ReplayUnit): readonly ReplayVerdict[];
  /** Nothing more comes. */
  finish(): readonly ReplayStep[];
  /** By what came last: more pictures, perhaps another section behind a gap, or nothing. */
  readonly expects: 'more' | 'perhaps_more' | 'nothing';
  /** Device time of the last picture that was judged and lies before the end; undefined before the first. */
  readonly lastMs: number | undefined;
  /** Longest time between two key frames, undefined before the second. */
  readonly keyIntervalMs: number | undefined;
  /** Of pictures that were left out. */
  readonly leftOutBytes: number;
}

/** How long a picture stands when it is the only one. */
const LONE_PICTURE_MS = 40;
/** As long as two key frames are apart at most, when only one was seen. */
export const UNKNOWN_KEY_INTERVAL_MS = 10_000;
/** A group of pictures before the start isn't kept beyond this: it is then taken as it is. */
const MAX_HELD_BYTES = 32 * 1024 * 1024;

/**
 * Footage begins with the last key frame at or before the start, and again with one after each gap; it ends before the first picture at or after the end. Groups of pictures that end before the start
 * are left out, should the recorder begin too early.
 *
 * @param stretch wanted, in device time.
 * @param isTimed whether pictures tell their times. Where these are only counted the end isn't known better than to an interval of key frames, so that much more is taken.
 */
export function createReplaySelection(stretch: TimeInterval, isTimed: () => boolean): ReplaySelection {
  let state: 'waiting' | 'holding' | 'taking' | 'done' = 'waiting';
  let held: ReplayUnit[] = [];
  let heldBytes = 0;
  let last: ReplayUnit | undefined;
  let lastKeyMs: number | undefined;
  /** The last two, the shorter of which counts: one pause makes no slow camera. */
  let intervals: readonly number[] = [];
  let keyIntervalMs: number | undefined;
  let parameters: Buffer | undefined;
  let leftOutBytes = 0;

  const slackMs = (): number => (isTimed() ? 0 : (keyIntervalMs ?? UNKNOWN_KEY_INTERVAL_MS));
  const intervalMs = (): number | undefined => (intervals.length === 0 ? undefined : Math.min(...intervals));
  const endsAtMs = (latestMs: number): number => {
    const naturalMs = (last?.deviceMs ?? 0) + (intervalMs() ?? LONE_PICTURE_MS);
    return Math.min(naturalMs, latestMs, isTimed() ? stretch.toMs : Infinity);
  };
  const drop = (): void => {
    leftOutBytes += heldBytes;
    heldBytes = 0;
    held = [];
  };
  const close = (next: 'waiting' | 'done', latestMs = Infinity): ReplayStep[] => {
    const steps: ReplayStep[] = state === 'taking' ? [{ kind: 'close', endsAtMs: endsAtMs(latestMs) }] : [];
    drop();
    state = next;
    return steps;
  };
  const begin = (units: readonly ReplayUnit[]): ReplayStep[] => {
    state = 'taking';
    held = [];
    heldBytes = 0;
    return units.map((unit, index) => ({ kind: index === 0 ? 'begin' : 'take', unit }));
  };
  /** A group of pictures around the start: it may prove to end before it. */
  const hold = (unit: ReplayUnit): ReplayStep[] => {
    state = 'holding';
    if (unit.isClean && !unit.isRest && unit.deviceMs <= stretch.fromMs) drop();
    held.push(unit);
    heldBytes += unit.byteLength;
    return unit.deviceMs >= stretch.fromMs || heldBytes > MAX_HELD_BYTES ? begin(held) : [];
  };
  const choose = (unit: ReplayUnit): ReplayStep[] => {
    if (state === 'done') return [];
    if (state === 'taking') return [{ kind: 'take', unit }];
    if (state === 'holding' || (unit.isClean && !unit.isRest)) return hold(unit);
    leftOutBytes += unit.byteLength;
    return [];
  };
  /** A file has one size of picture: where it changes another one begins, though no time is missing. */
  const changesPicture = (unit: ReplayUnit): boolean => {
    const before = parameters;
    parameters = unit.parameters ?? before;
    return before !== undefined && unit.parameters !== undefined && !unit.parameters.equals(before);
  };
  const noteKey = (unit: ReplayUnit): void => {
    if (!unit.isClean) return;
    if (lastKeyMs !== undefined) keyIntervalMs = Math.max(keyIntervalMs ?? 0, unit.deviceMs - lastKeyMs);
    lastKeyMs = unit.deviceMs;
  };

  return {
    judge(unit) {
      if (unit.isRest) return choose(unit);
      const isOther = changesPicture(unit);
      const isGap = last !== undefined && (isReplayGap(last, unit, intervalMs()) || isOther);
      const latestMs = last === undefined || unit.deviceMs < last.deviceMs ? Infinity : unit.deviceMs;
      const steps = isGap ? close('waiting', latestMs) : [];
      if (isGap) lastKeyMs = undefined;
      else if (last !== undefined && unit.deviceMs > last.deviceMs) intervals = [...intervals.slice(-1), unit.deviceMs - last.deviceMs];
      noteKey(unit);
      if (unit.deviceMs >= stretch.toMs + slackMs()) {
        const ends = close('done', latestMs);
        return [...steps, ...ends, { kind: 'done' }];
      }
      last = unit;
      return [...steps, ...choose(unit)];
    },
    finish: () => close('done'),
    get expects() {
      if (last === undefined) return 'more';
      const reachesMs = last.deviceMs + (intervalMs() ?? 0) * 1.5 + 1 + slackMs();
      if (last.isTerminal || reachesMs >= stretch.toMs) return 'nothing';
      return last.endsSection ? 'perhaps_more' : 'more';
    },
    get lastMs() {
      return last?.deviceMs;
    },
    get keyIntervalMs() {
      return keyIntervalMs;
    },
    get leftOutBytes() {
      return leftOutBytes;
    },
  };
}
