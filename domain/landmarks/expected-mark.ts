import type { CameraPlacement } from '../camera-placement.ts';
import type { LonLat } from '../geojson.ts';
import { planeOffset } from '../view-geometry.ts';
import type { PicturePoint } from './landmark.ts';

const RAD_PER_DEG = Math.PI / 180;

/**
 * Where a point on the ground would be in the picture of a camera that stands as stated (a pinhole without roll over flat ground; the inverse of `viewFromLandmarks`). Null behind the camera, and for
 * lenses of 180° and more.
 */
export function expectedMark(placement: CameraPlacement, place: LonLat): PicturePoint | null {
  if (placement.hfovDeg >= 180) return null;
  const { eastM, northM } = planeOffset(placement.position.coordinates, place);
  const [bearing, tilt] = [placement.bearingDeg * RAD_PER_DEG, placement.tiltDeg * RAD_PER_DEG];
  const ahead = eastM * Math.sin(bearing) + northM * Math.cos(bearing);
  const rightM = eastM * Math.cos(bearing) - northM * Math.sin(bearing);
  const depthM = ahead * Math.cos(tilt) + placement.heightM * Math.sin(tilt);
  const upM = ahead * Math.sin(tilt) - placement.heightM * Math.cos(tilt);
  if (depthM <= 0) return null;
  const halfWidthM = depthM * Math.tan((placement.hfovDeg / 2) * RAD_PER_DEG);
  const halfHeightM = (halfWidthM * placement.resolution.height) / placement.resolution.width;
  return { xShare: (1 + rightM / halfWidthM) / 2, yShare: (1 - upM / halfHeightM) / 2 };
}
