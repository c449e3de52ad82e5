import { approachCells, decodeCells, encodeByteCells } from './cell-grid.ts';
import type { FacetCause, FacetObservation, FacetState } from './health-facet.ts';
import { comparePicture, type PictureComparison } from './picture-comparison.ts';
import type { MeasuredImage } from './picture-measures.ts';
import type { PictureMemory, PictureReference, ReferenceLight } from './picture-memory.ts';
import { countRepeats, type PictureRepeats } from './picture-repeats.ts';
import { PICTURE_THRESHOLDS, type PictureThresholds } from './picture-thresholds.ts';
import { vietnamHour } from './vietnam-hour.ts';

/** What one picture says, and what to remember for the next. */
export interface PictureVerdict {
  readonly observation: FacetObservation<'picture'>;
  readonly memory: PictureMemory;
}

/**
 * Judges one picture of a camera by its measures and by the pictures before it. Checked in this order, the first that holds is the verdict: `dark`, `covered`, `frozen`, `blurred`,
 * `moved`, else `ok`. Dark and covered come before frozen because an empty picture may well come out the same twice; moved comes last because a blurred picture resembles nothing.
 * See docs/design/picture-check.md.
 *
 * A view is compared with its references by day and by night; the first picture that is all right becomes a reference, and each further one moves it a little, unless light
 * shines into the lens. A picture that isn't newer than the last one is judged, but not remembered.
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
  const compared = compareAll(image, takenAtMs, memory, thresholds);
  const finding = findFault(image, compared, repeats, thresholds);
  const observation: FacetObservation<'picture'> = { state: finding.state, atMs: takenAtMs, ...(finding.cause && { cause: finding.cause }) };
  if (memory.last !== undefined && takenAtMs <= memory.last.atMs) return { observation, memory };
  const isUsual = finding.state === 'ok' && compared.usual?.isDazzled !== true;
  const references = isUsual ? learn(image, takenAtMs, memory, thresholds) : memory.references;
  return { observation, memory: { references, last: { ...repeats, state: finding.state } } };
}

interface Finding {
  readonly state: FacetState<'picture'>;
  readonly cause?: FacetCause;
}

/** A picture beside the reference of its own light, where there is one, and beside all. */
interface Compared {
  readonly usual: PictureComparison | undefined;
  readonly all: readonly PictureComparison[];
}

function compareAll(image: MeasuredImage, atMs: number, { references }: PictureMemory, thresholds: PictureThresholds): Compared {
  const pairs = references.map((reference) => ({ light: reference.light, comparison: comparePicture(image, reference, thresholds) }));
  return {
    usual: pairs.find(({ light }) => light === lightAt(atMs))?.comparison,
    all: pairs.flatMap(({ comparison }) => (comparison === undefined ? [] : [comparison])),
  };
}

function findFault(image: MeasuredImage, { usual, all }: Compared, repeats: PictureRepeats, thresholds: PictureThresholds): Finding {
  const { nearBlackShare, meanBrightness } = image.measures;
  if (nearBlackShare >= thresholds.darkShare) return { state: 'dark', cause: { code: 'near_black', nearBlackShare, meanBrightness } };
  return (
    findCovered(image, usual, thresholds) ??
    findFrozen(repeats, thresholds) ??
    findBlurred(image, usual, thresholds) ??
    findMoved(usual, all, thresholds) ?? { state: 'ok' }
  );
}

/** Without knowing the view only what hides all of it is found; else also a veil that takes the contrast away, and what takes away a part of the view's structure. */
function findCovered({ measures: { detailShare } }: MeasuredImage, usual: PictureComparison | undefined, thresholds: PictureThresholds): Finding | undefined {
  if (usual === undefined) return detailShare <= thresholds.coveredDetailShare ? { state: 'covered', cause: { code: 'no_detail', detailShare } } : undefined;
  const { lostShare, contrastShare, layoutLikeness } = usual;
  const isUnsharpView = isUnsharp(usual, thresholds) && layoutLikeness >= thresholds.sameLayoutLikeness;
  const isVeiled = lostShare >= thresholds.veiledLostShare && contrastShare < thresholds.veiledContrastShare;
  const isHidden = lostShare >= thresholds.coveredLostShare && usual.detailShare < thresholds.coveredDetailShareOfUsual && !isUnsharpView;
  if (!isVeiled && !isHidden) return undefined;
  return { state: 'covered', cause: { code: isHidden ? 'view_hidden' : 'view_veiled', lostShare: round(lostShare), contrastShare: round(contrastShare) } };
}

