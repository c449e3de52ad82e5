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

/** Both landmarks, and the one that clicks belong to. */
export interface LandmarkMarks {
  readonly active: LandmarkName;
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
  return { active: 'A', marks: { A: untouched(-1), B: untouched(1) } };
}

/** A mark put into the picture or on the map; when a landmark has both, clicks go on to the other. */
export function withMark(before: LandmarkMarks, name: LandmarkName, put: { readonly inPicture: PicturePoint } | { readonly onMap: LonLat }): LandmarkMarks {
  const mark =
    'inPicture' in put
      ? { ...before.marks[name], inPicture: { xShare: clamp(put.inPicture.xShare), yShare: clamp(put.inPicture.yShare) }, isInPicture: true }
      : { ...before.marks[name], onMap: put.onMap, isOnMap: true };
  const other = name === 'A' ? 'B' : 'A';
  const goesOn = isMarked(mark) && !isMarked(before.marks[other]);
  return { active: goesOn ? other : name, marks: { ...before.marks, [name]: mark } };
}

/** What both landmarks say of the camera; null until all four marks were put. */
export function viewOfMarks({ marks: { A, B } }: LandmarkMarks, camera: LandmarkCamera): LandmarkView | LandmarkProblem | null {
  return isMarked(A) && isMarked(B) ? viewFromLandmarks(camera, [A, B]) : null;
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
