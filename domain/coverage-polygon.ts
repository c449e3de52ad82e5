import type { CameraPlacement } from './camera-placement.ts';
import type { LonLat, PolygonGeometry } from './geojson.ts';
import { destinationPoint } from './view-geometry.ts';
import { viewLimits } from './view-limits.ts';

const ARC_STEP_DEG = 5;
const DEG_PER_RAD = 180 / Math.PI;
/** Rounding to 1e-7° moves a corner by up to 8 mm: no two corners may come nearer to each other than this. */
const SMALLEST_EDGE_M = 0.1;
/** Blind zones and views smaller than this are not worth a figure: below it a placement isn't that exact. */
const SMALLEST_RADIUS_M = 0.5;

/** A sector between two radii; `spanDeg` is 360 for a full turn. */
interface Sector {
  readonly centre: LonLat;
  readonly bearingDeg: number;
  readonly spanDeg: number;
  readonly nearM: number;
  readonly farM: number;
}

/**
 * The ground that a camera sees, as a GeoJSON polygon: a sector around `bearingDeg`, `hfovDeg` wide, from the end of the blind zone under
 * the camera to `rangeM` or to where the top of the picture meets the ground, whichever is nearer (see `view-limits.ts`). A full turn is
 * a disc, with a hole where there is a blind zone.
 *
 * The outer ring is closed, counterclockwise (RFC 7946, section 3.1.6) and never meets itself; arcs go in steps of at most 5°, coordinates are
 * rounded to 1e-7°. What is drawn wider than stated so that the ring stays valid: a far end below 0.5 m, a view narrower than 10 cm at its far
 * end, a gap narrower than 10 cm in a nearly full turn, and a blind zone below 0.5 m.
 *
 * Flat ground and no obstacles are assumed, and that a tilted view keeps its width: a camera looking steeply down sees a little
 * more to its sides than the sector shows.
 */
export function coveragePolygon(placement: CameraPlacement): PolygonGeometry {
  const sector = drawableSector(placement);
  return { type: 'Polygon', coordinates: sector.spanDeg >= 360 ? discRings(sector) : [sectorRing(sector)] };
}

function drawableSector(placement: CameraPlacement): Sector {
  const limits = viewLimits(placement);
  const farM = Math.max(SMALLEST_RADIUS_M, limits.farM);
  const blindZoneDrawable = limits.nearM >= SMALLEST_RADIUS_M && farM - limits.nearM >= SMALLEST_RADIUS_M;
  const nearM = blindZoneDrawable ? limits.nearM : 0;
  const smallestSpanDeg = (SMALLEST_EDGE_M / farM) * DEG_PER_RAD;
  const smallestGapDeg = (SMALLEST_EDGE_M / (nearM || farM)) * DEG_PER_RAD;
  const spanDeg = placement.hfovDeg > 360 - smallestGapDeg ? 360 : Math.max(placement.hfovDeg, smallestSpanDeg);
  return { centre: placement.position.coordinates, bearingDeg: placement.bearingDeg, spanDeg, nearM, farM };
}

function discRings({ centre, nearM, farM, bearingDeg }: Sector): LonLat[][] {
  const outer = closed(arc(centre, farM, bearingDeg + 180, bearingDeg - 180).slice(0, -1));
  if (nearM === 0) return [outer];
  return [outer, closed(arc(centre, nearM, bearingDeg - 180, bearingDeg + 180).slice(0, -1))];
}

// Counterclockwise on the map is falling bearing: out along the right edge, back over the far arc, in along the left edge.
function sectorRing({ centre, bearingDeg, spanDeg, nearM, farM }: Sector): LonLat[] {
  const leftDeg = bearingDeg - spanDeg / 2;
  const rightDeg = bearingDeg + spanDeg / 2;
  return closed([...innerEnd(), ...arc(centre, farM, rightDeg, leftDeg)]);

  function innerEnd(): LonLat[] {
    if (nearM === 0) return [rounded(centre)];
    const nearChordM = (nearM * Math.min(spanDeg, 180)) / DEG_PER_RAD;
    if (nearChordM < SMALLEST_EDGE_M) return [rounded(destinationPoint(centre, bearingDeg, nearM))];
    return arc(centre, nearM, leftDeg, rightDeg);
  }
}

function arc(centre: LonLat, radiusM: number, fromDeg: number, toDeg: number): LonLat[] {
  const steps = Math.max(1, Math.ceil(Math.abs(toDeg - fromDeg) / ARC_STEP_DEG));
  return Array.from({ length: steps + 1 }, (_, step) => rounded(destinationPoint(centre, fromDeg + ((toDeg - fromDeg) * step) / steps, radiusM)));
}

function closed(corners: readonly LonLat[]): LonLat[] {
  return [...corners, corners[0]!];
}

function rounded([lonDeg, latDeg]: LonLat): LonLat {
  return [Math.round(lonDeg * 1e7) / 1e7, Math.round(latDeg * 1e7) / 1e7];
}
