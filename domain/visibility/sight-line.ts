import type { CameraPlacement } from '../camera-placement.ts';
import type { LonLat } from '../geojson.ts';
import { bearingBetweenDeg, distanceBetweenM, normaliseBearingDeg } from '../view-geometry.ts';
import { viewSector } from '../view-sector.ts';
import { shadowStretch, type BuildingOutline } from './building-outline.ts';
import { stretchesInside } from './hidden-stretches.ts';
import { lensPlace } from './lens-place.ts';
import { viewPlane } from './view-plane.ts';

/** `outside` the sector, `hidden` behind or under a building, or `clear`. */
export type SightLine = 'outside' | 'hidden' | 'clear';

/** Whether a placement sees one point of the ground, by the rules of `visibleGround` (but for views of which nothing would be left), for one ray instead of all. Linear in the walls. */
export function sightLine(placement: CameraPlacement, point: LonLat, buildings: readonly BuildingOutline[]): SightLine {
  const { lens, inTheWay } = lensPlace(placement, buildings);
  const view = viewSector(placement, lens);
  const distanceM = distanceBetweenM(lens, point);
  const bearingDeg = bearingBetweenDeg(lens, point);
  if (distanceM < view.nearM || distanceM > view.farM) return 'outside';
  if (distanceM > 0 && normaliseBearingDeg(bearingDeg - view.bearingDeg + view.spanDeg / 2) > view.spanDeg) return 'outside';
  const plane = viewPlane(lens, bearingDeg);
  const hides = ({ rings, heightM }: BuildingOutline): boolean => {
    const stretch = shadowStretch(placement.heightM, heightM);
    const stretches = stretchesInside(
      rings.map((ring) => ring.map((corner) => plane.toPlane(corner))),
      0,
    );
    return stretches.some(({ fromM, toM }) => distanceM >= fromM && distanceM <= toM * stretch);
  };
  return inTheWay.some(hides) ? 'hidden' : 'clear';
}
