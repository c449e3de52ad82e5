import type { CoverageGeometry, LonLat, PolygonGeometry } from '../geojson.ts';
import { metresPerDegree } from '../view-geometry.ts';

/** Smaller areas and holes are rounding. */
const SMALLEST_AREA_M2 = 0.05;
/** A corner that lies no farther from the line between its neighbours is left out: rounding moves corners by as much. */
const STRAIGHT_M = 0.012;

interface Ring {
  readonly corners: readonly LonLat[];
  /** Positive when it runs counterclockwise. */
  readonly areaM2: number;
}

/** Area of a geometry in square metres; exact enough for a view's size. */
export function areaM2({ type, coordinates }: CoverageGeometry): number {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return polygons.flat().reduce((sum, ring) => sum + ringAreaM2(ring), 0);
}

/** Puts rings together: counterclockwise ones are areas, clockwise ones holes of the area around them. Undefined when nothing of any size is left. */
export function ringPolygons(rings: readonly (readonly LonLat[])[]): CoverageGeometry | undefined {
  const kept = rings
    .map(straightened)
    .map((corners): Ring => ({ corners, areaM2: ringAreaM2(corners) }))
    .filter((ring) => Math.abs(ring.areaM2) >= SMALLEST_AREA_M2);
  const outer = kept.filter((ring) => ring.areaM2 > 0).toSorted((a, b) => a.areaM2 - b.areaM2);
  const polygons = outer.map((ring): (readonly LonLat[])[] => [ring.corners]);
  for (const hole of kept.filter((ring) => ring.areaM2 < 0)) {
    const around = outer.findIndex((ring) => ring.areaM2 > -hole.areaM2 && surrounds(ring.corners, hole.corners));
    if (around >= 0) polygons[around]!.push(hole.corners);
  }
  if (polygons.length === 0) return undefined;
  polygons.reverse();
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons as PolygonGeometry['coordinates'][] };
}

function ringAreaM2(ring: readonly LonLat[]): number {
  const [lon, lat] = ring[0]!;
  const scale = metresPerDegree(lat);
  let twice = 0;
  for (let index = 1; index < ring.length; index += 1) {
    const [a, b] = [ring[index - 1]!, ring[index]!];
    twice += (a[0] - lon) * (b[1] - lat) - (b[0] - lon) * (a[1] - lat);
  }
  return (twice / 2) * scale.lonM * scale.latM;
}

function straightened(ring: readonly LonLat[]): readonly LonLat[] {
  const scale = metresPerDegree(ring[0]![1]);
  const kept: LonLat[] = [];
  for (const [index, corner] of ring.slice(0, -1).entries()) {
    const before = kept.at(-1);
    // the first stays: the last is judged by it
    if (before === undefined || !liesBetween(before, corner, ring[index + 1]!, scale)) kept.push(corner);
  }
  return kept.length < 3 ? ring : [...kept, kept[0]!];
}

function liesBetween(a: LonLat, corner: LonLat, b: LonLat, scale: { lonM: number; latM: number }): boolean {
  const [alongX, alongY] = [(b[0] - a[0]) * scale.lonM, (b[1] - a[1]) * scale.latM];
  const [x, y] = [(corner[0] - a[0]) * scale.lonM, (corner[1] - a[1]) * scale.latM];
  const length = Math.hypot(alongX, alongY);
  if (length === 0) return false;
  const along = (x * alongX + y * alongY) / length;
  return along > 0 && along < length && Math.abs(x * alongY - y * alongX) / length < STRAIGHT_M;
}

/** A hole may share corners with the area around it, but no edge: the middle of an edge decides. */
function surrounds(ring: readonly LonLat[], hole: readonly LonLat[]): boolean {
  const [x, y] = [(hole[0]![0] + hole[1]![0]) / 2, (hole[0]![1] + hole[1]![1]) / 2];
  let inside = false;
  for (let index = 1; index < ring.length; index += 1) {
    const [ax, ay] = ring[index - 1]!;
    const [bx, by] = ring[index]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
