import type { LonLat, PolygonGeometry } from './geojson.ts';
import { destinationPoint } from './view-geometry.ts';

const CORNERS = 32;
const SMALLEST_RADIUS_M = 0.5;
/** The plane is good to 0.1 %, rounding to 1 cm: with this margin the true disc stays inside. */
const MARGIN_RATIO = 1.001;
const MARGIN_M = 0.02;

/**
 * A polygon with 32 corners around the disc of `radiusM` metres at `centre`: the whole true disc lies inside it (it is circumscribed, at most
 * 0.6 % and 2 cm too large). A radius below 0.5 m becomes 0.5 m, so that a point is a disc too. Closed, counterclockwise, rounded to 1e-7°.
 */
export function uncertaintyDisc(centre: LonLat, radiusM: number): PolygonGeometry {
  const cornerM = (Math.max(SMALLEST_RADIUS_M, radiusM) * MARGIN_RATIO + MARGIN_M) / Math.cos(Math.PI / CORNERS);
  const corners = Array.from({ length: CORNERS }, (_, index): LonLat => {
    const [lonDeg, latDeg] = destinationPoint(centre, -(index * 360) / CORNERS, cornerM);
    return [Math.round(lonDeg * 1e7) / 1e7, Math.round(latDeg * 1e7) / 1e7];
  });
  return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
}
