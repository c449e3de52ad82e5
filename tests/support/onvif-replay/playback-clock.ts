import type { RecordingTrack } from '../onvif-device/recording/recording.ts';

/**
 * Time of playback with rate control: gaps take no time. Milliseconds since the start of playback of a true time at or
 * after it.
 */
export function playbackMs(track: RecordingTrack | undefined, startMs: number, timeMs: number): number {
  const spans = track?.spans ?? [];
  const gaps = spans.slice(1).map((span, index) => ({ fromMs: spans[index]?.endMs ?? 0, toMs: span.startMs }));
  const skipped = gaps.map(({ fromMs, toMs }) => Math.max(0, Math.min(toMs, timeMs) - Math.max(fromMs, startMs)));
  return timeMs - startMs - skipped.reduce((sum, gapMs) => sum + gapMs, 0);
}
