import type { FootageWords } from '../cameras/footage-parts.ts';
import type { StripPart } from '../ui/strip-part.ts';
import type { MediaTrack } from './media-track.ts';

/** Pieces that follow each other this closely are one stretch. */
const JOIN_MS = 1500;

/** Stretches with footage and gaps of a track, oldest first. */
export function trackParts({ segments, gaps }: Pick<MediaTrack, 'segments' | 'gaps'>, words: FootageWords): readonly StripPart[] {
  const stretches: StripPart[] = [];
  for (const { fromMs, toMs } of segments) {
    const last = stretches.at(-1);
    if (last !== undefined && fromMs - last.toMs <= JOIN_MS) stretches[stretches.length - 1] = { ...last, toMs: Math.max(last.toMs, toMs) };
    else stretches.push({ fromMs, toMs, tone: 'good', label: words.recorded });
  }
  const empty = gaps.map(({ fromMs, toMs }): StripPart => ({ fromMs, toMs, tone: 'none', label: words.gap }));
  return [...stretches, ...empty].toSorted((a, b) => a.fromMs - b.fromMs);
}
