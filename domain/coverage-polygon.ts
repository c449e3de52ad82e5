import type { CameraPlacement } from './camera-placement.ts';
import type { LonLat, PolygonGeometry } from './geojson.ts';
import { destinationPoint } from './view-geometry.ts';
import { viewSector, type ViewSector } from './view-sector.ts';

/** Arcs are drawn as chords of no more than this. */
const ARC_STEP_DEG = 5;
const DEG_PER_RAD = 180 / Math.PI;
/** Rounding to 1e-7° moves a corner by up to 8 mm: no two corners may come nearer to each other than this. */
const SMALLEST_EDGE_M = 0.1;

/**
 * The ground that a camera has in its picture where nothing stands in the way, as a GeoJSON polygon: a sector around `bearingDeg`, `hfovDeg` wide, from the end of the blind
 * zone under the camera to `rangeM` or to where the top of the picture meets the ground, whichever is nearer (see `view-sector.ts`). A full turn is
 * a disc, with a hole where there is a blind zone. What buildings leave of it: `visibility/visible-ground.ts`.
 *
 * The outer ring is closed, counterclockwise (RFC 7946, section 3.1.6) and never meets itself; arcs go in steps of at most 5°, coordinates are rounded to 1e-7°.
 *
 * Flat ground is assumed, and that a tilted view keeps its width: a camera looking steeply down sees a little more to its sides than the sector shows.
 */
export function coveragePolygon(placement: CameraPlacement): PolygonGeometry {
  return sectorPolygon(viewSector(placement));
}

/** A sector drawn as {@link coveragePolygon} says. */
export function sectorPolygon(sector: ViewSector): PolygonGeometry {
  return { type: 'Polygon', coordinates: sector.spanDeg >= 360 ? discRings(sector) : [sectorRing(sector)] };
}

/** Chords that an arc over `spanDeg` is drawn with. */
export function arcSteps(spanDeg: number): number {
  return Math.max(1, Math.ceil(spanDeg / ARC_STEP_DEG));
}

/** A corner as it is stored: rounded to 1e-7°. */
export function roundedCorner([lonDeg, latDeg]: LonLat): LonLat {
  return [Math.round(lonDeg * 1e7) / 1e7, Math.round(latDeg * 1e7) / 1e7];
}

function discRings({ centre, nearM, farM, bearingDeg }: ViewSector): LonLat[][] {
  const outer = closed(arc(centre, farM, bearingDeg + 180, bearingDeg - 180).slice(0, -1));
  if (nearM === 0) return [outer];
  return [outer, closed(arc(centre, nearM, bearingDeg - 180, bearingDeg + 180).slice(0, -1))];
}

// Counterclockwise on the map is falling bearing: out along the right edge, back over the far arc, in along the left edge.
function sectorRing({ centre, bearingDeg, spanDeg, nearM, farM }: ViewSector): LonLat[] {
  const leftDeg = bearingDeg - spanDeg / 2;
  const rightDeg = bearingDeg + spanDeg / 2;
  return closed([...innerEnd(), ...arc(centre, farM, rightDeg, leftDeg)]);

  function innerEnd(): LonLat[] {
    if (nearM === 0) return [roundedCorner(centre)];
    const nearChordM = (nearM * Math.min(spanDeg, 180)) / DEG_PER_RAD;
    if (nearChordM < SMALLEST_EDGE_M) return [roundedCorner(destinationPoint(centre, bearingDeg, nearM))];
    return arc(centre, nearM, leftDeg, rightDeg);
  }
}

function arc(centre: LonLat, radiusM: number, fromDeg: number, toDeg: number): LonLat[] {
  const steps = arcSteps(Math.abs(toDeg - fromDeg));
  return Array.from({ length: steps + 1 }, (_, step) => roundedCorner(destinationPoint(centre, fromDeg + ((toDeg - fromDeg) * step) / steps, radiusM)));
}

function closed(corners: readonly LonLat[]): LonLat[] {
  return [...corners, corners[0]!];
}
