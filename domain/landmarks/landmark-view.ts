import { angleBetweenBearingsDeg, destinationPoint } from '../view-geometry.ts';
import { cameraTurn, type CameraTurn } from './camera-turn.ts';
import { focalLengthsBetween } from './focal-lengths.ts';
import { cosineBetween, landmarkRay, type LandmarkRay } from './landmark-ray.ts';
import type { Landmark, LandmarkCamera } from './landmark.ts';

const DEG_PER_RAD = 180 / Math.PI;
const NEAREST_M = 1;
const CLOSEST_IN_PICTURE = 0.1;
const CLOSEST_ON_MAP_DEG = 3;
const WIDEST_APART_DEG = 140;
const LENSES_DEG = { narrowest: 5, widest: 170 };
/** Up to `agreed` both points say the same; up to `doubtful` only the tilt can't be told. */
const TILT_SPREAD_DEG = { agreed: 3, doubtful: 12 };
const BEARING_SPREAD_DEG = 5;
/** Two lenses nearer to each other than this are one. */
const SAME_LENS = 1.1;
/** What a mark and a height may be off: a hundredth of the picture, a metre on the map, a foot of height. */
const MARK_ERROR = { share: 0.01, mapM: 1, heightM: 0.3 };
const WORST_MARGIN = { bearingDeg: 10, hfovShare: 0.25 };

/** Why two landmarks don't say how a camera points. */
export const LANDMARK_PROBLEMS = [
  'beneath_camera',
  'close_in_picture',
  'close_on_map',
  'behind_camera',
  'no_such_lens',
  'two_lenses',
  'disagree',
  'too_weak',
] as const;
export type LandmarkProblem = (typeof LANDMARK_PROBLEMS)[number];

/** How a camera points and how wide it sees, in degrees. */
export interface LandmarkView {
  readonly bearingDeg: number;
  readonly hfovDeg: number;
  /** Null where the heights of the two points contradict each other: they aren't both on the ground, or the camera's height is wrong. */
  readonly tiltDeg: number | null;
  /** How far each may be off when marks and height are off by what people's usually are. */
  readonly margin: { readonly bearingDeg: number; readonly hfovDeg: number };
}

type Pair = readonly [Landmark, Landmark];

/**
 * How a fixed camera points, from two points on the ground that were marked in its picture and on the map. The camera is a pinhole without roll over flat ground; its place and height
 * are known. Formulas: `focal-lengths.ts` and `camera-turn.ts`; what is refused and why: docs/design/placement-form.md.
 */
export function viewFromLandmarks(camera: LandmarkCamera, landmarks: Pair): LandmarkView | LandmarkProblem {
  const found = solve(camera, landmarks);
  if (typeof found === 'string') return found;
  const margin = marginOf(camera, landmarks, found);
  if (margin === undefined) return 'too_weak';
  const tiltAgrees = found.turn.tiltSpreadDeg <= TILT_SPREAD_DEG.agreed;
  return { bearingDeg: found.turn.bearingDeg, hfovDeg: found.hfovDeg, tiltDeg: tiltAgrees ? found.turn.tiltDeg : null, margin };
}

interface Solution {
  readonly hfovDeg: number;
  readonly turn: CameraTurn;
}

function solve(camera: LandmarkCamera, landmarks: Pair): Solution | LandmarkProblem {
  const rays = [landmarkRay(landmarks[0], camera), landmarkRay(landmarks[1], camera)] as const;
  const problem = badGeometry(rays);
  if (problem !== undefined) return problem;
  const lenses = solutionsOf(rays).filter(({ hfovDeg }) => hfovDeg >= LENSES_DEG.narrowest && hfovDeg <= LENSES_DEG.widest);
  if (lenses.length === 0) return 'no_such_lens';
  const fitting = fittest(lenses);
  if (fitting.length === 0) return 'disagree';
  const [first, second] = fitting;
  return second !== undefined && ratio(first!.hfovDeg, second.hfovDeg) > SAME_LENS ? 'two_lenses' : first!;
}

