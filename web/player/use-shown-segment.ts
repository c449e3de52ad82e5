import { useEffect, useState } from 'react';
import { segmentAt, type MediaTrack, type TrackSegment } from './media-track.ts';
import type { Playback } from './playback.ts';

/** The piece of a track that the clock is in, changed with the frame of the screen at which it begins; undefined in a gap. */
export function useShownSegment(track: MediaTrack, playback: Playback): TrackSegment | undefined {
  const [shown, setShown] = useState(() => segmentAt(track, playback.positionMs()));
  useEffect(() => {
    let next = 0;
    const look = (): void => {
      const found = segmentAt(track, playback.positionMs());
      setShown((before) => (before?.id === found?.id && before?.url === found?.url ? before : found));
      next = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(next);
  }, [track, playback]);
  // of a track that was replaced nothing is shown any more
  return shown !== undefined && track.segments.some(({ id, url }) => id === shown.id && url === shown.url) ? shown : undefined;
}
