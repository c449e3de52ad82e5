import { approachCells, cellLikeness, decodeCells, encodeCells, largestCellDifference } from './cell-grid.ts';
import type { FacetCause, FacetObservation, FacetState } from './health-facet.ts';
import type { MeasuredImage } from './picture-measures.ts';
import type { LastPicture, PictureMemory, PictureReference, ReferenceLight } from './picture-memory.ts';
import { PICTURE_THRESHOLDS, type PictureThresholds } from './picture-thresholds.ts';

/** What one picture says, and what to remember for the next. */
export interface PictureVerdict {
  readonly observation: FacetObservation<'picture'>;
  readonly memory: PictureMemory;
}

/**
 * Judges one picture of a camera by its measures and by the pictures before it. Checked in this order, the first that holds is the verdict:
 * `dark`, `covered`, `frozen`, `blurred`, `moved`, else `ok`. Dark and covered come before frozen because an empty picture may well come out
 * the same twice; moved comes last because a blurred picture resembles nothing.
 *
 * A view is compared with its references by day and by night; the first picture that is all right becomes a reference, and each further one moves it a
 * little. A picture that isn't newer than the last one is judged, but not remembered.
 *
 * @param takenAtMs - when the picture was received, epoch milliseconds
 */
export function judgePicture(
  image: MeasuredImage,
  takenAtMs: number,
  memory: PictureMemory,
  thresholds: PictureThresholds = PICTURE_THRESHOLDS,
): PictureVerdict {
  const repeats = countRepeats(image, takenAtMs, memory.last, thresholds);
  const finding = findFault(image, takenAtMs, memory, repeats, thresholds);
  const observation: FacetObservation<'picture'> = { state: finding.state, atMs: takenAtMs, ...(finding.cause && { cause: finding.cause }) };
  if (memory.last !== undefined && takenAtMs <= memory.last.atMs) return { observation, memory };
  const references = finding.state === 'ok' ? learn(image, takenAtMs, memory, thresholds) : memory.references;
  return { observation, memory: { references, last: { ...repeats, state: finding.state } } };
}

interface Finding {
  readonly state: FacetState<'picture'>;
  readonly cause?: FacetCause;
}

function findFault(
  image: MeasuredImage,
  takenAtMs: number,
  memory: PictureMemory,
  repeats: Omit<LastPicture, 'state'>,
  thresholds: PictureThresholds,
): Finding {
  const { nearBlackShare, detailShare, meanBrightness } = image.measures;
  if (nearBlackShare >= thresholds.darkShare) return { state: 'dark', cause: { code: 'near_black', nearBlackShare, meanBrightness } };
  if (detailShare <= thresholds.coveredDetailShare) return { state: 'covered', cause: { code: 'no_detail', detailShare } };
  return findFrozen(repeats, thresholds) ?? findBlurred(image, takenAtMs, memory, thresholds) ?? findMoved(image, memory, thresholds) ?? { state: 'ok' };
}

function findFrozen({ identicalCount, similarCount }: Omit<LastPicture, 'state'>, thresholds: PictureThresholds): Finding | undefined {
  if (identicalCount >= thresholds.identicalPictures) return { state: 'frozen', cause: { code: 'identical_pictures', pictures: identicalCount } };
  if (similarCount >= thresholds.similarPictures) return { state: 'frozen', cause: { code: 'unchanged_pictures', pictures: similarCount } };
  return undefined;
}

function findBlurred(image: MeasuredImage, takenAtMs: number, memory: PictureMemory, thresholds: PictureThresholds): Finding | undefined {
  const { sharpness } = image.measures;
  const usual = memory.references.find((reference) => reference.light === lightAt(takenAtMs))?.sharpness;
  if (sharpness < thresholds.blurredSharpness) return { state: 'blurred', cause: { code: 'not_sharp', sharpness } };
  if (usual !== undefined && sharpness < usual * thresholds.blurredShareOfUsual)
    return { state: 'blurred', cause: { code: 'less_sharp_than_usual', sharpness, usual } };
  return undefined;
}