function badGeometry([a, b]: readonly [LandmarkRay, LandmarkRay]): LandmarkProblem | undefined {
  if (Math.min(a.groundM, b.groundM) < NEAREST_M) return 'beneath_camera';
  if (Math.hypot(a.rightOf - b.rightOf, a.above - b.above) < 2 * CLOSEST_IN_PICTURE) return 'close_in_picture';
  const apartDeg = Math.acos(cosineBetween(a, b)) * DEG_PER_RAD;
  if (apartDeg < CLOSEST_ON_MAP_DEG) return 'close_on_map';
  return apartDeg > WIDEST_APART_DEG ? 'behind_camera' : undefined;
}

function solutionsOf(rays: readonly [LandmarkRay, LandmarkRay]): Solution[] {
  return focalLengthsBetween(...rays).map((focalLength) => ({ hfovDeg: 2 * Math.atan(1 / focalLength) * DEG_PER_RAD, turn: cameraTurn(rays, focalLength) }));
}

/** Those in which both points agree; if there are none, those in which only the tilt is in doubt. */
function fittest(lenses: readonly Solution[]): Solution[] {
  const within = (tiltDeg: number) => lenses.filter(({ turn }) => turn.bearingSpreadDeg <= BEARING_SPREAD_DEG && turn.tiltSpreadDeg <= tiltDeg);
  const agreed = within(TILT_SPREAD_DEG.agreed);
  return agreed.length > 0 ? agreed : within(TILT_SPREAD_DEG.doubtful);
}

function ratio(a: number, b: number): number {
  return Math.max(a, b) / Math.min(a, b);
}

/** Errors of the marks one by one, added up as independent ones are; undefined when the answer hangs on them too much. */
function marginOf(camera: LandmarkCamera, landmarks: Pair, { hfovDeg, turn }: Solution): LandmarkView['margin'] | undefined {
  let [bearingSquares, hfovSquares] = [0, 0];
  for (const [disturbedCamera, disturbed] of disturbances(camera, landmarks)) {
    const rays = [landmarkRay(disturbed[0], disturbedCamera), landmarkRay(disturbed[1], disturbedCamera)] as const;
    const [nearest] = solutionsOf(rays).toSorted((a, b) => ratio(a.hfovDeg, hfovDeg) - ratio(b.hfovDeg, hfovDeg));
    if (nearest === undefined) return undefined;
    bearingSquares += angleBetweenBearingsDeg(nearest.turn.bearingDeg, turn.bearingDeg) ** 2;
    hfovSquares += (nearest.hfovDeg - hfovDeg) ** 2;
  }
  const margin = { bearingDeg: Math.sqrt(bearingSquares), hfovDeg: Math.sqrt(hfovSquares) };
  return margin.bearingDeg > WORST_MARGIN.bearingDeg || margin.hfovDeg > WORST_MARGIN.hfovShare * hfovDeg ? undefined : margin;
}

function disturbances(camera: LandmarkCamera, [a, b]: Pair): (readonly [LandmarkCamera, Pair])[] {
  const aspect = camera.picture.width / camera.picture.height;
  const moved = (mark: Landmark): Landmark[] => {
    const { xShare, yShare } = mark.inPicture;
    return [
      { ...mark, inPicture: { xShare: xShare + MARK_ERROR.share, yShare } },
      { ...mark, inPicture: { xShare, yShare: yShare + MARK_ERROR.share * aspect } },
      { ...mark, onMap: destinationPoint(mark.onMap, 90, MARK_ERROR.mapM) },
      { ...mark, onMap: destinationPoint(mark.onMap, 0, MARK_ERROR.mapM) },
    ];
  };
  return [
    ...moved(a).map((other) => [camera, [other, b]] as const),
    ...moved(b).map((other) => [camera, [a, other]] as const),
    [{ ...camera, heightM: camera.heightM + MARK_ERROR.heightM }, [a, b]],
  ];
}
