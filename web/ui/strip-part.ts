import type { TimeInterval } from '../../domain/time-interval.ts';

/** A stretch of a strip of time: what it means decides how it is drawn. */
export interface StripPart extends TimeInterval {
  readonly tone: 'good' | 'warn' | 'bad' | 'none';
  readonly label: string;
}

/** A part's place on the strip in percent of its width. */
export interface PlacedPart {
  readonly part: StripPart;
  readonly leftPercent: number;
  readonly widthPercent: number;
}

/** Narrower parts could not be seen. */
const NARROWEST_PERCENT = 0.3;

/** Cuts parts to `window` and places them; what lies outside is left out. */
export function placeStripParts(parts: readonly StripPart[], window: TimeInterval): readonly PlacedPart[] {
  const lengthMs = window.toMs - window.fromMs;
  return parts.flatMap((part) => {
    const fromMs = Math.max(part.fromMs, window.fromMs);
    const toMs = Math.min(part.toMs, window.toMs);
    if (toMs <= fromMs) return [];
    const leftPercent = ((fromMs - window.fromMs) / lengthMs) * 100;
    const widthPercent = Math.min(100 - leftPercent, Math.max(NARROWEST_PERCENT, ((toMs - fromMs) / lengthMs) * 100));
    return [{ part, leftPercent, widthPercent }];
  });
}
