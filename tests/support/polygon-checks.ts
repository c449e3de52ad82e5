import type { LonLat, PolygonGeometry } from '../../domain/geojson.ts';

/** Twice the signed area of a ring in square degrees: positive when it runs counterclockwise. */
export function signedArea(ring: readonly LonLat[]): number {
  return ring.slice(1).reduce((sum, [x, y], index) => sum + (ring[index]![0] * y - x * ring[index]![1]), 0);
}

/** Whether a closed ring has at least four positions and no two of its edges meet but at their common corner. */
export function isSimpleRing(ring: readonly LonLat[]): boolean {
  const edges = ring.slice(1).map((end, index) => [ring[index]!, end] as const);
  const [first, last] = [ring[0]!, ring.at(-1)!];
  if (edges.length < 3 || first[0] !== last[0] || first[1] !== last[1]) return false;
  if (edges.some(([a, b]) => a[0] === b[0] && a[1] === b[1])) return false;
  return edges.every((edge, i) => edges.every((other, j) => j <= i || !edgesMeet(edge, other, j === i + 1 || (i === 0 && j === edges.length - 1))));
}

/** Whether `point` lies inside the polygon and in none of its holes. */
export function contains(polygon: PolygonGeometry, point: LonLat): boolean {
  return polygon.coordinates.filter((ring) => insideRing(ring, point)).length === 1;
}

type Edge = readonly [LonLat, LonLat];

function edgesMeet([a, b]: Edge, [c, d]: Edge, adjacent: boolean): boolean {
  const straddles = side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
  if (!adjacent) return straddles && boxesMeet(a, b, c, d);
  // neighbours share one corner; they also meet elsewhere only when one folds back over the other
  const shared = a === d || (a[0] === d[0] && a[1] === d[1]) ? a : b;
  const p = shared === a ? b : a;
  const q = shared === a ? c : d;
  const dot = (p[0] - shared[0]) * (q[0] - shared[0]) + (p[1] - shared[1]) * (q[1] - shared[1]);
  return side(p, shared, q) === 0 && dot > 0;
}

// Coordinates are multiples of 1e-7°: as integers relative to a corner the sign is exact.
function side(a: LonLat, b: LonLat, c: LonLat): number {
  const unit = (value: number) => Math.round(value * 1e7);
  return Math.sign(unit(b[0] - a[0]) * unit(c[1] - a[1]) - unit(b[1] - a[1]) * unit(c[0] - a[0]));
}

function boxesMeet(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  return [0, 1].every((axis) => {
    const [first, second] = [
      [a[axis]!, b[axis]!],
      [c[axis]!, d[axis]!],
    ];
    return Math.max(...first) >= Math.min(...second) && Math.max(...second) >= Math.min(...first);
  });
}

function insideRing(ring: readonly LonLat[], [x, y]: LonLat): boolean {
  let inside = false;
  for (let index = 1; index < ring.length; index += 1) {
    const [ax, ay] = ring[index - 1]!;
    const [bx, by] = ring[index]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