function findFrozen({ identicalCount, similarCount, stillCount }: PictureRepeats, thresholds: PictureThresholds): Finding | undefined {
  if (identicalCount >= thresholds.identicalPictures) return { state: 'frozen', cause: { code: 'identical_pictures', pictures: identicalCount } };
  if (similarCount >= thresholds.similarPictures) return { state: 'frozen', cause: { code: 'unchanged_pictures', pictures: similarCount } };
  if (stillCount >= thresholds.stillPictures) return { state: 'frozen', cause: { code: 'unchanged_pictures', pictures: stillCount } };
  return undefined;
}

function isUnsharp({ sharpnessShare, light }: PictureComparison, thresholds: PictureThresholds): boolean {
  return sharpnessShare < thresholds.blurredShareOfUsual[light];
}

function findBlurred({ measures }: MeasuredImage, usual: PictureComparison | undefined, thresholds: PictureThresholds): Finding | undefined {
  const { sharpness, detailShare } = measures;
  // of the few contours of a nearly empty picture none need be sharp
  if (usual?.isDazzled === true || detailShare < thresholds.blurredLeastDetailShare) return undefined;
  if (sharpness < thresholds.blurredSharpness) return { state: 'blurred', cause: { code: 'not_sharp', sharpness } };
  // another view may well be less sharp: only of the usual one that says something
  if (usual !== undefined && isUnsharp(usual, thresholds) && usual.layoutLikeness >= thresholds.blurredLayoutLikeness)
    return { state: 'blurred', cause: { code: 'less_sharp_than_usual', sharpness, shareOfUsual: round(usual.sharpnessShare) } };
  return undefined;
}

/** Like one reference is enough: at dusk a camera changes over to its night view when it likes. */
function findMoved(usual: PictureComparison | undefined, all: readonly PictureComparison[], thresholds: PictureThresholds): Finding | undefined {
  if (all.length === 0 || usual?.isDazzled === true) return undefined;
  const isAt = ({ likeness, layoutLikeness, shiftedLikeness }: PictureComparison): 'usual' | 'shifted' | 'elsewhere' => {
    if (shiftedLikeness >= thresholds.shiftedLikeness && shiftedLikeness - likeness >= thresholds.shiftedGain) return 'shifted';
    return likeness + thresholds.layoutWeight * layoutLikeness < thresholds.movedLikeness ? 'elsewhere' : 'usual';
  };
  const places = all.map(isAt);
  if (places.includes('usual')) return undefined;
  const likeness = round(Math.max(...all.map((comparison) => comparison.likeness)));
  return { state: 'moved', cause: { code: places.includes('shifted') ? 'view_shifted' : 'other_view', likeness } };
}

/** The reference for this light moves towards the picture. A missing one is only begun by a camera that was all right before. */
function learn(image: MeasuredImage, atMs: number, memory: PictureMemory, thresholds: PictureThresholds): readonly PictureReference[] {
  const light = lightAt(atMs);
  const others = memory.references.filter((reference) => reference.light !== light);
  const old = memory.references.find((reference) => reference.light === light);
  const seen = asReference(image, light);
  if (old === undefined) {
    const wasAllRight = memory.last === undefined || memory.last.state === 'ok' || memory.references.length === 0;
    return wasAllRight ? [...others, seen] : others;
  }
  return [...others, approached(old, seen, thresholds.referenceShare)];
}

function asReference({ measures, layout }: MeasuredImage, light: ReferenceLight): PictureReference {
  const brightness = decodeCells(layout.cellBrightness) ?? new Uint16Array();
  const { sharpness, detailShare, contrast } = measures;
  return {
    light,
    cellStructure: layout.cellStructure,
    cellBrightness: encodeByteCells(brightness.map((value) => value / 64)),
    sharpness,
    detailShare,
    contrast,
  };
}

function approached(old: PictureReference, seen: PictureReference, share: number): PictureReference {
  const grid = (key: 'cellStructure' | 'cellBrightness'): string => {
    const [from, to] = [decodeCells(old[key]), decodeCells(seen[key])];
    return from === undefined || to === undefined ? old[key] : encodeByteCells(approachCells(from, to, share));
  };
  const value = (key: 'sharpness' | 'detailShare' | 'contrast'): number => Math.round((old[key] + (seen[key] - old[key]) * share) * 10_000) / 10_000;
  return {
    light: old.light,
    cellStructure: grid('cellStructure'),
    cellBrightness: grid('cellBrightness'),
    sharpness: value('sharpness'),
    detailShare: value('detailShare'),
    contrast: value('contrast'),
  };
}

/** So near the equator the sun is up from about 6 h to 18 h all year. */
function lightAt(atMs: number): ReferenceLight {
  const hour = vietnamHour(atMs);
  return hour >= 6 && hour < 18 ? 'day' : 'night';
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
