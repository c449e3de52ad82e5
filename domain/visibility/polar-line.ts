import type { PlanePoint } from './view-plane.ts';

/** A straight line that misses the lens, in polar form around it: `1 / r = cos · cos(angle) + sin · sin(angle)`. */
export interface PolarLine {
  readonly cos: number;
  readonly sin: number;
}

/** A line over a range of angles: where something stands that ends or bounds the view there. */
export interface PolarPiece {
  readonly fromRad: number;
  readonly toRad: number;
  readonly line: PolarLine;
}

const FULL_TURN = 2 * Math.PI;
/** Narrower pieces than this are a millimetre at 5 km: they are dropped. */
export const SMALLEST_ANGLE_RAD = 2e-7;
const FARTHEST_M = 1e7;
const NEAREST_M = 1e-3;

/** Distance in metres at which the ray under `angleRad` meets the line. */
export function radiusAt({ cos, sin }: PolarLine, angleRad: number): number {
  const inverse = cos * Math.cos(angleRad) + sin * Math.sin(angleRad);
  return inverse <= 1 / FARTHEST_M ? FARTHEST_M : 1 / inverse;
}

/** The same line `factor` times as far away. */
export function stretched({ cos, sin }: PolarLine, factor: number): PolarLine {
  return { cos: cos / factor, sin: sin / factor };
}

/** The angle strictly between two others at which two lines cross; undefined when they don't. */
export function crossingAngle(a: PolarLine, b: PolarLine, fromRad: number, toRad: number): number | undefined {
  const root = Math.atan2(a.cos - b.cos, b.sin - a.sin);
  // the lines are equally far at root and half a turn on
  for (const angle of [root - Math.PI, root, root + Math.PI, root + FULL_TURN]) if (angle > fromRad && angle < toRad) return angle;
  return undefined;
}

/**
 * The wall from `a` to `b` as the view from 0 to `spanRad` has it: none when it is seen end-on or lies outside, two when it crosses a full turn's beginning.
 */
export function wallPieces(a: PlanePoint, b: PlanePoint, spanRad: number): PolarPiece[] {
  const distance = b.right * a.ahead - a.right * b.ahead;
  const length = Math.hypot(b.ahead - a.ahead, b.right - a.right);
  if (length === 0 || Math.abs(distance) / length < NEAREST_M) return [];
  const line = { cos: (b.right - a.right) / distance, sin: (a.ahead - b.ahead) / distance };
  const [first, last] = distance > 0 ? [a, b] : [b, a];
  const fromRad = angleOf(first);
  const sweep = angleOf(last) - fromRad;
  const toRad = fromRad + (sweep < 0 ? sweep + FULL_TURN : sweep);
  return [
    { fromRad, toRad: Math.min(toRad, spanRad), line },
    { fromRad: 0, toRad: Math.min(toRad - FULL_TURN, spanRad), line },
  ].filter((piece) => piece.toRad - piece.fromRad > SMALLEST_ANGLE_RAD);
}

function angleOf({ ahead, right }: PlanePoint): number {
  const angle = Math.atan2(right, ahead);
  return angle < 0 ? angle + FULL_TURN : angle;
}
