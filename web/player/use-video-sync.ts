import { useEffect, type RefObject } from 'react';
import type { FrameWatch } from './frame-watch.ts';
import type { TrackSegment } from './media-track.ts';
import type { Playback } from './playback.ts';
import { syncVideo } from './sync-video.ts';

/** A video on screen, and what it goes by. */
interface SyncedParts {
  readonly segment: TrackSegment;
  readonly cameraId: string;
  readonly playback: Playback;
  readonly watch: FrameWatch;
}

/** Near its end a video has no more to wait for. */
const END_S = 0.15;

/** Keeps a video at the clock for as long as it is on screen, and has the clock wait for it. `isOn`: it is there and on screen. */
export function useVideoSync(video: RefObject<HTMLVideoElement | null>, isOn: boolean, { segment, cameraId, playback, watch }: SyncedParts): void {
  useEffect(() => {
    const element = video.current;
    if (!isOn || element === null) return undefined;
    let next = 0;
    const follow = (): void => {
      playback.setWaiting(cameraId, !isThere(element));
      keepUp(element, { segment, playback, watch });
      next = requestAnimationFrame(follow);
    };
    follow();
    return () => {
      cancelAnimationFrame(next);
      element.pause();
      playback.setWaiting(cameraId, false);
    };
  }, [video, isOn, segment, cameraId, playback, watch]);
  useEffect(() => {
    const element = video.current;
    if (!isOn || element === null) return undefined;
    const seeked = () => {
      // told of a jump after which the next one has begun
      if (!element.seeking) watch.noteSeeked();
    };
    element.addEventListener('seeked', seeked);
    return () => {
      element.removeEventListener('seeked', seeked);
      watch.forget();
    };
  }, [video, isOn, watch]);
  useEffect(() => {
    const element = video.current;
    if (!isOn || element === null || !('requestVideoFrameCallback' in element)) return undefined;
    let handle = 0;
    const drawn: VideoFrameRequestCallback = (_now, { mediaTime }) => {
      watch.note(segment.id, mediaTime);
      handle = element.requestVideoFrameCallback(drawn);
    };
    handle = element.requestVideoFrameCallback(drawn);
    return () => element.cancelVideoFrameCallback(handle);
  }, [video, isOn, segment.id, watch]);
}

/** Whether what has to be shown is there. */
function isThere({ readyState, seeking, currentTime, duration }: HTMLVideoElement): boolean {
  if (seeking || readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
  return readyState >= HTMLMediaElement.HAVE_FUTURE_DATA || currentTime >= duration - END_S;
}

function keepUp(element: HTMLVideoElement, { segment: { fromMs }, playback, watch }: Omit<SyncedParts, 'cameraId'>): void {
  if (element.readyState < HTMLMediaElement.HAVE_METADATA) return;
  const { rate, isPlaying } = playback.state();
  const isRunning = playback.isRunning();
  const { seekToS, playbackRate } = syncVideo(
    { currentS: element.currentTime, durationS: element.duration, isSeeking: element.seeking },
    { targetS: (playback.positionMs() - fromMs) / 1000, rate, isRunning, isHeld: isPlaying && !isRunning },
  );
  if (seekToS !== null) {
    watch.jump(seekToS);
    element.currentTime = seekToS;
  }
  if (element.playbackRate !== playbackRate) element.playbackRate = playbackRate;
  // refused when it leaves the screen meanwhile
  if (isRunning && element.paused && !element.ended) element.play().catch(() => undefined);
  if (!isRunning && !element.paused) element.pause();
}
