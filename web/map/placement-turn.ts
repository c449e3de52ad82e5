import type { CameraPlacement } from '../../domain/camera-placement.ts';
import type { LonLat } from '../../domain/geojson.ts';
import { angleBetweenBearingsDeg, bearingBetweenDeg, destinationPoint, distanceBetweenM, normaliseBearingDeg } from '../../domain/view-geometry.ts';
import type { HandleSteps } from './handle-steps.ts';

/** What handles on the map change of a placement. */
export type PlacementTurn = Partial<Pick<CameraPlacement, 'bearingDeg' | 'rangeM' | 'hfovDeg'>> & { readonly position?: LonLat; readonly panRangeDeg?: number };

/** The limits of what handles set; fields take wider ones. */
export const TURN_LIMITS = { rangeM: { min: 5, max: 5000 }, spanDeg: { min: 5, max: 360 } } as const;

const STEP_M = 0.5;
/** Handles at the sides stand nearer than the far end's, so that narrow views leave room between the three. */
const EDGE_SHARE = 0.65;

/** How wide the view is drawn: the lens's angle, or how far a camera that can be turned reaches. */
export function spanOfDeg({ motion, hfovDeg, panRangeDeg }: CameraPlacement): number {
  return (motion ?? 'fixed') === 'fixed' ? hfovDeg : Math.max(panRangeDeg ?? 360, hfovDeg);
}

/** Where the handle at the far end and those at the left and right edge stand. */
export function handlePlaces(placement: CameraPlacement): { readonly aim: LonLat; readonly left: LonLat; readonly right: LonLat } {
  const { bearingDeg, rangeM } = placement;
  const at = (offDeg: number, distanceM: number) => destinationPoint(placement.position.coordinates, bearingDeg + offDeg, distanceM);
  const half = spanOfDeg(placement) / 2;
  return { aim: at(0, rangeM), left: at(-half, EDGE_SHARE * rangeM), right: at(half, EDGE_SHARE * rangeM) };
}

/** The far end dragged to `place`: bearing to the degree, range to the metre. */
export function aimedAt({ position }: CameraPlacement, place: LonLat): PlacementTurn {
  const { min, max } = TURN_LIMITS.rangeM;
  return {
    bearingDeg: normaliseBearingDeg(Math.round(bearingBetweenDeg(position.coordinates, place))),
    rangeM: clamp(Math.round(distanceBetweenM(position.coordinates, place)), min, max),
  };
}

/** The far end moved by arrow keys: right and left turn, up and down go farther and nearer. */
export function aimedBy({ bearingDeg, rangeM }: CameraPlacement, { right, up }: HandleSteps): PlacementTurn {
  const { min, max } = TURN_LIMITS.rangeM;
  return { bearingDeg: normaliseBearingDeg(bearingDeg + right), rangeM: clamp(rangeM + up, min, max) };
}

/** A side dragged to `place`: the view opens or closes on both sides alike. */
export function openedTo(placement: CameraPlacement, place: LonLat): PlacementTurn {
  return withSpan(placement, 2 * angleBetweenBearingsDeg(bearingBetweenDeg(placement.position.coordinates, place), placement.bearingDeg));
}

/** A side moved by arrow keys, a degree of the whole angle each. */
export function openedBy(placement: CameraPlacement, { right, up }: HandleSteps): PlacementTurn {
  return withSpan(placement, spanOfDeg(placement) + right + up);
}

function withSpan({ motion, hfovDeg }: CameraPlacement, wantedDeg: number): PlacementTurn {
  const { min, max } = TURN_LIMITS.spanDeg;
  const spanDeg = clamp(Math.round(wantedDeg), min, max);
  return (motion ?? 'fixed') === 'fixed' ? { hfovDeg: spanDeg } : { panRangeDeg: Math.max(spanDeg, Math.ceil(hfovDeg)) };
}

/** A place moved by arrow keys, half a metre each. */
export function movedBy(place: LonLat, { right, up }: HandleSteps): LonLat {
  return roundedPlace(destinationPoint(destinationPoint(place, 90, right * STEP_M), 0, up * STEP_M));
}

/** A place to a tenth of a metre: no finger is more exact. */
export function roundedPlace([lonDeg, latDeg]: LonLat): LonLat {
  return [Math.round(lonDeg * 1e6) / 1e6, Math.round(latDeg * 1e6) / 1e6];
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
