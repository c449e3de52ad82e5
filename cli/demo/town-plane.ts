import type { LonLat } from '../../domain/geojson.ts';
import { metresPerDegree } from '../../domain/view-geometry.ts';

/** A place in the demo town: metres east and north of {@link TOWN_CENTRE}. */
export type TownPoint = readonly [eastM: number, northM: number];

/** Middle of the demo town. */
export const TOWN_CENTRE: LonLat = [108.243, 11.789];

const SCALE = metresPerDegree(TOWN_CENTRE[1]);

/** The place in WGS84, to 1e-7°. One scale for the whole town, so that what is straight or shared on the plane is so on the map. */
export function toLonLat([eastM, northM]: TownPoint): LonLat {
  return [rounded(TOWN_CENTRE[0] + eastM / SCALE.lonM), rounded(TOWN_CENTRE[1] + northM / SCALE.latM)];
}

/** `point` moved by `byM` metres along the unit vector `direction`. */
export function moved(point: TownPoint, direction: TownPoint, byM: number): TownPoint {
  return [point[0] + direction[0] * byM, point[1] + direction[1] * byM];
}

/** Unit vector from one place to another; they must not be the same. */
export function directionTo(from: TownPoint, to: TownPoint): TownPoint {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return [(to[0] - from[0]) / lengthM, (to[1] - from[1]) / lengthM];
}

/** Left of a unit vector: it turned by a quarter, counterclockwise. */
export function leftOf([east, north]: TownPoint): TownPoint {
  return [-north, east];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
