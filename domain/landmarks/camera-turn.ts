import { normaliseBearingDeg } from '../view-geometry.ts';
import type { LandmarkRay } from './landmark-ray.ts';

const DEG_PER_RAD = 180 / Math.PI;

/** How a camera with a given lens has to be turned to see both points where they were marked. */
export interface CameraTurn {
  readonly bearingDeg: number;
  /** Positive looks down. */
  readonly tiltDeg: number;
  /** How far the two points contradict each other, in degrees. */
  readonly bearingSpreadDeg: number;
  readonly tiltSpreadDeg: number;
}

type Pair = readonly [LandmarkRay, LandmarkRay];

/**
 * Bearing and tilt of a camera without roll. With the tilt T a ray (right, up, forward) of the camera goes up by `up · cos T − forward · sin T` in the world and, along the ground, forward by
 * `forward · cos T + up · sin T`: the first gives T from how far the landmark lies below the horizon, the second then the bearing. Each point answers for itself; far ones count more,
 * since a metre turns the ray to a near one more.
 */
export function cameraTurn(rays: Pair, focalLength: number): CameraTurn {
  const [aTilts, bTilts] = [tiltsOf(rays[0], focalLength), tiltsOf(rays[1], focalLength)];
  const pairs = aTilts.flatMap((a) => bTilts.map((b) => [a, b] as const));
  const [aRad, bRad] = pairs.reduce((best, pair) => (Math.abs(pair[0] - pair[1]) < Math.abs(best[0] - best[1]) ? pair : best));
  const share = shareOfFirst(rays);
  const tiltRad = share * aRad + (1 - share) * bRad;
  const [aBearing, bBearing] = [bearingOf(rays[0], focalLength, tiltRad), bearingOf(rays[1], focalLength, tiltRad)];
  const apartRad = Math.atan2(Math.sin(aBearing - bBearing), Math.cos(aBearing - bBearing));
  return {
    bearingDeg: normaliseBearingDeg((bBearing + share * apartRad) * DEG_PER_RAD),
    tiltDeg: tiltRad * DEG_PER_RAD,
    bearingSpreadDeg: Math.abs(apartRad) * DEG_PER_RAD,
    tiltSpreadDeg: Math.abs(aRad - bRad) * DEG_PER_RAD,
  };
}

function shareOfFirst([a, b]: Pair): number {
  return a.groundM ** 2 / (a.groundM ** 2 + b.groundM ** 2);
}

/** Tilts under which the ray of the picture sinks as far as the one on the map: two, of which the nearly upside-down ones are left out where they can be told. */
function tiltsOf({ rightOf, above, sinkRad }: LandmarkRay, focalLength: number): number[] {
  const length = Math.hypot(rightOf, above, focalLength);
  const upright = Math.hypot(above, focalLength) / length;
  const phase = Math.atan2(focalLength, above);
  // a ray far to the side can't sink that far at any tilt: then the nearest that can be
  const angle = Math.acos(Math.max(-1, Math.min(1, -Math.sin(sinkRad) / upright)));
  const both = [angle - phase, -angle - phase].map((tilt) => Math.atan2(Math.sin(tilt), Math.cos(tilt)));
  const upwards = both.filter((tilt) => Math.abs(tilt) <= Math.PI / 2);
  return upwards.length > 0 ? upwards : both;
}

function bearingOf({ rightOf, above, bearingRad }: LandmarkRay, focalLength: number, tiltRad: number): number {
  return bearingRad - Math.atan2(rightOf, focalLength * Math.cos(tiltRad) + above * Math.sin(tiltRad));
}