/** Like one reference is enough: at dusk a camera changes over to its night view when it likes. */
function findMoved(image: MeasuredImage, memory: PictureMemory, thresholds: PictureThresholds): Finding | undefined {
  const structure = decodeCells(image.layout.cellStructure);
  const likenesses = memory.references.flatMap((reference) => {
    const grid = decodeCells(reference.cellStructure);
    return grid === undefined || structure === undefined ? [] : [cellLikeness(grid, structure)];
  });
  const likeness = Math.round(Math.max(...likenesses) * 100) / 100;
  return likenesses.length > 0 && likeness < thresholds.movedLikeness ? { state: 'moved', cause: { code: 'other_view', likeness } } : undefined;
}

function countRepeats(
  { measures, layout }: MeasuredImage,
  atMs: number,
  last: LastPicture | undefined,
  thresholds: PictureThresholds,
): Omit<LastPicture, 'state'> {
  const fresh = { atMs, sha256: measures.sha256, cellBrightness: layout.cellBrightness, identicalCount: 1, similarCount: 1 };
  if (last === undefined) return fresh;
  const isIdentical = last.sha256 === measures.sha256;
  const isSimilar = looksTheSame(last.cellBrightness, layout.cellBrightness, thresholds) && isDaylight(atMs, measures.meanBrightness, thresholds);
  const gapMs = atMs - last.atMs;
  // Taken in quick succession they prove nothing: neither counted nor, if alike, begun anew.
  const counted = (isAlike: boolean, count: number, leastGapMs: number): number => (isAlike ? count + (gapMs >= leastGapMs ? 1 : 0) : 1);
  return {
    ...fresh,
    identicalCount: counted(isIdentical, last.identicalCount, thresholds.identicalGapMs),
    similarCount: counted(isSimilar, last.similarCount, thresholds.similarGapMs),
  };
}

function looksTheSame(before: string, now: string, thresholds: PictureThresholds): boolean {
  const [a, b] = [decodeCells(before), decodeCells(now)];
  return a !== undefined && b !== undefined && largestCellDifference(a, b) <= thresholds.similarCellUnits;
}

/** The reference for this light moves towards the picture. A missing one is only begun by a camera that was all right before. */
function learn({ measures, layout }: MeasuredImage, atMs: number, memory: PictureMemory, thresholds: PictureThresholds): readonly PictureReference[] {
  const light = lightAt(atMs);
  const others = memory.references.filter((reference) => reference.light !== light);
  const old = memory.references.find((reference) => reference.light === light);
  if (old === undefined) {
    const wasAllRight = memory.last === undefined || memory.last.state === 'ok' || memory.references.length === 0;
    return wasAllRight ? [...others, { light, cellStructure: layout.cellStructure, sharpness: measures.sharpness }] : others;
  }
  const [from, to] = [decodeCells(old.cellStructure), decodeCells(layout.cellStructure)];
  if (from === undefined || to === undefined) return memory.references;
  const sharpness = old.sharpness + (measures.sharpness - old.sharpness) * thresholds.referenceShare;
  return [
    ...others,
    { light, cellStructure: encodeCells(approachCells(from, to, thresholds.referenceShare)), sharpness: Math.round(sharpness * 10_000) / 10_000 },
  ];
}

function isDaylight(atMs: number, meanBrightness: number, thresholds: PictureThresholds): boolean {
  const hour = vietnamHour(atMs);
  return hour >= 7 && hour < 17 && meanBrightness >= thresholds.similarLeastBrightness;
}

/** So near the equator the sun is up from about 6 h to 18 h all year. */
function lightAt(atMs: number): ReferenceLight {
  const hour = vietnamHour(atMs);
  return hour >= 6 && hour < 18 ? 'day' : 'night';
}

function vietnamHour(atMs: number): number {
  return (((atMs / 3_600_000 + 7) % 24) + 24) % 24;
}
