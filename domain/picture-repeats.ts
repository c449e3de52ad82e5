import { decodeCells, largestCellDifference } from './cell-grid.ts';
import type { MeasuredImage } from './picture-measures.ts';
import type { LastPicture } from './picture-memory.ts';
import type { PictureThresholds } from './picture-thresholds.ts';
import { vietnamHour } from './vietnam-hour.ts';

/** The part of a {@link LastPicture} that counts repetitions. */
export type PictureRepeats = Omit<LastPicture, 'state'>;

/** Counts on how often the same picture came in a row, by file and by looks. */
export function countRepeats({ measures, layout }: MeasuredImage, atMs: number, last: LastPicture | undefined, thresholds: PictureThresholds): PictureRepeats {
  const fresh = { atMs, sha256: measures.sha256, cellBrightness: layout.cellBrightness, identicalCount: 1, similarCount: 1, stillCount: 1 };
  if (last === undefined) return fresh;
  const difference = cellDifference(last.cellBrightness, layout.cellBrightness);
  const gapMs = atMs - last.atMs;
  // Taken in quick succession they prove nothing: neither counted nor, if alike, begun anew.
  const counted = (isAlike: boolean, count: number, leastGapMs: number): number => (isAlike ? count + (gapMs >= leastGapMs ? 1 : 0) : 1);
  const isSimilar = difference <= thresholds.similarCellUnits && isDaylight(atMs, measures.meanBrightness, thresholds);
  return {
    ...fresh,
    identicalCount: counted(last.sha256 === measures.sha256, last.identicalCount, thresholds.identicalGapMs),
    similarCount: counted(isSimilar, last.similarCount, thresholds.similarGapMs),
    stillCount: counted(difference <= thresholds.stillCellUnits, last.stillCount, thresholds.similarGapMs),
  };
}

function cellDifference(before: string, now: string): number {
  const [a, b] = [decodeCells(before), decodeCells(now)];
  return a === undefined || b === undefined ? Infinity : largestCellDifference(a, b);
}

function isDaylight(atMs: number, meanBrightness: number, thresholds: PictureThresholds): boolean {
  const hour = vietnamHour(atMs);
  return hour >= 7 && hour < 17 && meanBrightness >= thresholds.similarLeastBrightness;
}
