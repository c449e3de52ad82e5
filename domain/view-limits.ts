import type { CameraPlacement } from './camera-placement.ts';

const RAD_PER_DEG = Math.PI / 180;

/** Ground distances in metres between which a camera sees the ground; `meetsGround` is false when the stated view never does within range. */
export interface ViewLimits {
  readonly nearM: number;
  readonly farM: number;
  readonly meetsGround: boolean;
}

type ViewShape = Pick<CameraPlacement, 'heightM' | 'tiltDeg' | 'hfovDeg' | 'rangeM' | 'resolution'>;

/**
 * Vertical field of view in degrees. Below 180° of a rectilinear lens: `tan(v/2) = tan(h/2) · height / width`. From 180° on the lens
 * is taken as equidistant (pixels are proportional to angles): `v = h · height / width`, at most 180°.
 */
export function verticalFovDeg(view: Pick<ViewShape, 'hfovDeg' | 'resolution'>): number {
  const aspect = view.resolution.height / view.resolution.width;
  if (view.hfovDeg >= 180) return Math.min(180, view.hfovDeg * aspect);
  return (2 * Math.atan(Math.tan((view.hfovDeg / 2) * RAD_PER_DEG) * aspect)) / RAD_PER_DEG;
}

/**
 * Where the lowest and the highest ray of the middle column meet flat ground: between the two the camera sees ground. `rangeM` caps the
 * far end. A view that meets no ground within range (it looks up, or over everything) falls back to 0…`rangeM`: such figures are
 * nearly always typed wrong, and a camera that is listed needlessly costs a look while one that is left out costs the case.
 */
export function viewLimits(view: ViewShape): ViewLimits {
  const halfDeg = verticalFovDeg(view) / 2;
  const nearM = groundDistanceM(view.heightM, view.tiltDeg + halfDeg);
  const farM = Math.min(view.rangeM, groundDistanceM(view.heightM, view.tiltDeg - halfDeg));
  if (nearM < farM) return { nearM, farM, meetsGround: true };
  return { nearM: 0, farM: view.rangeM, meetsGround: false };
}

/** Distance at which a ray going down by `depressionDeg` meets the ground: 0 straight down or beyond, infinite when it never does. */
function groundDistanceM(heightM: number, depressionDeg: number): number {
  if (depressionDeg >= 90) return 0;
  if (depressionDeg <= 0) return Number.POSITIVE_INFINITY;
  return heightM / Math.tan(depressionDeg * RAD_PER_DEG);
}
