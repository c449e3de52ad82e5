import type { LonLat } from '../geojson.ts';
import { radiusAt } from './polar-line.ts';
import { tracedRings } from './traced-rings.ts';
import type { VisibleCell } from './visible-cells.ts';

/** Radii on one ray nearer to each other than this are one corner. */
const SAME_CORNER_M = 0.02;
const FULL_TURN = 2 * Math.PI;

/** The corners on one ray: those of the cells on both sides, so that sides which two cells share cancel. */
interface Ray {
  readonly radii: number[];
  corners: { readonly radiusM: number; readonly corner: number }[];
}

/**
 * Rings around cells as {@link tracedRings} gives them. Corners are made by `cornerAt` (angle, distance), which rounds; corners that come out the same are one.
 */
export function cellOutline(cells: readonly VisibleCell[], cornerAt: (angleRad: number, radiusM: number) => LonLat): LonLat[][] {
  const rays = raysOf(cells);
  const corners: LonLat[] = [];
  const known = new Map<string, number>();
  for (const [angleRad, ray] of rays) ray.corners = cornersOn(angleRad, ray);
  const edges = cells.flatMap((cell) => sidesOf(cell, rays));
  return tracedRings(edges, corners);

  function cornersOn(angleRad: number, { radii }: Ray): Ray['corners'] {
    let corner = -1;
    let lastM = Number.NEGATIVE_INFINITY;
    return radii
      .toSorted((a, b) => a - b)
      .map((radiusM) => {
        if (radiusM - lastM > SAME_CORNER_M) {
          corner = numberOf(cornerAt(angleRad, radiusM));
          lastM = radiusM;
        }
        return { radiusM, corner };
      });
  }

  function numberOf(corner: LonLat): number {
    const key = `${corner[0]} ${corner[1]}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, corners.length);
    return corners.push(corner) - 1;
  }
}

/** A full turn ends where it began. */
function rayKey(angleRad: number): number {
  return angleRad >= FULL_TURN - 1e-12 ? 0 : angleRad;
}

function nearRadius({ near }: VisibleCell, angleRad: number): number {
  return near === undefined ? 0 : radiusAt(near, angleRad);
}

/** Never before the near end: lines that meet at a corner may be told apart by rounding. */
function farRadius(cell: VisibleCell, angleRad: number): number {
  return Math.max(nearRadius(cell, angleRad), radiusAt(cell.far, angleRad));
}

function raysOf(cells: readonly VisibleCell[]): Map<number, Ray> {
  const rays = new Map<number, Ray>();
  for (const cell of cells) {
    for (const angle of [cell.fromRad, cell.toRad]) {
      const key = rayKey(angle);
      const ray = rays.get(key) ?? { radii: [], corners: [] };
      rays.set(key, ray);
      ray.radii.push(nearRadius(cell, angle), farRadius(cell, angle));
    }
  }
  return rays;
}

// Counterclockwise on the map is falling angle: out along the later ray, back over the far side, in along the earlier ray.
function sidesOf(cell: VisibleCell, rays: ReadonlyMap<number, Ray>): [number, number][] {
  const later = between(cell, cell.toRad, rays);
  const earlier = between(cell, cell.fromRad, rays).reverse();
  const around = [...later, ...earlier];
  return around.map((corner, index): [number, number] => [corner, around[(index + 1) % around.length]!]).filter(([from, to]) => from !== to);
}

/** All corners on a side of a cell, from its near to its far end. */
function between(cell: VisibleCell, angleRad: number, rays: ReadonlyMap<number, Ray>): number[] {
  const [near, far] = [nearRadius(cell, angleRad), farRadius(cell, angleRad)];
  const { corners } = rays.get(rayKey(angleRad))!;
  return corners.filter(({ radiusM }) => radiusM >= near && radiusM <= far).map(({ corner }) => corner);
}
