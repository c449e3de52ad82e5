import type { CameraPlacement } from './camera-placement.ts';
import { pixelsPerMetre, slantDistanceM } from './pixel-density.ts';
import { pixelDensityLevel, type PixelDensityLevel } from './pixel-density-level.ts';
import { viewSector } from './view-sector.ts';

/** What a camera can tell at a point of the ground. Theoretical. */
export interface PointDensity {
  /** Along the ground, from the camera. */
  readonly distanceM: number;
  readonly pxPerM: number;
  readonly level: PixelDensityLevel;
}

/** The theoretical density at a ground distance from a camera. */
export function densityAt({ heightM, resolution, hfovDeg }: CameraPlacement, distanceM: number): PointDensity {
  const pxPerM = pixelsPerMetre({ horizontalPx: resolution.width, hfovDeg, slantDistanceM: slantDistanceM({ heightM, groundDistanceM: distanceM }) });
  return { distanceM, pxPerM, level: pixelDensityLevel(pxPerM) };
}

/**
 * The density at the point of the uncertainty disc that is nearest to the camera: the best that it could show of the place. Ground in the blind zone under the camera
 * doesn't count, unless the whole disc lies in it; one that can be turned has none.
 *
 * @param distanceM along the ground, from the camera to the middle of the disc.
 */
export function nearestDensity(placement: CameraPlacement, distanceM: number, uncertaintyM: number): PointDensity {
  const { nearM } = viewSector(placement);
  const farthestM = distanceM + uncertaintyM;
  return densityAt(placement, Math.min(farthestM, Math.max(0, distanceM - uncertaintyM, nearM)));
}
