import { toIso, type TimeInterval } from '../../domain/time-interval.ts';
import type { Footage } from '../api/api-types.ts';
import type { StripPart } from '../ui/strip-part.ts';

/** Segments that follow each other this closely are one stretch on the strip. */
const JOIN_MS = 2000;

/** Words for the parts. */
export interface FootageWords {
  readonly recorded: string;
  readonly gap: string;
}

/** Stretches with footage and the gaps between them, oldest first. Thousands of segments become a few stretches. */
export function footageParts({ segments, gaps }: Pick<Footage, 'segments' | 'gaps'>, words: FootageWords): readonly StripPart[] {
  const sorted = segments.map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) })).sort((a, b) => a.fromMs - b.fromMs);
  const stretches: TimeInterval[] = [];
  for (const segment of sorted) {
    const last = stretches.at(-1);
    if (last && segment.fromMs - last.toMs <= JOIN_MS) stretches[stretches.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, segment.toMs) };
    else stretches.push(segment);
  }
  return [
    ...stretches.map((stretch): StripPart => ({ ...stretch, tone: 'good', label: words.recorded })),
    ...gaps.map(({ from, to }): StripPart => ({ fromMs: Date.parse(from), toMs: Date.parse(to), tone: 'none', label: words.gap })),
  ].sort((a, b) => a.fromMs - b.fromMs);
}

/** Total length of the segments and when the first of them will be overwritten; null without any. */
export function footageTotals(segments: Footage['segments']): { readonly lengthMs: number; readonly byteLength: number; readonly firstExpiry: string } | null {
  if (segments.length === 0) return null;
  return {
    lengthMs: segments.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0),
    byteLength: segments.reduce((sum, segment) => sum + segment.byteLength, 0),
    firstExpiry: toIso(segments.reduce((first, { expiresAt }) => Math.min(first, Date.parse(expiresAt)), Infinity)),
  };
}
