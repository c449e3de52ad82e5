import { useEffect, useState, useSyncExternalStore } from 'react';
import type { TimeInterval } from '../../domain/time-interval.ts';
import { createPlayback, type Playback, type PlaybackState } from './playback.ts';

/** Ten times a second is as often as somebody reads a clock. */
const TICK_MS = 100;

/** The clock of a page, within a window that may change; it begins at `startMs`. */
export function usePlayback(window: TimeInterval, startMs: number): Playback {
  const [playback] = useState(() => {
    const created = createPlayback(window, () => performance.now());
    created.seek(startMs);
    return created;
  });
  const { fromMs, toMs } = window;
  useEffect(() => playback.setWindow({ fromMs, toMs }), [playback, fromMs, toMs]);
  useEffect(() => {
    const timer = setInterval(() => playback.tick(), TICK_MS);
    return () => clearInterval(timer);
  }, [playback]);
  return playback;
}

/** Where the clock stands; the component is drawn anew as it goes on. */
export function usePlaybackState(playback: Playback): PlaybackState {
  return useSyncExternalStore(playback.subscribe, playback.state);
}
