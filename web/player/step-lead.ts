import type { FrameWatch } from './frame-watch.ts';
import { stepFrame } from './frame-step.ts';
import { segmentAfter, segmentAt, segmentBefore, type MediaTrack } from './media-track.ts';
import type { Playback } from './playback.ts';

/** Whoever waits longer for a frame has lost the video. */
const DRAWN_MS = 4000;
/** Where no video is, a step is that of 25 frames a second. */
const STEP_IN_GAP_MS = 40;
/** Surely within the frame that begins there. */
const WITHIN_MS = 1;

/** Goes one frame of a camera on or back; all others follow the clock. Where that camera has no video, 40 ms. */
export async function stepLead(playback: Playback, track: MediaTrack, watch: FrameWatch, direction: 1 | -1): Promise<void> {
  playback.pause();
  const atMs = playback.positionMs();
  const segment = segmentAt(track, atMs);
  if (segment === undefined) return playback.seek(atMs + direction * STEP_IN_GAP_MS);
  const lengthS = (segment.toMs - segment.fromMs) / 1000;
  // somebody jumped a moment ago
  if (watch.shownS(segment.id) === undefined) await watch.next(DRAWN_MS);
  const shownS = watch.shownS(segment.id) ?? (atMs - segment.fromMs) / 1000;
  const show = async (atS: number): Promise<number> => {
    const drawn = watch.nextOfJump(DRAWN_MS);
    playback.seek(segment.fromMs + atS * 1000);
    // what can't be drawn isn't tried again and again
    return (await drawn) ? (watch.shownS(segment.id) ?? atS) : atS;
  };
  const reachedS = await stepFrame({ shownS, frameS: watch.frameS(), lengthS, show }, direction);
  if (reachedS !== null) return playback.seek(segment.fromMs + reachedS * 1000 + WITHIN_MS);
  if (direction === 1) return playback.seek(segmentAfter(track, segment)?.fromMs ?? segment.toMs);
  const before = segmentBefore(track, segment);
  playback.seek(before === undefined ? segment.fromMs : before.toMs - WITHIN_MS);
}
