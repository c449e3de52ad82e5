import type { PlanePoint } from './view-plane.ts';

/** A stretch of a ray, in metres from its beginning. */
export interface Stretch {
  readonly fromM: number;
  readonly toM: number;
}

/**
 * Where a ray from the plane's origin under `angleRad` runs through an outline, near ones first. An odd number of crossings means that the origin lies inside:
 * the first stretch then begins at 0.
 */
export function stretchesInside(rings: readonly (readonly PlanePoint[])[], angleRad: number): Stretch[] {
  const distances = rings.flatMap((ring) => crossings(ring, Math.cos(angleRad), Math.sin(angleRad))).sort((a, b) => a - b);
  if (distances.length % 2 === 1) distances.unshift(0);
  return Array.from({ length: distances.length / 2 }, (_, pair) => ({ fromM: distances[2 * pair]!, toM: distances[2 * pair + 1]! }));
}

function crossings(ring: readonly PlanePoint[], cos: number, sin: number): number[] {
  const found: number[] = [];
  for (let index = 0; index < ring.length; index += 1) {
    const a = ring[index]!;
    const b = ring[(index + 1) % ring.length]!;
    const sideA = a.right * cos - a.ahead * sin;
    const sideB = b.right * cos - b.ahead * sin;
    if (sideA > 0 === sideB > 0) continue;
    const share = sideA / (sideA - sideB);
    const alongM = (a.ahead + (b.ahead - a.ahead) * share) * cos + (a.right + (b.right - a.right) * share) * sin;
    if (alongM > 0) found.push(alongM);
  }
  return found;
}
