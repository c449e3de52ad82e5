import type { CameraPlacement } from './camera-placement.ts';
import type { LonLat } from './geojson.ts';
import { viewLimits } from './view-limits.ts';

const DEG_PER_RAD = 180 / Math.PI;
/** Rounding to 1e-7° moves a corner by up to 8 mm: no two corners may come nearer to each other than this. */
const SMALLEST_EDGE_M = 0.1;
/** Blind zones and views smaller than this are not worth a figure: below it a placement isn't that exact. */
const SMALLEST_RADIUS_M = 0.5;

/** The ground that a camera can have in its picture if nothing stands in the way: a sector between two radii. */
export interface ViewSector {
  readonly centre: LonLat;
  readonly bearingDeg: number;
  /** 360 for a full turn. */
  readonly spanDeg: number;
  readonly nearM: number;
  readonly farM: number;
}

/**
 * The sector of a placement around `centre` (its position when nothing is said). A camera that can be turned reaches its whole pan range, from the ground beneath it to `rangeM`. What is taken
 * wider than stated, so that it can be drawn: a far end below 0.5 m, a view narrower than 10 cm at its far end, a gap narrower than 10 cm in a nearly full turn, and a
 * blind zone below 0.5 m.
 */
export function viewSector(placement: CameraPlacement, centre: LonLat = placement.position.coordinates): ViewSector {
  const reach = reachOf(placement);
  const farM = Math.max(SMALLEST_RADIUS_M, reach.farM);
  const blindZoneDrawable = reach.nearM >= SMALLEST_RADIUS_M && farM - reach.nearM >= SMALLEST_RADIUS_M;
  const nearM = blindZoneDrawable ? reach.nearM : 0;
  const smallestSpanDeg = (SMALLEST_EDGE_M / farM) * DEG_PER_RAD;
  const smallestGapDeg = (SMALLEST_EDGE_M / (nearM || farM)) * DEG_PER_RAD;
  const spanDeg = reach.spanDeg > 360 - smallestGapDeg ? 360 : Math.max(reach.spanDeg, smallestSpanDeg);
  return { centre, bearingDeg: placement.bearingDeg, spanDeg, nearM, farM };
}

function reachOf(placement: CameraPlacement): { spanDeg: number; nearM: number; farM: number } {
  if ((placement.motion ?? 'fixed') === 'fixed') return { spanDeg: placement.hfovDeg, ...viewLimits(placement) };
  return { spanDeg: Math.max(placement.panRangeDeg ?? 360, placement.hfovDeg), nearM: 0, farM: placement.rangeM };
}
