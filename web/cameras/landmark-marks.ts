import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { LonLat } from '../../domain/geojson.ts';
import { expectedMark } from '../../domain/landmarks/expected-mark.ts';
import type { LandmarkCamera, PicturePoint } from '../../domain/landmarks/landmark.ts';
import { viewFromLandmarks, type LandmarkProblem, type LandmarkView } from '../../domain/landmarks/landmark-view.ts';
import { destinationPoint } from '../../domain/view-geometry.ts';

export const LANDMARK_NAMES = ['A', 'B'] as const;
export type LandmarkName = (typeof LANDMARK_NAMES)[number];

/** A landmark while it is being marked: where its two marks are, and which of them somebody put there. */
export interface LandmarkMark {
  readonly inPicture: PicturePoint;
  readonly onMap: LonLat;
  readonly isInPicture: boolean;
  readonly isOnMap: boolean;
}

/** The picture that landmarks are marked in: its size in pixels. */
export interface MarkedPicture {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Both landmarks, and the one that clicks belong to. */
export interface LandmarkMarks {
  readonly active: LandmarkName;
  /** Null until something was marked in one. */
  readonly picture: MarkedPicture | null;
  readonly marks: Readonly<Record<LandmarkName, LandmarkMark>>;
}

/** Marks that nobody has moved: half-way out and half-way to the sides of the view as it is stated, so that they are in sight. */
export function untouchedMarks(placement: CameraPlacement): LandmarkMarks {
  const spreadDeg = Math.min(placement.hfovDeg, 120) / 4;
  const untouched = (side: -1 | 1): LandmarkMark => {
    const onMap = destinationPoint(placement.position.coordinates, placement.bearingDeg + side * spreadDeg, placement.rangeM / 2);
    const { xShare, yShare } = expectedMark(placement, onMap) ?? { xShare: 0.5 + side * 0.25, yShare: 0.6 };
    return { inPicture: { xShare: within(xShare), yShare: within(yShare) }, onMap, isInPicture: false, isOnMap: false };
  };
  return { active: 'A', picture: null, marks: { A: untouched(-1), B: untouched(1) } };
}

/** A mark put on the map; when a landmark has both of its marks, clicks go on to the other. */
export function withMapMark(before: LandmarkMarks, name: LandmarkName, onMap: LonLat): LandmarkMarks {
  return goneOn({ ...before, marks: { ...before.marks, [name]: { ...before.marks[name], onMap, isOnMap: true } } }, name);
}

/** A mark put into a picture; what was marked in another one no longer counts: the camera may have been turned in between. */
export function withPictureMark(before: LandmarkMarks, name: LandmarkName, { xShare, yShare }: PicturePoint, picture: MarkedPicture): LandmarkMarks {
  const isSame = before.picture === null || before.picture.id === picture.id;
  const kept = (mark: LandmarkMark): LandmarkMark => (isSame ? mark : { ...mark, isInPicture: false });
  const marks = { A: kept(before.marks.A), B: kept(before.marks.B) };
  const mark = { ...marks[name], inPicture: { xShare: clamp(xShare), yShare: clamp(yShare) }, isInPicture: true };
  return goneOn({ ...before, picture, marks: { ...marks, [name]: mark } }, name);
}

/** What both landmarks say of the camera; null until all four marks were put. */
export function viewOfMarks({ marks: { A, B }, picture }: LandmarkMarks, camera: Omit<LandmarkCamera, 'picture'>): LandmarkView | LandmarkProblem | null {
  return isMarked(A) && isMarked(B) && picture !== null ? viewFromLandmarks({ ...camera, picture }, [A, B]) : null;
}

/** The mark that is missing, first of the landmark that clicks belong to; null when none is. */
export function missingMark({ active, marks }: LandmarkMarks): { readonly name: LandmarkName; readonly where: 'picture' | 'map' } | null {
  const name = [active, ...LANDMARK_NAMES].find((name) => !isMarked(marks[name]));
  return name === undefined ? null : { name, where: marks[name].isInPicture ? 'map' : 'picture' };
}

function goneOn(marks: LandmarkMarks, name: LandmarkName): LandmarkMarks {
  const other = name === 'A' ? 'B' : 'A';
  return { ...marks, active: isMarked(marks.marks[name]) && !isMarked(marks.marks[other]) ? other : name };
}

function isMarked({ isInPicture, isOnMap }: LandmarkMark): boolean {
  return isInPicture && isOnMap;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}

function within(share: number): number {
  return Math.min(0.95, Math.max(0.05, share));
}
