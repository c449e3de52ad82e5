import { sweepAngles, type AngleSpan } from './angle-sweep.ts';
import { radiusAt, stretched, type PolarLine, type PolarPiece } from './polar-line.ts';

/** Ground that a building lower than the lens hides: from its near wall to the end of its shadow. */
export interface RoofShadow extends AngleSpan {
  readonly near: PolarLine;
  readonly end: PolarLine;
}

/**
 * The shadows of one building from all pieces of its walls. Under each angle the walls come in pairs, in and out again; what lies between the pair and, `stretch` times as far as its far wall, behind
 * it is hidden. A courtyard that the roof's shadow doesn't fill is seen.
 */
export function roofShadows(walls: readonly PolarPiece[], stretch: number): RoofShadow[] {
  const shadows: RoofShadow[] = [];
  sweepAngles(walls, (fromRad, toRad, active) => {
    const middle = (fromRad + toRad) / 2;
    const sorted = active.toSorted((a, b) => radiusAt(a.line, middle) - radiusAt(b.line, middle));
    for (let at = 0; at + 1 < sorted.length; at += 2) shadows.push({ fromRad, toRad, near: sorted[at]!.line, end: stretched(sorted[at + 1]!.line, stretch) });
  });
  return shadows;
}
